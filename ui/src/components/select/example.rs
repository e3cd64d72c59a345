//! A select, and a bare one.

use super::Select;
use dioxus::prelude::*;

/// Both kinds, with something chosen.
pub fn example() -> Element {
    let mut chosen = use_signal(|| 1_usize);
    let options = ["Todo dia 5", "Todo dia 15", "Todo dia 24"].map(str::to_owned);
    rsx! {
        Select {
            id: "example-select",
            label: "Vencimento",
            options: options.to_vec(),
            chosen: chosen(),
            onchoose: move |place| chosen.set(place),
        }
        Select {
            id: "example-select-bare",
            label: "Vencimento",
            options: options.to_vec(),
            chosen: chosen(),
            onchoose: move |place| chosen.set(place),
            bare: true,
        }
    }
}
