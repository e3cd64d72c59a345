//! One field, by what it takes.

use crate::components::{Field as TextField, FieldError, Mask, MaskedField, Select, Switch};
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
    let (id, required) = (field.name, field.required);
    match field.kind {
        FieldKind::Line(_) => rsx! {
            TextField { id, label, value: text, testid: id, required, help, error, oninput: ontyped }
        },
        FieldKind::Email => rsx! {
            TextField {
                id,
                label,
                value: text,
                testid: id,
                inputmode: "email",
                required,
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
                // Whose number it is only the form knows: hardly ever one's own.
                autocomplete: "off",
                required,
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
                        required,
                        help,
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
            Switch {
                id,
                label,
                on: text == FieldKind::ON,
                help,
                error,
                onswitch: move |on| {
                    let typed = if on { FieldKind::ON } else { "" };
                    ontyped.call(typed.to_owned());
                },
            }
        },
    }
}
