//! Avatars: round for people, square for companies.

use super::Avatar;
use dioxus::prelude::*;

/// Both shapes.
pub fn example() -> Element {
    rsx! {
        Avatar { initials: "AS" }
        Avatar { initials: "CS", square: true }
    }
}
