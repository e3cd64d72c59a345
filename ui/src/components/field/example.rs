//! Fields: empty, filled, with help, wrong.

use super::Field;
use crate::components::Glyph;
use dioxus::prelude::*;

/// The states of a field.
pub fn example() -> Element {
    let mut typed = use_signal(String::new);
    rsx! {
        Field {
            id: "example-field",
            label: "Endereço do provedor",
            value: typed(),
            testid: "example-field",
            glyph: Glyph::Link,
            placeholder: "cliente.provedor.com.br",
            help: "Está no e-mail de boas-vindas.",
            oninput: move |text| typed.set(text),
        }
        Field {
            id: "example-field-wrong",
            label: "E-mail",
            value: "marina.silva@",
            testid: "example-field-wrong",
            error: "Falta o que vem depois do @.",
            oninput: |_| {},
        }
    }
}
