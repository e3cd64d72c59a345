//! A Pix code to be photographed.

#[cfg(debug_assertions)]
pub mod example;

use balcao_domain::{BrCode, QrMatrix};
use dioxus::prelude::*;

/// The QR Code of a Pix code; black on white in every theme. Too long a text has none.
#[component]
pub fn Qr(code: BrCode, label: String) -> Element {
    let Some((size, dark)) = QrMatrix::encode(code.payload()).map(|matrix| matrix.path()) else {
        return VNode::empty();
    };
    rsx! {
        svg {
            class: "qr",
            view_box: "0 0 {size} {size}",
            shape_rendering: "crispEdges",
            role: "img",
            "aria-label": "{label}",
            path { d: "{dark}" }
        }
    }
}
