//! Reads the list, all the pages of it that were asked for, as one.

use super::BillsView;
use crate::host;
use crate::reading::{Reading, asked, use_asked};
use crate::shared::Shared;
use balcao_bridge::{AccountId, AppError, BillPage, ListBills};
use balcao_domain::Collection;
use dioxus::prelude::*;

/// Reads what is looked at: when that changes, and whenever screens should.
pub fn use_bills(account: ReadSignal<AccountId>, view: Signal<BillsView>) -> Reading<BillPage> {
    let shared = use_context::<Shared>();
    use_asked(&[Collection::Bills], move || {
        let customer = shared.customer(account())?;
        let view = view.read();
        Some(asked(read_all(
            view.request(account(), customer),
            view.pages(),
        )))
    })
}

/// Each page answers the count and the totals of the whole; the last one's are the newest.
async fn read_all(mut request: ListBills, pages: u32) -> Result<BillPage, AppError> {
    let mut rows = Vec::new();
    let mut read = 0;
    loop {
        let mut page = host::call(request.clone()).await?;
        read += 1;
        request.after = page.rows.last().map(|bill| bill.id);
        rows.append(&mut page.rows);
        let through = rows.len() as u64 >= u64::from(page.count);
        if through || read >= pages || request.after.is_none() {
            return Ok(BillPage { rows, ..page });
        }
    }
}
