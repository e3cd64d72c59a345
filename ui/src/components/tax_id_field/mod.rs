//! CPF or CNPJ, with which one signs in.

#[cfg(debug_assertions)]
pub mod example;

use crate::components::{Mask, MaskedField};
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
        MaskedField {
            id,
            label,
            mask: Mask::TaxId,
            value,
            testid: "tax-id",
            oninput,
            wrong,
            error,
            error_testid: "tax-id-error",
            autocomplete: "username",
        }
    }
}
