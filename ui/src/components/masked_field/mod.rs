//! A field whose text is put in its usual form while it is typed or pasted.

mod mask;

#[cfg(debug_assertions)]
pub mod example;

pub use mask::{Mask, complete_date};

use crate::components::{FieldFrame, described_by};
use crate::host;
use dioxus::prelude::*;

/// A masked field. The caret stays where the person typed.
#[component]
pub fn MaskedField(
    id: &'static str,
    label: String,
    mask: Mask,
    value: String,
    testid: &'static str,
    oninput: EventHandler<String>,
    #[props(default)] wrong: bool,
    #[props(default)] help: Option<String>,
    #[props(default)] error: Option<String>,
    #[props(default)] error_testid: Option<&'static str>,
    #[props(default)] autocomplete: Option<&'static str>,
    #[props(default)] required: bool,
) -> Element {
    let wrong = wrong || error.is_some();
    rsx! {
        FieldFrame { id, label, wrong, help: help.clone(), error, error_testid,
            MaskedInput {
                id,
                mask,
                value,
                testid,
                oninput,
                wrong,
                required,
                described: described_by(id, help.is_some(), wrong),
                autocomplete: autocomplete.unwrap_or(mask.autocomplete()),
            }
        }
    }
}

/// The input alone, for fields with something beside it.
#[component]
pub fn MaskedInput(
    id: &'static str,
    mask: Mask,
    value: String,
    testid: &'static str,
    oninput: EventHandler<String>,
    #[props(default)] onchange: Option<EventHandler<String>>,
    wrong: bool,
    #[props(default)] required: bool,
    described: Option<String>,
    autocomplete: &'static str,
) -> Element {
    rsx! {
        input {
            id,
            class: "field-input figures",
            r#type: "text",
            value,
            inputmode: mask.inputmode(),
            placeholder: mask.placeholder(),
            autocomplete,
            autocapitalize: "characters",
            spellcheck: "false",
            "aria-required": required.then_some("true"),
            "aria-invalid": wrong.then_some("true"),
            "aria-describedby": described,
            "data-testid": testid,
            oninput: move |event| {
                let masked = host::mask_input(id, mask.function());
                oninput.call(masked.unwrap_or_else(|| event.value()));
            },
            onchange: move |event| {
                if let Some(onchange) = onchange {
                    onchange.call(event.value());
                }
            },
        }
    }
}
