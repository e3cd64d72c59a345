//! A question that must be answered first, over everything else.

#[cfg(debug_assertions)]
pub mod example;

use crate::host;
use dioxus::prelude::*;

/// A modal dialog, open as long as it is rendered. The browser keeps the focus inside, and gives
/// it back on closing; Esc asks to close.
#[component]
pub fn Dialog(
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
            class: "dialog",
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
            h2 { id: "{id}-title", class: "dialog-title", "{title}" }
            {children}
        }
    }
}
