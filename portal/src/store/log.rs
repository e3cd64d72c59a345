//! What sync reads: where a stream stands, its rows in order, and what changed since.

use std::collections::HashMap;

use balcao_contract::cursor::{Mark, RowKey};
use balcao_contract::sync::{RawRow, RowId};
use balcao_domain::{BillId, CallRecord, Collection, PlanId, RequestId, Stream};
use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};
use serde::Serialize;

use super::changes::{self, Log, mark, row_id, streams};
use super::{Store, StoreError, at_most};
use crate::scope::{Scope, System};

/// A row as it is now.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its place in loading order.
    pub key: RowKey,
    /// The row.
    pub value: RawRow,
}

/// A line of the log, with the row as it is now.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Its place.
    pub mark: Mark,
    /// What changed.
    pub key: RowKey,
    /// The row; none when it is gone. Not read when the scope may not.
    pub row: Option<RawRow>,
}

/// Which log a stream is, for this user.
pub(super) fn log(scope: &Scope, stream: Stream) -> Log {
    match stream {
        Stream::Provider => Log::Provider(scope.provider()),
        Stream::User => Log::User(scope.user()),
        Stream::Customer(id) => Log::Customer(id),
    }
}

impl Store {
    /// Where a stream's log ends.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn head(&self, scope: &Scope, stream: Stream) -> Result<Mark, StoreError> {
        let name = log(scope, stream).name();
        match streams::Entity::find_by_id(name).one(&self.db).await? {
            Some(head) => mark(head.seq, &head.tag),
            None => Ok(Mark::START),
        }
    }

    /// Whether the log has this place, so that everything after it is still known.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn knows(
        &self,
        scope: &Scope,
        stream: Stream,
        place: Mark,
    ) -> Result<bool, StoreError> {
        let head = self.head(scope, stream).await?;
        if place == head {
            return Ok(true);
        }
        let Ok(seq) = i64::try_from(place.seq) else {
            return Ok(false);
        };
        let name = log(scope, stream).name();
        let find = |seq| changes::Entity::find_by_id((name.clone(), seq)).one(&self.db);
        if place == Mark::START {
            // Nothing stands there: it is known as long as the first line after it is.
            return Ok(find(1).await?.is_some());
        }
        Ok(find(seq).await?.is_some_and(|line| line.tag == place.tag))
    }

    /// At most `limit` rows of a stream that the user may read, after `after`; of calls, those
    /// that are kept as of `now`.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn rows_after(
        &self,
        scope: &Scope,
        stream: Stream,
        after: Option<RowKey>,
        limit: usize,
        now: DateTime<Utc>,
    ) -> Result<Vec<Row>, StoreError> {
        let mut rows = Vec::new();
        for collection in Collection::ALL {
            let after = match after {
                Some((last, _)) if collection < last => continue,
                Some((last, id)) if collection == last => Some(id),
                _ => None,
            };
            let room = limit.saturating_sub(rows.len());
            if room == 0 {
                break;
            }
            if scope.reads(stream, collection) {
                let found = self
                    .page(scope, stream, collection, after, room, now)
                    .await?;
                rows.extend(found.into_iter().map(|(id, value)| Row {
                    key: (collection, id),
                    value,
                }));
            }
        }
        Ok(rows)
    }

    /// At most `limit` lines of a stream's log after a known place, up to `until`.
    ///
    /// A row that several of them name is read once, for the last one; the lines before it are
    /// left out.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn changes_after(
        &self,
        scope: &Scope,
        stream: Stream,
        after: Mark,
        until: Mark,
        limit: usize,
        now: DateTime<Utc>,
    ) -> Result<(Vec<Change>, Mark), StoreError> {
        let lines = changes::Entity::find()
            .filter(changes::Column::Stream.eq(log(scope, stream).name()))
            .filter(changes::Column::Seq.gt(after.seq))
            .filter(changes::Column::Seq.lte(until.seq))
            .order_by_asc(changes::Column::Seq)
            .limit(at_most(limit))
            .all(&self.db)
            .await?;
        let mut place = after;
        let mut last_of = HashMap::new();
        let mut named = Vec::with_capacity(lines.len());
        for line in lines {
            place = mark(line.seq, &line.tag)?;
            let collection =
                Collection::from_name(&line.collection).ok_or(StoreError::Unreadable("changes"))?;
            let key = (collection, row_id(collection, line.id)?);
            last_of.insert(key, place.seq);
            named.push((place, key));
        }
        let mut found = Vec::with_capacity(last_of.len());
        for (mark, key) in named {
            let (collection, id) = key;
            if last_of.get(&key) == Some(&mark.seq) && scope.reads(stream, collection) {
                let row = self.one(scope, stream, collection, id, now).await?;
                found.push(Change { mark, key, row });
            }
        }
        Ok((found, place))
    }

    /// Forgets the lines of the log made before an instant; who stands among them loads afresh.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn prune_log(&self, _: System, before: DateTime<Utc>) -> Result<(), StoreError> {
        changes::Entity::delete_many()
            .filter(changes::Column::MadeAt.lt(before.timestamp()))
            .exec(&self.db)
            .await?;
        Ok(())
    }

    async fn page(
        &self,
        scope: &Scope,
        stream: Stream,
        collection: Collection,
        after: Option<RowId>,
        limit: usize,
        now: DateTime<Utc>,
    ) -> Result<Vec<(RowId, RawRow)>, StoreError> {
        let after_uuid = after.and_then(RowId::uuid);
        match (collection, stream) {
            (Collection::Plans, Stream::Customer(customer)) => {
                let plans = self.plans_after(scope, customer, after_uuid, limit).await?;
                plans
                    .into_iter()
                    .map(|plan| Ok((plan.id.uuid().into(), json(&plan)?)))
                    .collect()
            }
            (Collection::Bills, Stream::Customer(customer)) => {
                let bills = self.bills_after(scope, customer, after_uuid, limit).await?;
                bills
                    .into_iter()
                    .map(|bill| Ok((bill.id.uuid().into(), json(&bill)?)))
                    .collect()
            }
            (Collection::ProfileRequests, Stream::Customer(customer)) => {
                let requests = self
                    .profile_requests_after(scope, customer, after_uuid, limit)
                    .await?;
                requests
                    .into_iter()
                    .map(|request| Ok((request.id.uuid().into(), json(&request)?)))
                    .collect()
            }
            (Collection::Calls, Stream::Customer(customer)) => {
                let after = match after {
                    Some(RowId::Number(number)) => Some(number),
                    _ => None,
                };
                let span = (CallRecord::kept_since(now), None);
                let calls = self
                    .calls_after(scope, customer, span, after, limit)
                    .await?;
                calls
                    .into_iter()
                    .map(|call| Ok((call.id.into(), json(&call)?)))
                    .collect()
            }
            // The others have one row, whose id is the stream's owner's.
            _ => {
                let id = match stream {
                    Stream::Provider => scope.provider().uuid(),
                    Stream::User => scope.user().uuid(),
                    Stream::Customer(customer) => customer.uuid(),
                };
                let id = RowId::from(id);
                if after.is_some_and(|after| after >= id) {
                    return Ok(Vec::new());
                }
                let row = self.one(scope, stream, collection, id, now).await?;
                Ok(row.map(|value| (id, value)).into_iter().collect())
            }
        }
    }

    async fn one(
        &self,
        scope: &Scope,
        stream: Stream,
        collection: Collection,
        id: RowId,
        now: DateTime<Utc>,
    ) -> Result<Option<RawRow>, StoreError> {
        match (collection, stream, id) {
            (Collection::Provider, Stream::Provider, _) => some(self.own_provider(scope).await?),
            (Collection::Users, Stream::User, _) => some(self.own_user(scope).await?),
            (Collection::Customers, Stream::Customer(customer), _) => {
                some(self.customer(scope, customer).await?)
            }
            (Collection::Plans, Stream::Customer(customer), RowId::Uuid(id)) => {
                let plan = self.plan(scope, PlanId::new(id)).await?;
                some(plan.filter(|plan| plan.customer == customer))
            }
            (Collection::Bills, Stream::Customer(customer), RowId::Uuid(id)) => {
                let bill = self.bill(scope, BillId::new(id)).await?.ok();
                some(bill.filter(|bill| bill.customer == customer))
            }
            (Collection::ProfileRequests, Stream::Customer(customer), RowId::Uuid(id)) => {
                let request = self.profile_request(scope, RequestId::new(id)).await?.ok();
                some(request.filter(|request| request.customer == customer))
            }
            (Collection::Calls, Stream::Customer(customer), RowId::Number(id)) => {
                let since = CallRecord::kept_since(now);
                some(self.call(scope, customer, id, since).await?)
            }
            _ => Ok(None),
        }
    }
}

fn some(row: Option<impl Serialize>) -> Result<Option<RawRow>, StoreError> {
    row.as_ref().map(json).transpose()
}

fn json(row: &impl Serialize) -> Result<RawRow, StoreError> {
    RawRow::of(row).map_err(|_| StoreError::Unreadable("a row to be sent"))
}
