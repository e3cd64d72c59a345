//! A field: label above, words about an error below.

use super::{Glyph, Icon};
use dioxus::prelude::*;

/// A text field.
#[component]
pub fn Field(
    id: &'static str,
    label: String,
    value: String,
    testid: &'static str,
    oninput: EventHandler<String>,
    #[props(default)] error: Option<String>,
    #[props(default)] glyph: Option<Glyph>,
    #[props(default)] placeholder: String,
    #[props(default = "text")] inputmode: &'static str,
    #[props(default = "off")] autocomplete: &'static str,
) -> Element {
    let wrong = error.is_some();
    rsx! {
        div { class: "field",
            label { class: "field-label", r#for: id, "{label}" }
            div { class: "field-box", "data-wrong": wrong,
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
                    "aria-invalid": wrong.then_some("true"),
                    "aria-describedby": wrong.then(|| format!("{id}-error")),
                    "data-testid": testid,
                    oninput: move |event| oninput.call(event.value()),
                }
            }
            FieldError { id, error }
        }
    }
}

/// What is wrong with a field, in words; told to screen readers when it comes. One that counts
/// seconds is not: they would hear every one of them.
#[component]
pub fn FieldError(
    id: &'static str,
    error: Option<String>,
    #[props(default)] counting: bool,
    #[props(default)] testid: Option<&'static str>,
) -> Element {
    rsx! {
        div { id: "{id}-error", role: if counting { "timer" } else { "alert" },
            if let Some(error) = error {
                p { class: "field-error", "data-testid": testid,
                    Icon { glyph: Glyph::CircleAlert, size: 16 }
                    "{error}"
                }
            }
        }
    }
}
