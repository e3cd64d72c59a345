//! A boleto's bars.

use super::Barcode;
use balcao_domain::Boleto;
use dioxus::prelude::*;

/// Of Febraban's own example.
pub fn example() -> Element {
    let boleto = Boleto::parse("00190000090114971860168524522114675860000102656");
    rsx! {
        if let Ok(boleto) = boleto {
            Barcode { boleto, label: "Código de barras" }
        }
    }
}
