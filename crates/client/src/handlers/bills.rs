//! Bills: the list and one of them.

use super::{Standing, today};
use crate::cache::listed::{self, Found};
use crate::core::{Core, Handle};
use balcao_bridge::{
    AppError, BillFilter, BillPage, BillSort, ErrorCode, GetBill, GottenBill, ListBills,
};
use balcao_domain::{Access, Bill, Collection, Totals};
use balcao_lists::{Page, Query};

pub(super) const READ_BILLS: Access = Access::Read(Collection::Bills);

/// What is called so where bills say how they are listed: filters, an order, sums.
pub(super) const OVERDUE: &str = "overdue";
pub(super) const NEXT: &str = "next";
pub(super) const BY_DUE_DATE: &str = "due_on";
const OPEN: &str = "open";
pub(super) const PENDING: &str = "pending";
const PAID: &str = "paid";

const fn filter(filter: BillFilter) -> &'static str {
    match filter {
        BillFilter::Due => "due",
        BillFilter::Overdue => OVERDUE,
        BillFilter::Paid => "paid",
        BillFilter::All => "all",
    }
}

const fn order(sort: BillSort) -> &'static str {
    match sort {
        BillSort::DueOn => BY_DUE_DATE,
        BillSort::Number => "number",
        BillSort::Description => "description",
        BillSort::State => "state",
        BillSort::Worth => "worth",
    }
}

impl Handle<ListBills> for Core {
    async fn handle(&self, request: ListBills) -> Result<BillPage, AppError> {
        let account = self.account(request.account)?;
        let now = account.outside.clock.now();
        let (standing, Found { rows, count }, sums, zone) = account
            .read(move |connection| {
                let (zone, today) = today(connection, now)?;
                let query = Query {
                    customer: Some(request.customer),
                    filter: filter(request.filter),
                    period: request.period,
                    search: &request.search,
                    today,
                };
                let page = Page {
                    order: order(request.sort),
                    descending: request.descending,
                    rows: BillPage::ROWS,
                };
                let after = request.after.map(|bill| bill.uuid());
                Ok((
                    Standing::of(connection, request.customer)?,
                    listed::page::<Bill>(connection, &query, page, after)?,
                    listed::sums::<Bill>(connection, &query)?,
                    zone,
                ))
            })
            .await?;
        standing.demand(READ_BILLS)?;
        let sum = |name| sums.get(name).copied().unwrap_or_default();
        let ((open, due_count), (paid, _)) = (sum(OPEN), sum(PAID));
        Ok(BillPage {
            rows,
            count,
            totals: Totals { open, paid },
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
                let id = request.bill.uuid().into();
                let Some(bill) = listed::get::<Bill>(connection, id)? else {
                    return Ok(None);
                };
                let standing = Standing::of(connection, bill.customer)?;
                let plan = bill.plan.map(|plan| plan.uuid().into());
                let plan = plan.map(|plan| listed::get(connection, plan));
                let plan = plan.transpose()?.flatten();
                Ok(Some((bill, plan, standing, today(connection, now)?.0)))
            })
            .await?;
        let (bill, plan, standing, zone) = found.ok_or(AppError::new(ErrorCode::NotFound))?;
        standing.demand(READ_BILLS)?;
        Ok(GottenBill {
            bill,
            plan,
            freshness: account.freshness(zone),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use balcao_lists::Table;

    #[test]
    fn every_name_is_one_by_which_bills_are_listed() {
        let table = Table::of::<Bill>();
        for it in [
            BillFilter::Due,
            BillFilter::Overdue,
            BillFilter::Paid,
            BillFilter::All,
        ] {
            assert!(table.filter(filter(it)).is_some(), "{it:?}");
        }
        for it in [
            BillSort::DueOn,
            BillSort::Number,
            BillSort::Description,
            BillSort::State,
            BillSort::Worth,
        ] {
            let found = table.order(order(it)).map(|order| order.name);
            assert_eq!(found, Some(order(it)));
        }
        assert!(table.filter(NEXT).is_some());
        let sums: Vec<_> = table.sums.iter().map(|sum| sum.name).collect();
        assert!([OPEN, PENDING, PAID].iter().all(|sum| sums.contains(sum)));
    }
}
