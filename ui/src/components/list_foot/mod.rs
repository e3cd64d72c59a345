//! What stands below a list that is read page by page.

#[cfg(debug_assertions)]
pub mod example;

use crate::components::Button;
use crate::words::t;
use dioxus::prelude::*;

/// How much of it there is, told to screen readers when it changes, and a way to more.
#[component]
pub fn ListFoot(
    /// `20 de 36 faturas`.
    words: String,
    testid: &'static str,
    /// Whether there is more than is shown.
    more: bool,
    onmore: EventHandler<()>,
) -> Element {
    rsx! {
        div { class: "list-foot",
            p { class: "figures", role: "status", "data-testid": testid, "{words}" }
            if more {
                Button { testid: "load-more", onclick: move |_| onmore.call(()), {t!("show-more")} }
            }
        }
    }
}
