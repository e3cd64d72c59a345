//! What stands around the input of every kind of field.

use crate::components::{Glyph, Icon, SupportCode};
use balcao_bridge::ErrorCode;
use dioxus::prelude::*;

/// The label above, the box around the input, help and error below.
#[component]
pub fn FieldFrame(
    id: &'static str,
    label: String,
    wrong: bool,
    #[props(default)] help: Option<String>,
    error: Option<String>,
    #[props(default)] code: Option<ErrorCode>,
    #[props(default)] counting: bool,
    #[props(default)] error_testid: Option<&'static str>,
    children: Element,
) -> Element {
    rsx! {
        div { class: "field",
            label { class: "field-label", r#for: id, "{label}" }
            div { class: "field-box", "data-wrong": wrong, {children} }
            if let Some(help) = help {
                p { id: "{id}-help", class: "field-help", "{help}" }
            }
            FieldError { id, error, code, counting, testid: error_testid }
        }
    }
}

/// What is wrong with a field, in words, and the code where support may be asked; told to screen
/// readers when it comes. One that counts seconds is not: they would hear every one of them.
#[component]
pub fn FieldError(
    id: &'static str,
    error: Option<String>,
    #[props(default)] code: Option<ErrorCode>,
    #[props(default)] counting: bool,
    #[props(default)] testid: Option<&'static str>,
) -> Element {
    rsx! {
        div { id: "{id}-error", role: if counting { "timer" } else { "alert" },
            if let Some(error) = error {
                p { class: "field-error", "data-testid": testid,
                    Icon { glyph: Glyph::CircleAlert, size: 16 }
                    span {
                        "{error}"
                        if let Some(code) = code {
                            SupportCode { code }
                        }
                    }
                }
            }
        }
    }
}

/// The ids that describe the input of a [`FieldFrame`], if any.
pub fn described_by(id: &str, helped: bool, wrong: bool) -> Option<String> {
    match (helped, wrong) {
        (false, false) => None,
        (true, false) => Some(format!("{id}-help")),
        (false, true) => Some(format!("{id}-error")),
        (true, true) => Some(format!("{id}-help {id}-error")),
    }
}
