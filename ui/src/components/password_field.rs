//! A password, hidden until the eye is pressed.

use super::{FieldError, Glyph, Icon};
use crate::words::t;
use dioxus::prelude::*;

/// A field for a password.
#[component]
pub fn PasswordField(
    id: &'static str,
    label: String,
    value: String,
    wrong: bool,
    error: Option<String>,
    #[props(default)] counting: bool,
    oninput: EventHandler<String>,
) -> Element {
    let mut seen = use_signal(|| false);
    rsx! {
        div { class: "field",
            label { class: "field-label", r#for: id, "{label}" }
            div { class: "field-box", "data-wrong": wrong,
                input {
                    id,
                    class: "field-input",
                    r#type: if seen() { "text" } else { "password" },
                    value,
                    autocomplete: "current-password",
                    autocapitalize: "none",
                    spellcheck: "false",
                    "aria-invalid": wrong.then_some("true"),
                    "aria-describedby": "{id}-error",
                    "data-testid": "password",
                    oninput: move |event| oninput.call(event.value()),
                }
                button {
                    class: "field-eye",
                    r#type: "button",
                    "aria-label": t!("show-password"),
                    "aria-pressed": if seen() { "true" } else { "false" },
                    "data-testid": "show-password",
                    onclick: move |_| seen.toggle(),
                    Icon { glyph: if seen() { Glyph::EyeOff } else { Glyph::Eye } }
                }
            }
            FieldError { id, error, counting, testid: "sign-in-error" }
        }
    }
}
