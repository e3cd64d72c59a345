//! The two codes a bill is paid by. They never pass through Fluent: a code holds no word.

use crate::components::{Barcode, Card, CopyButton, Look, Qr};
use crate::words::t;
use balcao_domain::Bill;
use dioxus::prelude::*;

/// QR Code with *Copiar Pix*, bars with *Copiar linha digitável* (digits only).
#[component]
pub fn Codes(bill: Bill) -> Element {
    let line_look = if bill.pix.is_some() {
        Look::Soft
    } else {
        Look::Primary
    };
    rsx! {
        if let Some(pix) = bill.pix {
            Card { testid: "pix",
                Qr { code: pix.clone(), label: t!("qr-label") }
                p { class: "code-note", {t!("pix-note")} }
                div { class: "code-action",
                    CopyButton {
                        text: pix.payload(),
                        label: t!("copy-pix"),
                        told: t!("copied-pix"),
                        look: Look::Primary,
                        testid: "copy-pix",
                    }
                }
            }
        }
        if let Some(boleto) = bill.boleto {
            Card { testid: "boleto",
                Barcode { boleto: boleto.clone(), label: t!("barcode-label") }
                p { class: "code-line figures", "data-testid": "line", {boleto.line_formatted()} }
                div { class: "code-action",
                    CopyButton {
                        text: boleto.line(),
                        label: t!("copy-line"),
                        told: t!("copied-line"),
                        look: line_look,
                        testid: "copy-line",
                    }
                }
            }
        }
    }
}
