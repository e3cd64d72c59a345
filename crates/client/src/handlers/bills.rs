//! Bills: the list and one of them.

use super::{Standing, today};
use crate::cache::{bills, plans};
use crate::core::{Core, Handle};
use crate::error::role_needed;
use balcao_bridge::{AppError, BillPage, ErrorCode, GetBill, GottenBill, ListBills};
use balcao_domain::{Access, Collection, Role};

const READ_BILLS: Access = Access::Read(Collection::Bills);

impl Handle<ListBills> for Core {
    async fn handle(&self, request: ListBills) -> Result<BillPage, AppError> {
        let account = self.account(request.account)?;
        let now = account.outside.clock.now();
        let (standing, found, (totals, due_count), zone) = account
            .read(move |connection| {
                let (zone, today) = today(connection, now)?;
                Ok((
                    Standing::of(connection, request.customer)?,
                    bills::list(connection, &request, today)?,
                    bills::totals(connection, request.customer, request.period)?,
                    zone,
                ))
            })
            .await?;
        may_read_bills(standing)?;
        Ok(BillPage {
            rows: found.rows,
            count: found.count,
            totals,
            due_count,
            freshness: account.freshness(zone),
        })
    }
}

impl Handle<GetBill> for Core {
    async fn handle(&self, request: GetBill) -> Result<GottenBill, AppError> {
        let account = self.account(request.account)?;
        let now = account.outside.clock.now();
        let found = account
            .read(move |connection| {
                let Some(bill) = bills::get(connection, request.bill)? else {
                    return Ok(None);
                };
                let standing = Standing::of(connection, bill.customer)?;
                let plan = bill.plan.map(|plan| plans::get(connection, plan));
                let plan = plan.transpose()?.flatten();
                Ok(Some((bill, plan, standing, today(connection, now)?.0)))
            })
            .await?;
        let (bill, plan, standing, zone) = found.ok_or(AppError::new(ErrorCode::NotFound))?;
        may_read_bills(standing)?;
        Ok(GottenBill {
            bill,
            plan,
            freshness: account.freshness(zone),
        })
    }
}

pub(super) fn may_read_bills(standing: Standing) -> Result<(), AppError> {
    if standing.known()?.allows(READ_BILLS) {
        Ok(())
    } else {
        Err(role_needed(Role::needed_for(READ_BILLS)))
    }
}
