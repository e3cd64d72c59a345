//! Why a document went nowhere, beside the button that was to take it there.

use crate::components::SupportCode;
use crate::words::sentence;
use balcao_bridge::AppError;
use dioxus::prelude::*;

/// What happened, and the code for support.
#[component]
pub fn DocumentFailure(error: AppError, testid: &'static str) -> Element {
    rsx! {
        p { class: "document-failure", role: "alert", "data-testid": testid,
            {sentence(&error)}
            SupportCode { code: error.code }
        }
    }
}
