//! A hundred thousand rows.

use super::WindowedList;
use balcao_domain::Cents;
use dioxus::prelude::*;

/// Calls, a hundred thousand of them.
pub fn example() -> Element {
    let mut chosen = use_signal(|| None::<usize>);
    rsx! {
        WindowedList {
            id: "example-windowed",
            label: "Ligações",
            rows: 100_000,
            row: move |place| rsx! {
                span { class: "row-body",
                    span { class: "row-title figures", "Ligação {place + 1}" }
                    span { class: "row-note", "São Paulo, SP · celular" }
                }
                span { class: "figures", {Cents::new(place as i64 % 997).brl()} }
            },
            onchoose: move |place| chosen.set(Some(place)),
        }
        if let Some(place) = chosen() {
            p { class: "figures", "data-testid": "example-windowed-chosen", "Ligação {place + 1}" }
        }
    }
}
