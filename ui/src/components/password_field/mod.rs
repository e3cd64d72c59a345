//! A password, hidden until the eye is pressed.

#[cfg(debug_assertions)]
pub mod example;

use crate::components::{FieldFrame, Glyph, Icon};
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
    #[props(default = "current-password")] autocomplete: &'static str,
    #[props(default = "password")] testid: &'static str,
    #[props(default = "sign-in-error")] error_testid: &'static str,
    oninput: EventHandler<String>,
) -> Element {
    let mut seen = use_signal(|| false);
    rsx! {
        FieldFrame { id, label, wrong, error, counting, error_testid,
            input {
                id,
                class: "field-input",
                r#type: if seen() { "text" } else { "password" },
                value,
                autocomplete,
                autocapitalize: "none",
                spellcheck: "false",
                "aria-invalid": wrong.then_some("true"),
                "aria-describedby": "{id}-error",
                "data-testid": testid,
                oninput: move |event| oninput.call(event.value()),
            }
            button {
                class: "field-end",
                r#type: "button",
                "aria-label": t!("show-password"),
                "aria-pressed": if seen() { "true" } else { "false" },
                "data-testid": "show-password",
                onclick: move |_| seen.toggle(),
                Icon { glyph: if seen() { Glyph::EyeOff } else { Glyph::Eye } }
            }
        }
    }
}
