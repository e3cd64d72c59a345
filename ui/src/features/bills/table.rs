//! The list on wide screens: a table sorted by its columns' titles (DP-30, DP-31).

use super::{BillStatus, BillsView, open_words, row_id};
use crate::components::{Column, Table};
use crate::features::shell::open_detail;
use crate::route::Route;
use crate::shared::Shared;
use crate::words::{date, money, t};
use balcao_bridge::{AccountId, BillPage, BillSort};
use balcao_domain::{Bill, BillId, CivilDate};
use dioxus::prelude::*;
use std::rc::Rc;

/// The table.
#[component]
pub fn BillTable(
    account: AccountId,
    page: Rc<BillPage>,
    view: Signal<BillsView>,
    open: Option<BillId>,
) -> Element {
    let mut view = view;
    let sorts = [
        BillSort::DueOn,
        BillSort::Number,
        BillSort::Description,
        BillSort::State,
        BillSort::Worth,
    ];
    let column = |sort| {
        let (title, class) = match sort {
            BillSort::DueOn => (t!("column-due"), ""),
            BillSort::Number => (t!("column-number"), ""),
            BillSort::Description => (t!("column-description"), "column-description"),
            BillSort::State => (t!("column-state"), ""),
            BillSort::Worth => (t!("column-amount"), "column-amount"),
        };
        Column {
            title,
            class,
            sorted: view.read().sorted(sort),
            sorts: true,
        }
    };
    rsx! {
        Table {
            caption: t!("nav-bills"),
            columns: sorts.map(column).to_vec(),
            last: open.is_none().then(|| t!("column-open")),
            onsort: move |place: usize| {
                if let Some(sort) = sorts.get(place) {
                    view.write().sort_by(*sort);
                }
            },
            for bill in page.rows.iter().cloned() {
                BillTableRow {
                    key: "{bill.id}",
                    account,
                    is_open: open == Some(bill.id),
                    alone: open.is_none(),
                    bill,
                    today: page.freshness.today,
                }
            }
        }
    }
}

#[component]
fn BillTableRow(
    account: AccountId,
    bill: Bill,
    today: CivilDate,
    is_open: bool,
    alone: bool,
) -> Element {
    let shared = use_context::<Shared>();
    let to = Route::Bill {
        account,
        bill: bill.id,
    };
    let href = to.to_string();
    let id = row_id(&bill);
    let opened_from = id.clone();
    // The link is for keyboard and screen reader; its click bubbles up to the row's.
    let go = move |event: MouseEvent| {
        event.prevent_default();
        open_detail(shared, to.clone(), Some(opened_from.clone()));
    };
    rsx! {
        tr {
            class: "table-row",
            "data-testid": "bill-row",
            "data-number": bill.number_text(),
            "data-open": is_open,
            onclick: go,
            td { class: "figures", {date(bill.due_on)} }
            td { class: "figures",
                a {
                    id,
                    href,
                    "data-row": true,
                    "aria-current": is_open.then_some("true"),
                    "aria-label": t!(
                        "bill-open-number",
                        open = open_words(&bill),
                        number = bill.number_text()
                    ),
                    onclick: |event| event.prevent_default(),
                    {bill.number_text()}
                }
            }
            td { class: "column-description", "{bill.description}" }
            td {
                BillStatus { bill: bill.clone(), today }
            }
            td { class: "column-amount figures", {money(bill.worth())} }
            if alone {
                td { class: "column-open", "aria-hidden": "true", {open_words(&bill)} }
            }
        }
    }
}
