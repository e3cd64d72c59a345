//! A sheet behind a button.

use super::Sheet;
use crate::components::{Button, Look};
use dioxus::prelude::*;

/// Opens a sheet with a question of one's own.
pub fn example() -> Element {
    let mut open = use_signal(|| false);
    rsx! {
        Button { testid: "example-sheet-open", onclick: move |_| open.set(true), "Abrir" }
        if open() {
            Sheet { id: "example-sheet", title: "Alterar vencimento", onclose: move |()| open.set(false),
                p { "O novo dia vale a partir da próxima fatura." }
                div { class: "dialog-actions",
                    Button { look: Look::Primary, onclick: move |_| open.set(false), "Alterar" }
                }
            }
        }
    }
}
