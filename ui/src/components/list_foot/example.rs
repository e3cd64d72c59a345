//! The foot of a list with more pages.

use super::ListFoot;
use dioxus::prelude::*;

/// Twenty of thirty-six, and then all of them.
pub fn example() -> Element {
    let mut shown = use_signal(|| 20);
    rsx! {
        ListFoot {
            words: "{shown} de 36",
            testid: "example-list-foot",
            more: shown() < 36,
            onmore: move |()| shown.set(36),
        }
    }
}
