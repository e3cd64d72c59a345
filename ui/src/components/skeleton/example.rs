//! The shapes of a first load.

use super::Skeleton;
use dioxus::prelude::*;

/// Two cards.
pub fn example() -> Element {
    rsx! {
        Skeleton { cards: 2 }
    }
}
