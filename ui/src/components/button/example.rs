//! Buttons in every look, with an icon, and busy.

use super::{Button, Look};
use crate::components::Glyph;
use dioxus::prelude::*;

/// Every look.
pub fn example() -> Element {
    rsx! {
        Button { look: Look::Primary, "Entrar" }
        Button { look: Look::Soft, "Mostrar mais" }
        Button { "Limpar" }
        Button { look: Look::Danger, "Sair" }
        Button { look: Look::Primary, glyph: Glyph::Copy, "Copiar Pix" }
        Button { look: Look::Primary, busy: true, "Entrando…" }
    }
}
