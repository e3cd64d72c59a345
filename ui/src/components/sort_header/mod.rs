//! A column's title that sorts by it; an arrow shows the direction (DP-30, DP-31).

#[cfg(debug_assertions)]
pub mod example;

use crate::components::{Glyph, Icon};
use dioxus::prelude::*;

/// A column's title: `sorted` is none for another column's order, else whether it descends.
#[component]
pub fn SortHeader(
    label: String,
    sorted: Option<bool>,
    testid: String,
    #[props(default)] class: &'static str,
    onsort: EventHandler<()>,
) -> Element {
    rsx! {
        th {
            class,
            scope: "col",
            "aria-sort": sorted.map(|descending| if descending { "descending" } else { "ascending" }),
            button {
                class: "sort",
                r#type: "button",
                "data-testid": testid,
                onclick: move |_| onsort.call(()),
                "{label}"
                if let Some(descending) = sorted {
                    Icon { glyph: if descending { Glyph::ArrowDown } else { Glyph::ArrowUp }, size: 14 }
                }
            }
        }
    }
}
