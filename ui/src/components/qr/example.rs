//! A Pix code.

use super::Qr;
use balcao_domain::BrCode;
use dioxus::prelude::*;

/// Of a dynamic charge.
pub fn example() -> Element {
    let code = BrCode::dynamic(
        "pix.example.com/qr/v2/9d36b84f",
        "REDE HORIZONTE",
        "SAO PAULO",
    );
    rsx! {
        if let Ok(code) = code {
            Qr { code, label: "QR Code do Pix" }
        }
    }
}
