//! Calls: the list, and months of it that sync does not keep.

use super::Standing;
use crate::account::{Account, zone};
use crate::cache::call_list::Sources;
use crate::core::{Core, Handle};
use crate::db::DbError;
use crate::moment::{begins, moment};
use crate::sync::{CheckError, fetch_month};
use balcao_bridge::{AppError, CallPage, FetchCalls, ListCalls, ListedCall};
use balcao_domain::{Access, Collection, CustomerId, Month, Period};
use chrono_tz::Tz;
use rusqlite::Connection;

const READ_CALLS: Access = Access::Read(Collection::Calls);

impl Handle<ListCalls> for Core {
    async fn handle(&self, request: ListCalls) -> Result<CallPage, AppError> {
        short_enough(request.period)?;
        let account = self.account(request.account)?;
        let lying = lying(&account, request.customer, request.period);
        let (standing, sources, calls, outline, zone) = account
            .read(move |connection| {
                let Lying {
                    standing,
                    sources,
                    zone,
                } = lying(connection)?;
                let line = request.terminal_type;
                let calls = sources.page(connection, line, request.after)?;
                let outline = request.outline.then(|| sources.outline(connection, line));
                Ok((standing, sources, calls, outline.transpose()?, zone))
            })
            .await?;
        standing.demand(READ_CALLS)?;
        let listed = |call: balcao_domain::CallRecord| ListedCall {
            start: moment(call.start, zone),
            call,
        };
        Ok(CallPage {
            rows: calls.into_iter().map(listed).collect(),
            outline,
            freshness: account.freshness_of(&sources, zone),
            missing: sources.missing,
        })
    }
}

impl Handle<FetchCalls> for Core {
    async fn handle(&self, request: FetchCalls) -> Result<(), AppError> {
        short_enough(request.period)?;
        let account = self.account(request.account)?;
        let customer = request.customer;
        let found = account.read(lying(&account, customer, request.period));
        let Lying {
            standing, sources, ..
        } = found.await?;
        standing.demand(READ_CALLS)?;
        let months = match request.again {
            true => sources.months(),
            false => sources.missing,
        };
        for month in months {
            if let Err(error) = fetch_month(&account, customer, month).await {
                if let CheckError::Session(error) = &error {
                    account.ended(error).await;
                }
                return Err(error.into());
            }
        }
        Ok(())
    }
}

/// Where the calls of a period lie, and who asks for them.
struct Lying {
    standing: Standing,
    sources: Sources,
    zone: Tz,
}

fn lying(
    account: &Account,
    customer: CustomerId,
    period: Period,
) -> impl Fn(&Connection) -> Result<Lying, DbError> + Clone + Send + use<> {
    let (now, statements) = (account.outside.clock.now(), account.statements);
    move |connection| {
        let zone = zone(connection)?;
        let first = |month: Month| begins(month.first(), zone);
        let span = first(period.from())..first(period.to().next());
        let since = statements.synced_since(connection, customer, now)?;
        Ok(Lying {
            standing: Standing::of(connection, customer)?,
            sources: Sources::of(connection, customer, &span, since, now)?,
            zone,
        })
    }
}

fn short_enough(period: Period) -> Result<(), AppError> {
    if period.months() > CallPage::MONTHS {
        return Err(AppError::invalid("period", "too_long"));
    }
    Ok(())
}
