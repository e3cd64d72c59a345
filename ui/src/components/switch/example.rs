//! A switch, off and with help.

use super::Switch;
use dioxus::prelude::*;

/// One that can be turned on.
pub fn example() -> Element {
    let mut on = use_signal(|| false);
    rsx! {
        Switch {
            id: "example-switch",
            label: "Aviso de SMS",
            help: "Faturas e quedas por mensagem, sem custo.",
            on: on(),
            onswitch: move |now| on.set(now),
        }
    }
}
