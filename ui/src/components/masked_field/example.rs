//! Masked fields, one of each form.

use super::{Mask, MaskedField};
use dioxus::prelude::*;

/// CPF or CNPJ, telephone, CEP; and one that is wrong.
pub fn example() -> Element {
    let mut tax_id = use_signal(String::new);
    let mut phone = use_signal(|| "(11) 98877-6655".to_owned());
    let mut postal_code = use_signal(String::new);
    rsx! {
        MaskedField {
            id: "example-mask-tax-id",
            label: "CPF ou CNPJ",
            mask: Mask::TaxId,
            value: tax_id(),
            testid: "example-mask-tax-id",
            oninput: move |text| tax_id.set(text),
        }
        MaskedField {
            id: "example-mask-phone",
            label: "Telefone",
            mask: Mask::Phone,
            value: phone(),
            testid: "example-mask-phone",
            help: "Com o DDD.",
            oninput: move |text| phone.set(text),
        }
        MaskedField {
            id: "example-mask-postal-code",
            label: "CEP",
            mask: Mask::PostalCode,
            value: postal_code(),
            testid: "example-mask-postal-code",
            error: postal_code.read().is_empty().then(|| "Informe o CEP.".to_owned()),
            oninput: move |text| postal_code.set(text),
        }
    }
}
