//! Calls.

use balcao_domain::{
    Access, CallId, CallRecord, Cents, Collection, CustomerId, Issuer, RowId, Stream, TerminalType,
};
use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect, Select, Set};

use super::changes::{Entry, Log, upsert};
use super::stored::{Asking, Found, Stored};
use super::{Store, StoreError, at_most};
use crate::scope::{Scope, System};

const TABLE: &str = "calls";

/// An import commits so many calls at a time, so that others write in between.
const AT_ONCE: u64 = 1_000;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "calls")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    pub provider: Uuid,
    pub customer: Uuid,
    pub mobile: bool,
    pub a_number: String,
    pub b_number: String,
    pub start: i64,
    pub duration: i64,
    pub cost: i64,
}

impl ActiveModelBehavior for ActiveModel {}

fn row(call: CallRecord, provider: Issuer, customer: CustomerId) -> ActiveModel {
    ActiveModel {
        id: Set(call.id.into()),
        provider: Set(provider.uuid()),
        customer: Set(customer.uuid()),
        mobile: Set(call.terminal_type == TerminalType::Mobile),
        a_number: Set(call.a_number),
        b_number: Set(call.b_number),
        start: Set(call.start.timestamp()),
        duration: Set(call.duration.into()),
        cost: Set(call.cost.get()),
    }
}

fn number(id: i64) -> Result<CallId, StoreError> {
    let id = u64::try_from(id).ok().and_then(|id| id.try_into().ok());
    id.ok_or(StoreError::Unreadable(TABLE))
}

impl TryFrom<Model> for CallRecord {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        let unreadable = || StoreError::Unreadable(TABLE);
        Ok(Self {
            id: number(row.id)?,
            terminal_type: if row.mobile {
                TerminalType::Mobile
            } else {
                TerminalType::Landline
            },
            a_number: row.a_number,
            b_number: row.b_number,
            start: DateTime::from_timestamp(row.start, 0).ok_or_else(unreadable)?,
            duration: u32::try_from(row.duration).map_err(|_| unreadable())?,
            cost: Cents::new(row.cost),
        })
    }
}

/// Of calls sync keeps those of the last months.
impl Stored for CallRecord {
    async fn page(
        asking: Asking<'_>,
        after: Option<RowId>,
        limit: usize,
    ) -> Result<Vec<Found<Self>>, StoreError> {
        let Stream::Customer(customer) = asking.stream else {
            return Ok(Vec::new());
        };
        let span = (Self::kept_since(asking.now), None);
        let rows = of(asking.scope, customer, span)
            .filter(Column::Id.gt(after.and_then(RowId::number).map_or(-1, i64::from)))
            .order_by_asc(Column::Id)
            .limit(at_most(limit))
            .all(asking.db)
            .await?;
        let found = rows.into_iter().map(|row| {
            let id = number(row.id)?;
            Found::of(id, row.try_into())
        });
        found.collect()
    }

    async fn one(asking: Asking<'_>, id: RowId) -> Result<Option<Found<Self>>, StoreError> {
        let (Stream::Customer(customer), Some(id)) = (asking.stream, id.number()) else {
            return Ok(None);
        };
        let span = (Self::kept_since(asking.now), None);
        let found = of(asking.scope, customer, span)
            .filter(Column::Id.eq(i64::from(id)))
            .one(asking.db)
            .await?;
        found.map(|row| Found::of(id, row.try_into())).transpose()
    }
}

/// Since when, and before when if anything.
type Span = (DateTime<Utc>, Option<DateTime<Utc>>);

/// The calls of a customer that began in a span.
fn of(scope: &Scope, customer: CustomerId, (from, to): Span) -> Select<Entity> {
    let calls = Entity::find()
        .filter(Column::Provider.eq(scope.provider().uuid()))
        .filter(Column::Customer.eq(customer.uuid()))
        .filter(Column::Start.gte(from.timestamp()));
    match to {
        Some(to) => calls.filter(Column::Start.lt(to.timestamp())),
        None => calls,
    }
}

impl Store {
    /// Takes calls of a customer in until the portal has numbered `count` calls in all: each is
    /// what `call` makes of its number. Stopped midway, it goes on where it stopped.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn take_in_calls(
        &self,
        _: System,
        provider: Issuer,
        customer: CustomerId,
        count: u64,
        call: impl Fn(CallId) -> CallRecord + Send,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        loop {
            let writing = self.write(now).await?;
            // The numbers are the portal's, not a customer's.
            writing.hold_table(TABLE).await?;
            writing.hold(Log::Customer(customer)).await?;
            let newest = Entity::find()
                .order_by_desc(Column::Id)
                .one(&writing.tx)
                .await?;
            let numbered = newest.map(|row| number(row.id)).transpose()?;
            let numbered = numbered.map_or(0, CallId::get);
            if numbered >= count {
                return Ok(());
            }
            let last = count.min(numbered + AT_ONCE);
            let ids = (numbered + 1..=last).map_while(|id| CallId::try_from(id).ok());
            let ids: Vec<_> = ids.collect();
            let rows: Vec<_> = ids
                .iter()
                .map(|id| row(call(*id), provider, customer))
                .collect();
            upsert(&writing.tx, rows, &[Column::Provider]).await?;
            let entries = ids.into_iter().map(|id| Entry {
                log: Log::Customer(customer),
                collection: Collection::Calls,
                id: id.into(),
            });
            writing.tell_all(Log::Customer(customer), entries).await?;
            writing.commit().await?;
        }
    }

    /// The first `limit` calls that read of one of the user's customers, of those that began in a
    /// span, in the order of their numbers, after one of them: fewer only where there are no more.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn calls_after(
        &self,
        scope: &Scope,
        customer: CustomerId,
        span: Span,
        after: Option<CallId>,
        limit: usize,
    ) -> Result<Vec<CallRecord>, StoreError> {
        let access = Access::Read(Collection::Calls);
        if scope.demand(customer, access).is_err() {
            return Ok(Vec::new());
        }
        let mut last = after.map_or(-1, i64::from);
        let mut calls = Vec::new();
        loop {
            let room = limit.saturating_sub(calls.len());
            let rows = of(scope, customer, span)
                .filter(Column::Id.gt(last))
                .order_by_asc(Column::Id)
                .limit(at_most(room))
                .all(&self.db)
                .await?;
            let is_last = rows.len() < room;
            for row in rows {
                last = row.id;
                let found = Found::of(number(row.id)?, row.try_into())?;
                calls.extend(found.readable(Collection::Calls));
            }
            if is_last || calls.len() >= limit {
                return Ok(calls);
            }
        }
    }
}
