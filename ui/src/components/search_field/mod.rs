//! A field that a list is searched by.

#[cfg(debug_assertions)]
pub mod example;

use crate::components::{Glyph, Icon};
use crate::words::t;
use dioxus::prelude::*;

/// The field; `/` leads to it.
#[component]
pub fn SearchField(
    /// What is searched, for screen readers.
    label: String,
    value: String,
    oninput: EventHandler<String>,
) -> Element {
    rsx! {
        label { class: "search",
            span { class: "unseen", "{label}" }
            Icon { glyph: Glyph::Search }
            input {
                id: "search",
                class: "search-input",
                r#type: "search",
                placeholder: t!("search"),
                value,
                autocomplete: "off",
                "data-testid": "search",
                oninput: move |event| oninput.call(event.value()),
            }
            kbd { class: "search-key", "aria-hidden": "true", "/" }
        }
    }
}
