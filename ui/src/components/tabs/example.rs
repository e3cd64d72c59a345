//! Tabs with their panel.

use super::Tabs;
use dioxus::prelude::*;

/// Three tabs.
pub fn example() -> Element {
    let mut chosen = use_signal(|| 0_usize);
    let panel = [
        "Quatro ligações hoje.",
        "1,2 GB neste mês.",
        "Nada a mostrar.",
    ];
    rsx! {
        Tabs {
            id: "example-tab",
            label: "Consumo",
            tabs: ["Voz", "Dados", "Mensagens"].map(str::to_owned).to_vec(),
            chosen: chosen(),
            onchoose: move |place| chosen.set(place),
            p { {panel.get(chosen()).copied()} }
        }
    }
}
