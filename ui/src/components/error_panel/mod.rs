//! An error where content would stand: what happened, what to do, the code for support.

#[cfg(debug_assertions)]
pub mod example;

use crate::components::{Button, Empty, Glyph, Look, SupportCode};
use crate::words::explain;
use balcao_bridge::{AppError, ErrorCode};
use dioxus::prelude::*;

/// An error, and a way on.
#[component]
pub fn ErrorPanel(
    error: AppError,
    #[props(default)] action: Option<String>,
    #[props(default)] onaction: Option<EventHandler<()>>,
) -> Element {
    let words = explain(&error);
    let glyph = match error.code {
        ErrorCode::RoleNeeded | ErrorCode::AccessRemoved | ErrorCode::KeychainLocked => Glyph::Lock,
        ErrorCode::Offline | ErrorCode::NotOffline => Glyph::CloudOff,
        _ => Glyph::TriangleAlert,
    };
    rsx! {
        Empty { glyph, title: words.happened, text: words.advice, testid: "error-panel",
            SupportCode { code: error.code }
            if let (Some(action), Some(onaction)) = (action, onaction) {
                Button {
                    look: Look::Primary,
                    testid: "error-action",
                    onclick: move |_| onaction.call(()),
                    "{action}"
                }
            }
        }
    }
}
