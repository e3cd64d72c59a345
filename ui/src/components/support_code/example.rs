//! A code.

use super::SupportCode;
use balcao_bridge::ErrorCode;
use dioxus::prelude::*;

/// The one state there is.
pub fn example() -> Element {
    rsx! {
        SupportCode { code: ErrorCode::NotAPortal }
    }
}
