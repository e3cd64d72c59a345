//! Chips: off, on, and one that opens something.

use super::Chip;
use crate::components::Glyph;
use dioxus::prelude::*;

/// Filters, one of which is on.
pub fn example() -> Element {
    let mut chosen = use_signal(|| 0_usize);
    let mut open = use_signal(|| false);
    rsx! {
        div { class: "chips",
            for (place, label) in ["Todas", "A vencer 5", "Pagas"].into_iter().enumerate() {
                Chip {
                    key: "{place}",
                    chosen: chosen() == place,
                    label,
                    testid: "example-chip",
                    onclick: move |_| chosen.set(place),
                }
            }
            Chip {
                chosen: false,
                label: "Período",
                testid: "example-chip-period",
                glyph: Glyph::Calendar,
                expanded: open(),
                onclick: move |_| open.toggle(),
            }
        }
    }
}
