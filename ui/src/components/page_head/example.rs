//! The head of the gallery itself.

use super::PageHead;
use crate::route::Route;
use dioxus::prelude::*;

/// With a way back to the app.
pub fn example() -> Element {
    rsx! {
        PageHead {
            title: "Galeria",
            onback: |()| {
                navigator().push(Route::Start {});
            },
        }
    }
}
