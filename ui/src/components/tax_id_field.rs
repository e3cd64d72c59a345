//! CPF or CNPJ, masked while it is typed; a CNPJ may have letters.

use super::FieldError;
use crate::host;
use balcao_domain::TaxId;
use dioxus::prelude::*;

/// A field for a CPF or a CNPJ, which takes typing and pasting in any form.
#[component]
pub fn TaxIdField(
    id: &'static str,
    label: String,
    value: String,
    wrong: bool,
    error: Option<String>,
    oninput: EventHandler<String>,
) -> Element {
    rsx! {
        div { class: "field",
            label { class: "field-label", r#for: id, "{label}" }
            div { class: "field-box", "data-wrong": wrong,
                input {
                    id,
                    class: "field-input figures",
                    r#type: "text",
                    value,
                    // Not `numeric`: since July 2026 a CNPJ has letters.
                    inputmode: "text",
                    autocomplete: "username",
                    autocapitalize: "characters",
                    spellcheck: "false",
                    "aria-invalid": wrong.then_some("true"),
                    "aria-describedby": "{id}-error",
                    "data-testid": "tax-id",
                    oninput: move |event| {
                        let masked = host::mask_input(id, TaxId::mask_partial);
                        oninput.call(masked.unwrap_or_else(|| event.value()));
                    },
                }
            }
            FieldError { id, error, testid: "tax-id-error" }
        }
    }
}
