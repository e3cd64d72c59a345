//! The head of a detail.

use super::PaneHead;
use dioxus::prelude::*;

/// Of a bill.
pub fn example() -> Element {
    rsx! {
        PaneHead { title: "Fatura 004.977", onclose: |()| {} }
    }
}
