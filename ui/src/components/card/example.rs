//! Cards: plain, urgent, of rows.

use super::Card;
use crate::components::{Glyph, Icon};
use dioxus::prelude::*;

/// Every kind.
pub fn example() -> Element {
    rsx! {
        Card { "Fibra 600 Mega" }
        Card { urgent: true, "Serviço suspenso desde 16/11" }
        Card { rows: true,
            ul {
                for name in ["Meus Dados", "Contratos"] {
                    li { key: "{name}",
                        button { class: "row", r#type: "button",
                            span { class: "row-body",
                                span { class: "row-title", "{name}" }
                                span { class: "row-note", "Construtora Silva" }
                            }
                            Icon { glyph: Glyph::ChevronRight }
                        }
                    }
                }
            }
        }
    }
}
