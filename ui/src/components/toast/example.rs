//! Toasts: plain, and one that can be undone.

use super::{Toast, ToastRegion, use_toasts};
use crate::components::Button;
use dioxus::prelude::*;

/// A button for each; undoing answers with another.
pub fn example() -> Element {
    let toasts = use_toasts();
    let tell = move |text: &str, undo| {
        toasts.show(Toast {
            text: text.into(),
            undo,
        });
    };
    let undo = use_callback(move |()| tell("O chamado continua aberto", None));
    rsx! {
        Button { testid: "example-toast", onclick: move |_| tell("Salvo neste aparelho", None), "Avisar" }
        Button {
            testid: "example-toast-undo",
            onclick: move |_| tell("Chamado encerrado", Some(undo)),
            "Avisar, com volta"
        }
        ToastRegion { toasts }
    }
}
