//! Something that is wanted or not.

#[cfg(debug_assertions)]
pub mod example;

use crate::components::{FieldError, described_by};
use dioxus::prelude::*;

/// A box that is ticked or not; what is clicked is its label or itself.
#[component]
pub fn Switch(
    id: &'static str,
    label: String,
    on: bool,
    #[props(default)] help: Option<String>,
    #[props(default)] error: Option<String>,
    onswitch: EventHandler<bool>,
) -> Element {
    let wrong = error.is_some();
    rsx! {
        div { class: "switch",
            div { class: "switch-words",
                label { class: "switch-label", r#for: id, "{label}" }
                if let Some(help) = help.clone() {
                    p { id: "{id}-help", class: "field-help", "{help}" }
                }
                FieldError { id, error }
            }
            input {
                id,
                r#type: "checkbox",
                checked: on,
                "aria-invalid": wrong.then_some("true"),
                "aria-describedby": described_by(id, help.is_some(), wrong),
                "data-testid": id,
                onchange: move |event| onswitch.call(event.checked()),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_and_error_describe_it_and_are_not_its_name() {
        let html = crate::components::drawn(|| {
            rsx! {
                Switch {
                    id: "sms",
                    label: "Aviso de SMS",
                    on: true,
                    help: "Sem custo.",
                    error: "Não aceito.",
                    onswitch: |_| {},
                }
            }
        });
        assert!(html.contains(r#"for="sms">Aviso de SMS</label>"#), "{html}");
        assert!(
            html.contains(r#"aria-describedby="sms-help sms-error""#),
            "{html}"
        );
    }
}
