//! *Faturas*: the list, and beside it the bill that is open.

mod by_month;
mod filters;
mod grouped_list;
mod kept;
mod link;
mod reading;
mod row;
#[cfg(test)]
pub mod sample;
mod status;
mod table;
mod totals;
mod view;

pub use kept::KeptBills;
pub use link::BillLink;
pub use row::{BillRow, row_id};
pub use status::{BillStatus, due_words, other_day, part_words};

use crate::components::{Empty, ErrorPanel, FreshnessLine, Glyph, ListFoot, PageHead, Skeleton};
use crate::features::shell::{Notices, use_focus_back};
use crate::host;
use crate::route::Route;
use crate::shared::Shared;
use crate::words::t;
use balcao_bridge::{AccountId, BillFilter, BillPage, Freshness};
use balcao_domain::{BillId, Month};
use by_month::ByMonth;
use dioxus::prelude::*;
use filters::Filters;
use grouped_list::GroupedList;
use reading::use_bills;
use row::open_words;
use status::row_notes;
use std::rc::Rc;
use table::BillTable;
use totals::TotalsCards;
use view::BillsView;

/// The list's element, which scrolls by itself on wide screens.
const LIST: &str = "bill-list";

/// The list and what is open beside it; on narrow screens only one of them.
#[component]
pub fn BillsPage(account: ReadSignal<AccountId>) -> Element {
    let shared = use_context::<Shared>();
    let mut kept = shared.bills;
    let view = use_signal(|| {
        let customer = shared.customer(*account.peek());
        kept.write().enter(*account.peek(), customer)
    });
    use_effect(move || kept.write().look_at(view()));
    let open = match use_route::<Route>() {
        Route::Bill { bill, .. } => Some(bill),
        _ => None,
    };
    rsx! {
        div { class: "split", "data-open": open.is_some(),
            if (shared.wide)() || open.is_none() {
                BillList { account: account(), view, open }
            }
            Outlet::<Route> {}
        }
    }
}

/// Nothing is open.
#[component]
pub fn ListOnly(account: AccountId) -> Element {
    VNode::empty()
}

#[component]
fn BillList(
    account: ReadSignal<AccountId>,
    view: Signal<BillsView>,
    open: Option<BillId>,
) -> Element {
    let shared = use_context::<Shared>();
    let reading = use_bills(account, view);
    let mut kept = shared.bills;
    use_drop(move || kept.write().leave());
    let wide = (shared.wide)();
    let (page, error) = match reading.get() {
        Some(Ok(page)) => (Some(page), None),
        Some(Err(error)) => (None, Some(error)),
        None => (None, None),
    };
    let freshness = page
        .as_ref()
        .map(|page| shared.age(account(), page.freshness.clone()));
    let today = freshness.as_ref().map(|freshness| freshness.today.month());
    rsx! {
        div {
            id: LIST,
            class: "page bills",
            onscroll: move |event| kept.write().scroll(event.scroll_top()),
            PageHead { title: t!("nav-bills"),
                if let Some(freshness) = freshness.clone().filter(|_| wide) {
                    FreshnessLine { account: account(), freshness }
                }
            }
            Notices { account: account(), freshness: freshness.clone() }
            if let Some(error) = error {
                ErrorPanel {
                    error,
                    action: t!("try-again"),
                    onaction: move |()| shared.read_again(),
                }
            } else {
                Filters {
                    view,
                    due_count: page.as_ref().map(|page| page.due_count),
                    today: today.or_else(|| app_month(shared)),
                }
                match page.filter(|page| !is_first_load(page, freshness.as_ref())) {
                    Some(page) => rsx! {
                        TotalsCards { totals: page.totals }
                        Found { account: account(), page, view, open }
                    },
                    None => rsx! {
                        Skeleton { cards: 4 }
                    },
                }
            }
            if let Some(freshness) = freshness.filter(|_| !wide) {
                FreshnessLine { account: account(), freshness }
            }
        }
    }
}

fn app_month(shared: Shared) -> Option<Month> {
    shared.info.read().as_ref().map(|info| info.today.month())
}

/// Whether there is nothing because nothing was loaded yet.
fn is_first_load(page: &BillPage, age: Option<&Freshness>) -> bool {
    age.unwrap_or(&page.freshness).is_awaited() && page.count == 0
}

#[component]
fn Found(
    account: AccountId,
    page: Rc<BillPage>,
    view: Signal<BillsView>,
    open: Option<BillId>,
) -> Element {
    let shared = use_context::<Shared>();
    let mut view = view;
    let mut kept = shared.bills;
    use_effect(move || host::scroll_to(LIST, kept.write().show()));
    use_focus_back(open.is_none());
    if page.rows.is_empty() {
        let (title, text) = nothing_words(&view.read());
        return rsx! {
            Empty { glyph: Glyph::ReceiptText, title, text, testid: "no-bills" }
        };
    }
    let shown = page.rows.len();
    let count = page.count;
    rsx! {
        if (shared.wide)() {
            BillTable { account, page: page.clone(), view, open }
        } else {
            GroupedList { account, page: page.clone(), filter: view.read().filter() }
        }
        ListFoot {
            words: t!("bills-shown", shown = shown, count = count),
            testid: "bill-count",
            more: (shown as u64) < u64::from(count),
            onmore: move |()| view.write().show_more(),
        }
        if (shared.wide)() {
            ByMonth { page, filter: view.read().filter(), searched: view.read().is_searched() }
        }
    }
}

fn nothing_words(view: &BillsView) -> (String, String) {
    if view.is_searched() {
        return (t!("no-bills-found"), t!("no-bills-found-text"));
    }
    match view.filter() {
        BillFilter::Due => (t!("no-bills-due"), t!("no-bills-due-text")),
        BillFilter::Overdue => (t!("no-bills-overdue"), t!("no-bills-due-text")),
        BillFilter::Paid => (t!("no-bills-paid"), t!("no-bills-paid-text")),
        BillFilter::All => (t!("no-bills-at-all"), t!("no-bills-at-all-text")),
    }
}
