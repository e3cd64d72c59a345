//! The boleto's bars (Interleaved 2 of 5).

#[cfg(debug_assertions)]
pub mod example;

use balcao_domain::Boleto;
use dioxus::prelude::*;

/// The bars of a boleto, as wide as there is room; black on white in every theme.
#[component]
pub fn Barcode(boleto: Boleto, label: String) -> Element {
    let (width, bars) = boleto.bars().path();
    rsx! {
        svg {
            class: "barcode",
            view_box: "0 0 {width} 1",
            preserve_aspect_ratio: "none",
            shape_rendering: "crispEdges",
            role: "img",
            "aria-label": "{label}",
            path { d: "{bars}" }
        }
    }
}
