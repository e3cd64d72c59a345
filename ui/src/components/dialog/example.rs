//! A dialog behind a button.

use super::Dialog;
use crate::components::{Button, Look};
use dioxus::prelude::*;

/// Asks whether to sign out.
pub fn example() -> Element {
    let mut open = use_signal(|| false);
    rsx! {
        Button { testid: "example-dialog-open", onclick: move |_| open.set(true), "Sair" }
        if open() {
            Dialog { id: "example-dialog", title: "Sair de Rede Horizonte?", onclose: move |()| open.set(false),
                p { "O que está guardado neste aparelho é apagado." }
                div { class: "dialog-actions",
                    Button { look: Look::Danger, onclick: move |_| open.set(false), "Sair" }
                    Button { testid: "example-dialog-cancel", onclick: move |_| open.set(false), "Cancelar" }
                }
            }
        }
    }
}
