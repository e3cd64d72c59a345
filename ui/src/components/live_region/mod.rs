//! What is told to screen readers and not shown otherwise.

#[cfg(debug_assertions)]
pub mod example;

use dioxus::prelude::*;

/// A region whose words are read out when they change.
#[component]
pub fn LiveRegion(text: ReadSignal<String>) -> Element {
    rsx! {
        div { class: "unseen", role: "status", "aria-live": "polite", "data-testid": "live",
            "{text}"
        }
    }
}
