//! Every icon there is.

use super::{ALL, Icon};
use dioxus::prelude::*;

/// Each with its name.
pub fn example() -> Element {
    rsx! {
        ul { class: "gallery-icons",
            for (glyph, name) in ALL {
                li { key: "{name}",
                    Icon { glyph: *glyph }
                    "{name}"
                }
            }
        }
    }
}
