//! One bill: the money first, how to pay it next, the facts after (MC-19, MC-20).

mod charges;
mod codes;

use crate::components::{
    Card, ErrorPanel, Fact, Facts, FreshnessLine, Glyph, Icon, PageHead, PaneHead, Skeleton,
};
use crate::features::bills::{BillStatus, due_words};
use crate::features::shell::Notices;
use crate::reading::use_reading;
use crate::route::Route;
use crate::shared::Shared;
use crate::words::{month_of_year, month_title, t};
use balcao_bridge::{AccountId, GetBill, GottenBill};
use balcao_domain::{Bill, BillGroup, BillId};
use charges::ChargesCard;
use codes::Codes;
use dioxus::prelude::*;
use std::rc::Rc;

/// The bill that is open: a pane beside the list, or a screen of its own.
#[component]
pub fn BillPane(account: ReadSignal<AccountId>, bill: ReadSignal<BillId>) -> Element {
    let shared = use_context::<Shared>();
    let reading = use_reading(move || {
        Some(GetBill {
            account: account(),
            bill: bill(),
        })
    });
    let close = move |()| {
        navigator().push(Route::Bills { account: account() });
    };
    // While another bill is being read, the one before is not shown as if it were that one.
    let gotten = match reading.get() {
        Some(Ok(gotten)) if gotten.bill.id != bill() => None,
        other => other,
    };
    let shown = gotten.as_ref().and_then(|gotten| gotten.as_ref().ok());
    let freshness = shown.map(|gotten| gotten.freshness.clone());
    let wide = (shared.wide)();
    rsx! {
        section { class: "page pane", "aria-label": t!("bill"), "data-testid": "bill",
            if wide {
                PaneHead {
                    title: shown
                        .map_or_else(
                            || t!("bill"),
                            |gotten| t!("bill-number", number = gotten.bill.number_text()),
                        ),
                    onclose: close,
                }
            } else {
                PageHead {
                    title: shown.map_or_else(|| t!("bill"), |gotten| title(&gotten.bill)),
                    onback: close,
                }
                Notices { account: account(), freshness: freshness.clone() }
            }
            match gotten {
                None => rsx! {
                    Skeleton { cards: 2 }
                },
                Some(Err(error)) => rsx! {
                    ErrorPanel { error, action: t!("bill-back"), onaction: close }
                },
                Some(Ok(gotten)) => rsx! {
                    BillDetail { key: "{gotten.bill.id}", gotten }
                },
            }
            if let Some(freshness) = freshness.filter(|_| !wide) {
                FreshnessLine { account: account(), freshness }
            }
        }
    }
}

fn title(bill: &Bill) -> String {
    t!("bill-of-month", month = month_of_year(bill.due_on.month()))
}

#[component]
fn BillDetail(gotten: Rc<GottenBill>) -> Element {
    let today = gotten.freshness.today;
    let bill = gotten.bill.clone();
    let paid = bill.group() == BillGroup::Paid;
    rsx! {
        div { class: "bill-head",
            p { class: "amount figures", "data-testid": "bill-amount", {bill.worth().brl()} }
            div { class: "bill-due",
                p { class: "due-note figures", "data-testid": "bill-due", {due_words(&bill, today)} }
                BillStatus { bill: bill.clone(), today }
            }
        }
        if let Some(charges) = bill.charges.clone().filter(|_| !paid) {
            ChargesCard { original: bill.amount, charges, today }
        }
        if bill.group() == BillGroup::Pending {
            Codes { bill: bill.clone() }
        }
        if paid {
            Card { testid: "bill-is-paid",
                p { class: "bill-paid",
                    Icon { glyph: Glyph::CircleCheck, size: 24 }
                    {t!("bill-is-paid")}
                }
            }
        }
        Card {
            BillFacts { bill, plan: gotten.plan.as_ref().map(|plan| plan.name.clone()) }
        }
    }
}

#[component]
fn BillFacts(bill: Bill, plan: Option<String>) -> Element {
    rsx! {
        Facts {
            Fact { name: t!("fact-plan"), value: plan.unwrap_or(bill.description.clone()) }
            Fact { name: t!("fact-number"), value: bill.number_text() }
            Fact { name: t!("fact-period"), value: month_title(bill.period) }
            Fact { name: t!("fact-issued"), value: bill.issued_on.text() }
            Fact { name: t!("fact-due"), value: bill.due_on.text() }
            if let Some(paid_on) = bill.paid_on {
                Fact { name: t!("fact-paid-on"), value: paid_on.text(), testid: "paid-on" }
            }
            if bill.paid_amount.is_some_and(|paid| paid != bill.amount) {
                Fact { name: t!("fact-original"), value: bill.amount.brl() }
            }
        }
    }
}
