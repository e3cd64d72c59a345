//! One field, by what it takes.

use crate::components::{Field as TextField, FieldError, Mask, MaskedField, Select};
use crate::words::t;
use balcao_domain::form::{Field, FieldKind};
use dioxus::prelude::*;

/// The field with its label, its help and what is wrong with it.
#[component]
pub fn FormField(
    field: Field,
    label: String,
    help: Option<String>,
    /// The words of what it can be chosen from, where it is.
    choices: Vec<String>,
    text: String,
    error: Option<String>,
    ontyped: EventHandler<String>,
) -> Element {
    let id = field.name;
    match field.kind {
        FieldKind::Line(_) => rsx! {
            TextField { id, label, value: text, testid: id, help, error, oninput: ontyped }
        },
        FieldKind::Email => rsx! {
            TextField {
                id,
                label,
                value: text,
                testid: id,
                inputmode: "email",
                help,
                error,
                oninput: ontyped,
            }
        },
        FieldKind::Phone => rsx! {
            MaskedField {
                id,
                label,
                mask: Mask::Phone,
                value: Mask::Phone.function()(&text),
                testid: id,
                help,
                error,
                oninput: ontyped,
            }
        },
        FieldKind::Choice(names) => {
            // What stands first says that nothing is chosen.
            let options = std::iter::once(t!("choose")).chain(choices);
            let chosen = names.iter().position(|name| *name == text);
            rsx! {
                div {
                    Select {
                        id,
                        label,
                        options: options.collect::<Vec<_>>(),
                        chosen: chosen.map_or(0, |place| place + 1),
                        wrong: error.is_some(),
                        onchoose: move |place: usize| {
                            let name = place.checked_sub(1).and_then(|place| names.get(place));
                            ontyped.call(name.map_or("", |name| *name).to_owned());
                        },
                    }
                    FieldError { id, error }
                }
            }
        }
        FieldKind::Switch => rsx! {
            label { class: "switch",
                span { class: "switch-words",
                    span { class: "switch-label", "{label}" }
                    if let Some(help) = help {
                        span { class: "form-text", "{help}" }
                    }
                }
                input {
                    id,
                    r#type: "checkbox",
                    checked: text == FieldKind::ON,
                    "data-testid": id,
                    onchange: move |event| {
                        let typed = if event.checked() { FieldKind::ON } else { "" };
                        ontyped.call(typed.to_owned());
                    },
                }
            }
        },
    }
}
