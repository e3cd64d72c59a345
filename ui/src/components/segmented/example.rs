//! A segmented control.

use super::Segmented;
use dioxus::prelude::*;

/// Three options, of which one is chosen.
pub fn example() -> Element {
    let mut chosen = use_signal(|| 0_usize);
    rsx! {
        Segmented {
            id: "example-segmented",
            label: "Consumo por",
            options: ["Dia", "Semana", "Mês"].map(str::to_owned).to_vec(),
            chosen: chosen(),
            onchoose: move |place| chosen.set(place),
        }
    }
}
