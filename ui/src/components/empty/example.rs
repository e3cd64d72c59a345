//! Nothing to show, with something to do.

use super::Empty;
use crate::components::{Button, Glyph, Look};
use dioxus::prelude::*;

/// An empty list.
pub fn example() -> Element {
    rsx! {
        Empty {
            glyph: Glyph::Search,
            title: "Nada encontrado",
            text: "Nenhuma fatura tem o que você buscou. Confira a busca, o filtro e o período.",
            testid: "example-empty",
            Button { look: Look::Soft, "Limpar a busca" }
        }
    }
}
