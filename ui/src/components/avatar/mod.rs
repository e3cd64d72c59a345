//! Initials where a picture would stand (DP-09).

#[cfg(debug_assertions)]
pub mod example;

use dioxus::prelude::*;

/// Initials on a quiet ground; the name stands beside them, so they are not read out.
#[component]
pub fn Avatar(initials: String, #[props(default)] square: bool) -> Element {
    rsx! {
        span {
            class: if square { "avatar avatar-square" } else { "avatar" },
            "aria-hidden": "true",
            "{initials}"
        }
    }
}
