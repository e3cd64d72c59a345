//! Progress: known and not known.

use super::Progress;
use dioxus::prelude::*;

/// Both kinds.
pub fn example() -> Element {
    rsx! {
        Progress { id: "example-progress", label: "Baixando o boleto", words: "1,2 de 3,0 MB", done: (12, 30) }
        Progress { id: "example-progress-unknown", label: "Procurando o provedor", words: "aguardando resposta", done: None }
    }
}
