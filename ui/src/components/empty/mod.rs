//! A list with nothing in it says why.

#[cfg(debug_assertions)]
pub mod example;

use crate::components::{Glyph, Icon};
use dioxus::prelude::*;

/// Nothing to show: why, and perhaps what to do.
#[component]
pub fn Empty(
    glyph: Glyph,
    title: String,
    text: String,
    testid: &'static str,
    #[props(default)] children: Element,
) -> Element {
    rsx! {
        div { class: "empty", "data-testid": testid,
            span { class: "empty-icon",
                Icon { glyph, size: 24 }
            }
            h2 { class: "empty-title", "{title}" }
            p { class: "empty-text", "{text}" }
            {children}
        }
    }
}
