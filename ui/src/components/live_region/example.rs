//! A live region, heard and not seen.

use super::LiveRegion;
use crate::components::Button;
use dioxus::prelude::*;

/// Pressed, the button has it speak.
pub fn example() -> Element {
    let mut told = use_signal(String::new);
    let mut presses = use_signal(|| 0_u32);
    rsx! {
        Button {
            onclick: move |_| {
                presses += 1;
                told.set(format!("Dito {presses} vezes"));
            },
            "Dizer"
        }
        LiveRegion { text: told }
    }
}
