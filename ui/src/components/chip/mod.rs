//! Filter chips.

#[cfg(debug_assertions)]
pub mod example;

use crate::components::{Glyph, Icon};
use dioxus::prelude::*;

/// A filter that is on or off.
#[component]
pub fn Chip(
    chosen: bool,
    label: String,
    testid: &'static str,
    #[props(default)] glyph: Option<Glyph>,
    #[props(default)] expanded: Option<bool>,
    onclick: EventHandler<MouseEvent>,
) -> Element {
    rsx! {
        button {
            class: "chip",
            r#type: "button",
            "aria-pressed": if chosen { "true" } else { "false" },
            "aria-expanded": expanded.map(|open| if open { "true" } else { "false" }),
            "data-testid": testid,
            onclick: move |event| onclick.call(event),
            if let Some(glyph) = glyph {
                Icon { glyph, size: 16 }
            }
            "{label}"
        }
    }
}
