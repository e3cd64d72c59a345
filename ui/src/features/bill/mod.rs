//! One bill: the money first, how to pay it next, the facts after (MC-19, MC-20).

mod charges;
mod codes;

use crate::components::{Card, Fact, Facts, Glyph, Icon};
use crate::features::bills::{BillStatus, due_words};
use crate::features::document::Documents;
use crate::features::shell::Detail;
use crate::reading::{Shown, use_reading};
use crate::words::{date, money, month_of_year, month_title, t};
use balcao_bridge::{AccountId, GetBill, GottenBill};
use balcao_domain::{Bill, BillGroup, BillId, BillState, Collection};
use charges::ChargesCard;
use codes::Codes;
use dioxus::prelude::*;
use std::rc::Rc;

/// The bill that is open: a pane beside the list, or a screen of its own.
#[component]
pub fn BillPane(account: ReadSignal<AccountId>, bill: ReadSignal<BillId>) -> Element {
    let reading = use_reading(&[Collection::Bills, Collection::Plans], move || {
        Some(GetBill {
            account: account(),
            bill: bill(),
        })
    });
    // While another bill is being read, the one before is not shown as if it were that one.
    let gotten = match reading.get() {
        Some(Ok(gotten)) if gotten.bill.id != bill() => None,
        other => other,
    };
    let shown = gotten.as_ref().and_then(|gotten| gotten.as_ref().ok());
    rsx! {
        Detail {
            account: account(),
            label: t!("bill"),
            testid: "bill",
            pane_title: shown
                .map_or_else(
                    || t!("bill"),
                    |gotten| t!("bill-number", number = gotten.bill.number_text()),
                ),
            title: shown.map_or_else(|| t!("bill"), |gotten| title(&gotten.bill)),
            way_out: t!("bill-back"),
            shown: Shown::of(&gotten, |gotten| &gotten.freshness),
            if let Some(Ok(gotten)) = gotten {
                BillDetail { key: "{gotten.bill.id}", account: account(), gotten }
            }
        }
    }
}

fn title(bill: &Bill) -> String {
    t!("bill-of-month", month = month_of_year(bill.due_on.month()))
}

#[component]
fn BillDetail(account: AccountId, gotten: Rc<GottenBill>) -> Element {
    let today = gotten.freshness.today;
    let bill = gotten.bill.clone();
    let paid = bill.group() == BillGroup::Paid;
    rsx! {
        div { class: "bill-head",
            p { class: "amount figures", "data-testid": "bill-amount", {money(bill.worth())} }
            div { class: "bill-due",
                p { class: "due-note figures", "data-testid": "bill-due", {due_words(&bill, today)} }
                BillStatus { bill: bill.clone(), today }
            }
        }
        if is_made_up(&bill) {
            ChargesCard { bill: bill.clone(), today }
        }
        if bill.group() == BillGroup::Pending {
            Codes { bill: bill.clone() }
        }
        if let Some(words) = nothing_to_pay(&bill) {
            Card { testid: "bill-asks-nothing",
                p { class: "bill-told",
                    Icon { glyph: Glyph::Info, size: 24 }
                    "{words}"
                }
            }
        }
        if paid {
            Card { testid: "bill-is-paid",
                p { class: "bill-told is-paid",
                    Icon { glyph: Glyph::CircleCheck, size: 24 }
                    {t!("bill-is-paid")}
                }
                if let Some(surplus) = bill.surplus() {
                    p { class: "row-note", "data-testid": "bill-surplus",
                        {t!("bill-surplus", amount = money(surplus))}
                    }
                }
            }
        }
        Documents {
            account,
            documents: vec![bill.pdf()],
            title: t!("bill-number", number = bill.number_text()),
        }
        Card {
            BillFacts { bill, plan: gotten.plan.as_ref().map(|plan| plan.name.clone()) }
        }
    }
}

/// Whether a card says what its amount is made of.
fn is_made_up(bill: &Bill) -> bool {
    bill.charged().is_some() || bill.paid_in_part().is_some()
}

/// Why nothing is to be paid of a bill that was not paid.
fn nothing_to_pay(bill: &Bill) -> Option<String> {
    match (bill.group(), bill.state) {
        (BillGroup::Held, BillState::OnHold) => Some(t!("bill-on-hold-text")),
        (BillGroup::Held, _) => Some(t!("bill-new-text")),
        (BillGroup::Credit, _) => Some(t!("bill-credit-text")),
        (BillGroup::Cancelled, _) => Some(t!("bill-cancelled-text")),
        (BillGroup::Pending | BillGroup::Paid, _) => None,
    }
}

#[component]
fn BillFacts(bill: Bill, plan: Option<String>) -> Element {
    rsx! {
        Facts {
            Fact { name: t!("fact-plan"), value: plan.unwrap_or(bill.description.clone()) }
            Fact { name: t!("fact-number"), value: bill.number_text() }
            Fact { name: t!("fact-period"), value: month_title(bill.period) }
            Fact { name: t!("fact-issued"), value: date(bill.issued_on) }
            Fact { name: t!("fact-due"), value: date(bill.due_on) }
            if let Some(paid_on) = bill.paid_on {
                Fact { name: t!("fact-paid-on"), value: date(paid_on), testid: "paid-on" }
            }
            if !is_made_up(&bill) && bill.worth() != bill.amount {
                Fact { name: t!("fact-original"), value: money(bill.amount) }
            }
        }
    }
}
