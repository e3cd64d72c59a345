//! An error with a way on.

use super::ErrorPanel;
use balcao_bridge::{AppError, ErrorCode};
use dioxus::prelude::*;

/// The provider does not answer.
pub fn example() -> Element {
    rsx! {
        ErrorPanel {
            error: AppError::new(ErrorCode::Unavailable),
            action: "Tentar de novo",
            onaction: |()| {},
        }
    }
}
