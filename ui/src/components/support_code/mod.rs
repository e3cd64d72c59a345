//! The code of an error, for whoever asks support: a line of its own, never part of a sentence.

#[cfg(debug_assertions)]
pub mod example;

use crate::words::t;
use balcao_bridge::ErrorCode;
use dioxus::prelude::*;

/// *Código para o suporte: …*
#[component]
pub fn SupportCode(code: ErrorCode) -> Element {
    rsx! {
        span { class: "support-code", "data-testid": "error-code",
            {t!("support-code")}
            " {code.name()}"
        }
    }
}
