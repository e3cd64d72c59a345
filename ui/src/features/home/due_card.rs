//! The bill that needs the user first, with the two ways to pay it.

use crate::components::{Card, CopyButton, Glyph, Icon, Look};
use crate::features::bills::{BillStatus, due_words, other_day, row_id};
use crate::features::shell::open_detail;
use crate::route::Route;
use crate::shared::Shared;
use crate::words::{money, month_of_year, t};
use balcao_bridge::AccountId;
use balcao_domain::{Bill, CivilDate};
use dioxus::prelude::*;

/// When it is due, and whether its amount is another day's.
fn due_note(bill: &Bill, today: CivilDate) -> String {
    let due = due_words(bill, today);
    match other_day(bill, today) {
        Some(other_day) => t!("with-note", words = due, note = other_day),
        None => due,
    }
}

/// The card.
#[component]
pub fn DueCard(account: AccountId, bill: Bill, today: CivilDate) -> Element {
    let shared = use_context::<Shared>();
    let month = month_of_year(bill.due_on.month());
    let title = if bill.days_overdue(today).is_some() {
        t!("home-overdue-bill", month = month)
    } else {
        t!("home-next-bill", month = month)
    };
    let to = Route::Bill {
        account,
        bill: bill.id,
    };
    let id = row_id(&bill);
    rsx! {
        Card { testid: "due-card",
            div { class: "due-head",
                h2 { class: "due-title", "{title}" }
                BillStatus { bill: bill.clone(), today }
            }
            p { class: "amount figures", "data-testid": "due-amount", {money(bill.worth())} }
            p { class: "due-note figures",
                {due_note(&bill, today)}
            }
            div { class: "due-actions",
                if let Some(pix) = &bill.pix {
                    CopyButton {
                        text: pix.payload(),
                        label: t!("copy-pix"),
                        told: t!("copied-pix"),
                        look: Look::Primary,
                        testid: "copy-pix",
                    }
                }
                a {
                    id: id.clone(),
                    class: if bill.pix.is_some() { Look::Plain.class() } else { Look::Primary.class() },
                    href: to.href(),
                    "data-testid": "open-bill",
                    onclick: move |event| {
                        event.prevent_default();
                        open_detail(shared, to.clone(), Some(id.clone()));
                    },
                    if bill.payable_boleto().is_some() {
                        Icon { glyph: Glyph::Barcode }
                        {t!("boleto")}
                    } else {
                        Icon { glyph: Glyph::ReceiptText }
                        {t!("bill-open-paid")}
                    }
                }
            }
        }
    }
}
