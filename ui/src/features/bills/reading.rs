//! Reads the list, all the pages of it that were asked for, as one.

use super::BillsView;
use crate::host;
use crate::reading::{Reading, asked, use_asked};
use crate::shared::Shared;
use balcao_bridge::{AccountId, AppError, BillPage, ListBills};
use dioxus::prelude::*;

/// Reads what is looked at: when that changes, and whenever screens should.
pub fn use_bills(account: ReadSignal<AccountId>, view: Signal<BillsView>) -> Reading<BillPage> {
    let shared = use_context::<Shared>();
    use_asked(move || {
        let customer = shared.customer(account())?;
        let requests = view.read().requests(account(), customer);
        Some(asked(read_all(requests)))
    })
}

/// Each page answers the count and the totals of the whole; the last one's are the newest.
async fn read_all(requests: impl Iterator<Item = ListBills>) -> Result<BillPage, AppError> {
    let mut rows = Vec::new();
    let mut last = None;
    for request in requests {
        let mut page = host::call(request).await?;
        rows.append(&mut page.rows);
        let through = rows.len() as u64 >= u64::from(page.count);
        last = Some(page);
        if through {
            break;
        }
    }
    match last {
        Some(last) => Ok(BillPage { rows, ..last }),
        // There always is a first page.
        None => std::future::pending().await,
    }
}
