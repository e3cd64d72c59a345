//! A bill as a row of a card, on narrow screens and on *Início*.

use super::{BillStatus, row_notes};
use crate::features::shell::open_detail;
use crate::route::Route;
use crate::shared::Shared;
use crate::words::{money, t};
use balcao_bridge::AccountId;
use balcao_domain::{Bill, CivilDate};
use dioxus::prelude::*;

/// The element that a bill's row or link is, to give the focus back to.
pub fn row_id(bill: &Bill) -> String {
    format!("bill-{}", bill.id)
}

/// *Ver Boleto* while it can be paid by it (MC-19), else *Ver fatura*.
pub fn open_words(bill: &Bill) -> String {
    if bill.payable_boleto().is_some() {
        t!("bill-open")
    } else {
        t!("bill-open-paid")
    }
}

/// A row that leads to the bill; a short one says so to screen readers only.
#[component]
pub fn BillRow(
    account: AccountId,
    bill: Bill,
    today: CivilDate,
    #[props(default)] short: bool,
) -> Element {
    let [due, other] = row_notes(&bill, today);
    let shared = use_context::<Shared>();
    let to = Route::Bill {
        account,
        bill: bill.id,
    };
    let id = row_id(&bill);
    rsx! {
        a {
            id: id.clone(),
            class: "row bill-row",
            href: to.href(),
            "data-row": true,
            "data-testid": "bill-row",
            "data-number": bill.number_text(),
            onclick: move |event| {
                event.prevent_default();
                open_detail(shared, to.clone(), Some(id.clone()));
            },
            span { class: "bill-row-line",
                span { class: "bill-row-amount figures", {money(bill.worth())} }
                BillStatus { bill: bill.clone(), today }
            }
            span { class: "bill-row-line",
                span { class: "row-note figures",
                    span { class: "bill-row-part", "{due}" }
                    " "
                    span { class: "bill-row-part", "{other}" }
                }
                span { class: if short { "unseen" } else { "bill-row-open" },
                    {open_words(&bill)}
                    span { class: "unseen", {format!(" {}", bill.number_text())} }
                }
            }
        }
    }
}
