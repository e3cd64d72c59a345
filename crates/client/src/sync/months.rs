//! Fetches a month of calls that sync does not keep.

use super::{Changed, CheckError};
use crate::account::Account;
use crate::cache::call_months::{self, Put};
use crate::portal::PortalError;
use balcao_contract::{CallsOf, ProblemCode};
use balcao_domain::{Collection, CustomerId, Month, Stream};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Fetches a month page by page, or what is left of it; each page lies in the cache before the next
/// is asked for.
pub(crate) async fn fetch(
    account: &Account,
    customer: CustomerId,
    month: Month,
) -> Result<(), CheckError> {
    let _one_at_a_time = account.fetching_months.lock().await;
    let base = account.base().await?;
    let now = account.outside.clock.now();
    let begun = account.write(move |it| call_months::begin(it, customer, month, now));
    let mut arriving = begun.await?;
    loop {
        let asked = CallsOf {
            customer,
            from: month.begins(),
            to: month.next().begins(),
            after: arriving.after,
        };
        let request = |access| {
            let (base, asked) = (&base, &asked);
            async move { account.outside.portal.calls(base, &access, asked).await }
        };
        let page = Arc::new(account.session.ask(&base, request).await?);
        let put = account.write(move |it| call_months::put(it, &arriving, &page));
        match put.await? {
            Put::More(last) => arriving.after = Some(last),
            Put::Whole => break,
            Put::Unwanted => return Err(PortalError::refused(ProblemCode::NotFound).into()),
        }
    }
    let calls = BTreeSet::from([Collection::Calls]);
    let changed = Changed::from([(Stream::Customer(customer), calls)]);
    account.changes.add(changed);
    Ok(())
}
