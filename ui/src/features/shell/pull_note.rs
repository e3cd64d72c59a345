//! What pulling the page down does, while a finger does it.

use crate::shared::{Pulled, Shared};
use crate::words::t;
use dioxus::prelude::*;

/// Nothing while nobody pulls.
#[component]
pub fn PullNote() -> Element {
    let shared = use_context::<Shared>();
    rsx! {
        div { role: "status",
            if let Some(pulled) = (shared.pulled)() {
                p { class: "pull-note", "data-testid": "pull-note",
                    match pulled {
                        Pulled::Far => t!("pull-let-go"),
                        Pulled::Asking => t!("checking"),
                    }
                }
            }
        }
    }
}
