//! CPF or CNPJ: to be typed, and wrong.

use super::TaxIdField;
use dioxus::prelude::*;

/// The states of the field.
pub fn example() -> Element {
    let mut typed = use_signal(|| "12.ABC.345/01DE-35".to_owned());
    rsx! {
        TaxIdField {
            id: "example-tax-id",
            label: "CPF ou CNPJ",
            value: typed(),
            wrong: false,
            error: None,
            oninput: move |text| typed.set(text),
        }
        TaxIdField {
            id: "example-tax-id-wrong",
            label: "CPF ou CNPJ",
            value: "390.533.447-06",
            wrong: true,
            error: "Confira o CPF ou CNPJ: falta algum dígito ou há um errado.",
            oninput: |_| {},
        }
    }
}
