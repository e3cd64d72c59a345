//! A word about what was just done, and a way to undo it, that goes by itself.

mod toasts;

#[cfg(debug_assertions)]
pub mod example;
#[cfg(test)]
mod tests;

pub use toasts::{Toast, Toasts, use_toasts};

use crate::components::{Glyph, Icon};
use crate::host;
use crate::words::t;
use dioxus::prelude::*;

/// Where the toast stands. It is always on the page, so that screen readers hear what comes into
/// it; a toast stays while it has the pointer or the focus.
#[component]
pub fn ToastRegion(toasts: Toasts) -> Element {
    use_resource(move || {
        let ends_in = toasts.ends_in();
        async move {
            if let Some(milliseconds) = ends_in {
                host::sleep(milliseconds).await;
                toasts.dismiss();
            }
        }
    });
    rsx! {
        div { class: "toasts", role: "status", "data-testid": "toasts",
            if let Some(toast) = toasts.shown() {
                div {
                    class: "toast",
                    "data-testid": "toast",
                    onmouseenter: move |_| toasts.hold(true),
                    onmouseleave: move |_| toasts.hold(false),
                    onfocusin: move |_| toasts.hold(true),
                    onfocusout: move |_| toasts.hold(false),
                    p { class: "toast-text", "{toast.text}" }
                    if let Some(undo) = toast.undo {
                        button {
                            class: "toast-undo",
                            r#type: "button",
                            "data-testid": "toast-undo",
                            onclick: move |_| {
                                toasts.dismiss();
                                undo.call(());
                            },
                            {t!("toast-undo")}
                        }
                    }
                    button {
                        class: "toast-close",
                        r#type: "button",
                        "aria-label": t!("close"),
                        "data-testid": "toast-close",
                        onclick: move |_| toasts.dismiss(),
                        Icon { glyph: Glyph::X }
                    }
                }
            }
        }
    }
}
