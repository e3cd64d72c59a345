//! The two codes a bill is paid by. They never pass through Fluent: a code holds no word.

use crate::components::{Barcode, Button, Card, CopyButton, Dialog, Look, Qr};
use crate::words::t;
use balcao_domain::{Bill, Boleto};
use dioxus::prelude::*;

/// QR Code with *Copiar Pix*, bars with *Copiar linha digitável* (digits only).
#[component]
pub fn Codes(bill: Bill) -> Element {
    let boleto = bill.payable_boleto().cloned();
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
        if bill.boleto.is_some() && boleto.is_none() {
            Card { testid: "boleto-whole",
                p { class: "code-note", {t!("boleto-whole")} }
            }
        }
        if let Some(boleto) = boleto {
            Card { testid: "boleto",
                Bars { boleto: boleto.clone() }
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

/// The bars; pressed, they are shown so wide that a camera reads them from a screen of few pixels.
#[component]
fn Bars(boleto: Boleto) -> Element {
    let mut wide = use_signal(|| false);
    rsx! {
        button {
            class: "bars",
            r#type: "button",
            "aria-label": t!("barcode-enlarge"),
            "data-testid": "enlarge-bars",
            onclick: move |_| wide.set(true),
            Barcode { boleto: boleto.clone(), label: t!("barcode-label") }
        }
        if wide() {
            Dialog {
                id: "bars-dialog",
                title: t!("barcode-label"),
                onclose: move |()| wide.set(false),
                Barcode { boleto, label: t!("barcode-label") }
                div { class: "dialog-actions",
                    Button { testid: "close-bars", onclick: move |_| wide.set(false), {t!("close")} }
                }
            }
        }
    }
}
