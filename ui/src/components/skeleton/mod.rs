//! Grey shapes where content will be; only on the very first load.

#[cfg(debug_assertions)]
pub mod example;

use crate::words::t;
use dioxus::prelude::*;

/// So many grey cards.
#[component]
pub fn Skeleton(#[props(default = 3)] cards: usize) -> Element {
    rsx! {
        div { class: "skeleton", role: "status", "data-testid": "skeleton",
            span { class: "unseen", {t!("loading")} }
            for card in 0..cards {
                div { key: "{card}", class: "skeleton-card" }
            }
        }
    }
}
