//! A copy button.

use super::CopyButton;
use crate::components::Look;
use dioxus::prelude::*;

/// Pressed, it says that it copied.
pub fn example() -> Element {
    rsx! {
        CopyButton {
            text: "00020126",
            label: "Copiar Pix",
            told: "Código Pix copiado",
            look: Look::Primary,
            testid: "example-copy",
        }
    }
}
