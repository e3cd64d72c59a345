//! A list's search.

use super::SearchField;
use dioxus::prelude::*;

/// One that takes what is typed.
pub fn example() -> Element {
    let mut text = use_signal(String::new);
    rsx! {
        SearchField { label: "Buscar nas faturas", value: text(), oninput: move |typed| text.set(typed) }
    }
}
