//! A field: label above, help and words about an error below.

mod frame;

#[cfg(debug_assertions)]
pub mod example;

pub use frame::{FieldError, FieldFrame, described_by};

use crate::components::{Glyph, Icon};
use balcao_bridge::ErrorCode;
use dioxus::prelude::*;

/// A text field.
#[component]
pub fn Field(
    id: &'static str,
    label: String,
    value: String,
    testid: &'static str,
    oninput: EventHandler<String>,
    #[props(default)] help: Option<String>,
    #[props(default)] error: Option<String>,
    #[props(default)] code: Option<ErrorCode>,
    #[props(default)] glyph: Option<Glyph>,
    #[props(default)] placeholder: String,
    #[props(default = "text")] inputmode: &'static str,
    #[props(default = "off")] autocomplete: &'static str,
    #[props(default)] required: bool,
) -> Element {
    let wrong = error.is_some();
    rsx! {
        FieldFrame { id, label, wrong, help: help.clone(), error, code,
            if let Some(glyph) = glyph {
                Icon { glyph }
            }
            input {
                id,
                class: "field-input",
                r#type: "text",
                value,
                placeholder,
                inputmode,
                autocomplete,
                autocapitalize: "none",
                spellcheck: "false",
                "aria-required": required.then_some("true"),
                "aria-invalid": wrong.then_some("true"),
                "aria-describedby": described_by(id, help.is_some(), wrong),
                "data-testid": testid,
                oninput: move |event| oninput.call(event.value()),
            }
        }
    }
}
