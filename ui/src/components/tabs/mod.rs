//! Tabs: one panel at a time.

#[cfg(debug_assertions)]
pub mod example;

use super::roving::round;
use crate::host;
use dioxus::prelude::*;

/// The tabs, and below them the panel of the chosen one. Arrow keys, Home and End choose, too.
#[component]
pub fn Tabs(
    id: &'static str,
    label: String,
    tabs: Vec<String>,
    /// The place of the chosen tab.
    chosen: usize,
    onchoose: EventHandler<usize>,
    children: Element,
) -> Element {
    let count = tabs.len();
    rsx! {
        div {
            class: "tabs",
            role: "tablist",
            "aria-label": label,
            onkeydown: move |event| {
                if let Some(place) = round(chosen, &event.key(), count) {
                    event.prevent_default();
                    onchoose.call(place);
                    host::focus(&format!("{id}-{place}"));
                }
            },
            for (place, tab) in tabs.into_iter().enumerate() {
                button {
                    key: "{place}",
                    id: "{id}-{place}",
                    class: "tab",
                    r#type: "button",
                    role: "tab",
                    tabindex: if place == chosen { "0" } else { "-1" },
                    "aria-selected": if place == chosen { "true" } else { "false" },
                    "aria-controls": "{id}-panel",
                    "data-testid": "{id}-{place}",
                    onclick: move |_| onchoose.call(place),
                    "{tab}"
                }
            }
        }
        div {
            id: "{id}-panel",
            class: "tab-panel",
            role: "tabpanel",
            tabindex: "0",
            "aria-labelledby": "{id}-{chosen}",
            {children}
        }
    }
}
