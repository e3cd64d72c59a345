//! The head of a detail beside its list; it takes the focus when the detail opens.

#[cfg(debug_assertions)]
pub mod example;

use crate::components::{Glyph, Icon};
use crate::host;
use crate::words::t;
use dioxus::prelude::*;

/// What is open, and a way to close it.
#[component]
pub fn PaneHead(title: String, onclose: EventHandler<()>) -> Element {
    use_effect(|| {
        host::focus("pane-title");
    });
    rsx! {
        div { class: "pane-head",
            h2 { id: "pane-title", class: "pane-title figures", tabindex: "-1", "{title}" }
            button {
                class: "pane-close",
                r#type: "button",
                "aria-label": t!("close"),
                "data-testid": "close",
                onclick: move |_| onclose.call(()),
                Icon { glyph: Glyph::X }
            }
        }
    }
}
