//! *Início*: what needs me?

use super::bills::{BY_DUE_DATE, NEXT, OVERDUE, PENDING, READ_BILLS};
use super::{Standing, today};
use crate::cache::listed;
use crate::core::{Core, Handle};
use balcao_bridge::{AppError, GetHome, Home};
use balcao_domain::{Bill, Plan};
use balcao_lists::{Page, Query};

impl Handle<GetHome> for Core {
    async fn handle(&self, request: GetHome) -> Result<Home, AppError> {
        let account = self.account(request.account)?;
        let now = account.outside.clock.now();
        let customer = request.customer;
        let (standing, overdue, next, sums, plans, zone) = account
            .read(move |connection| {
                let (zone, today) = today(connection, now)?;
                let query = |filter| Query {
                    customer: Some(customer),
                    filter,
                    period: None,
                    search: "",
                    today,
                };
                let page = |rows| Page {
                    order: BY_DUE_DATE,
                    descending: false,
                    rows,
                };
                let bills = |filter, rows| {
                    listed::page::<Bill>(connection, &query(filter), page(rows), None)
                };
                Ok((
                    Standing::of(connection, customer)?,
                    bills(OVERDUE, u32::MAX)?.rows,
                    bills(NEXT, 1)?.rows.pop(),
                    listed::sums::<Bill>(connection, &query(NEXT))?,
                    listed::usual::<Plan>(connection, customer, today)?,
                    zone,
                ))
            })
            .await?;
        let standing = standing.known()?;
        let (open, open_count) = sums.get(PENDING).copied().unwrap_or_default();
        Ok(Home {
            overdue,
            next,
            open_count,
            open,
            plans,
            bills_allowed: standing.allows(READ_BILLS),
            freshness: account.freshness(zone),
        })
    }
}
