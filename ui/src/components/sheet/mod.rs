//! What belongs to a screen but has no room on it: from below on a phone, at the side on a desktop.

#[cfg(debug_assertions)]
pub mod example;

use crate::components::{Glyph, Icon};
use crate::host;
use crate::words::t;
use dioxus::prelude::*;

/// A modal sheet, open as long as it is rendered. The browser keeps the focus inside, and gives it
/// back on closing; Esc, the cross, and where the browser has it a click beside it ask to close.
#[component]
pub fn Sheet(
    id: &'static str,
    title: String,
    onclose: EventHandler<()>,
    children: Element,
) -> Element {
    use_effect(move || host::show_dialog(id));
    use_drop(move || host::close_dialog(id));
    rsx! {
        dialog {
            id,
            class: "sheet",
            "closedby": "any",
            "aria-labelledby": "{id}-title",
            oncancel: move |event| {
                event.prevent_default();
                onclose.call(());
            },
            onkeydown: move |event| {
                if event.key() == Key::Escape {
                    event.prevent_default();
                    onclose.call(());
                }
            },
            div { class: "sheet-head",
                h2 { id: "{id}-title", class: "dialog-title", "{title}" }
                button {
                    class: "sheet-close",
                    r#type: "button",
                    "aria-label": t!("close"),
                    "data-testid": "{id}-close",
                    onclick: move |_| onclose.call(()),
                    Icon { glyph: Glyph::X }
                }
            }
            {children}
        }
    }
}
