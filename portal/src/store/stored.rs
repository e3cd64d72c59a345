//! The rows of each synced type, as sync, lists and actions read them: by their stream, and by id
//! within it, whatever type they are.

use std::future::Future;

use balcao_contract::sync::RawRow;
use balcao_domain::{
    Access, Collection, CustomerId, Issuer, RowId, Stream, Synced, for_each_collection,
};
use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{DatabaseExecutor, QueryOrder, QuerySelect, Select};

use super::{Store, StoreError, at_most};
use crate::scope::Scope;

/// Who asks, for which stream's rows, and when.
#[derive(Clone, Copy)]
pub(super) struct Asking<'a> {
    /// Where: the database, or what a transaction sees of it.
    pub db: &'a DatabaseExecutor<'a>,
    pub scope: &'a Scope,
    pub stream: Stream,
    pub now: DateTime<Utc>,
}

/// A row that is there, whether it reads or not.
pub(super) struct Found<T> {
    pub id: RowId,
    /// The row, or [`StoreError::Unreadable`].
    pub row: Result<T, StoreError>,
}

impl<T> Found<T> {
    /// The row of a table's own form; an error that is not the row's own stays one.
    pub fn of(id: impl Into<RowId>, row: Result<T, StoreError>) -> Result<Self, StoreError> {
        let id = id.into();
        match row {
            Err(error @ StoreError::Unreadable(_)) => Ok(Self {
                id,
                row: Err(error),
            }),
            Err(error) => Err(error),
            Ok(row) => Ok(Self { id, row: Ok(row) }),
        }
    }

    /// The row when it reads. One that does not is told to the log by its id.
    pub fn readable(self, collection: Collection) -> Option<T> {
        match self.row {
            Ok(row) => Some(row),
            Err(error) => {
                tracing::error!(collection = collection.name(), id = %self.id, %error, "a row does not read");
                None
            }
        }
    }
}

/// A synced type whose rows lie in a table. What a scope may read is asked before.
pub(super) trait Stored: Synced {
    /// At most `limit` rows of the stream in the order of their ids, after one of them.
    fn page(
        asking: Asking<'_>,
        after: Option<RowId>,
        limit: usize,
    ) -> impl Future<Output = Result<Vec<Found<Self>>, StoreError>> + Send;

    /// The row of an id, when it stands in the stream.
    fn one(
        asking: Asking<'_>,
        id: RowId,
    ) -> impl Future<Output = Result<Option<Found<Self>>, StoreError>> + Send;
}

/// The page of a type of which a stream has one row.
pub(super) fn alone<T>(found: Option<Found<T>>, after: Option<RowId>) -> Vec<Found<T>> {
    let found = found.filter(|found| after.is_none_or(|after| after < found.id));
    found.into_iter().collect()
}

/// A table whose rows are customers'.
pub trait OfCustomers: EntityTrait {
    /// The column of ids.
    const ID: Self::Column;

    /// The column of providers.
    const PROVIDER: Self::Column;

    /// The column of customers.
    const CUSTOMER: Self::Column;

    /// The rows of a provider's customer.
    fn of(provider: Issuer, customer: CustomerId) -> Select<Self> {
        Self::find()
            .filter(Self::PROVIDER.eq(provider.uuid()))
            .filter(Self::CUSTOMER.eq(customer.uuid()))
    }
}

/// A type of which each row lies in one row of a table of customers'.
pub trait InTable: Synced + TryFrom<Row<Self>, Error = StoreError> {
    /// The table.
    type Table: OfCustomers;

    /// The id of a row.
    fn id_of(row: &Row<Self>) -> Uuid;
}

/// As it lies there.
type Row<T> = <<T as InTable>::Table as EntityTrait>::Model;

fn found<T: InTable>(row: Row<T>) -> Result<Found<T>, StoreError> {
    Found::of(T::id_of(&row), T::try_from(row))
}

impl<T: InTable> Stored for T {
    async fn page(
        asking: Asking<'_>,
        after: Option<RowId>,
        limit: usize,
    ) -> Result<Vec<Found<T>>, StoreError> {
        let rows = asking.page_of::<T::Table>(after, limit).await?;
        rows.into_iter().map(found).collect()
    }

    async fn one(asking: Asking<'_>, id: RowId) -> Result<Option<Found<T>>, StoreError> {
        let row = asking.one_of::<T::Table>(id).await?;
        row.map(found).transpose()
    }
}

impl Asking<'_> {
    fn rows<E: OfCustomers>(&self) -> Option<Select<E>> {
        match self.stream {
            Stream::Customer(customer) => Some(E::of(self.scope.provider(), customer)),
            Stream::Provider | Stream::User => None,
        }
    }

    /// The rows of a customer's table, as they lie there.
    pub async fn page_of<E: OfCustomers>(
        &self,
        after: Option<RowId>,
        limit: usize,
    ) -> Result<Vec<E::Model>, StoreError> {
        let Some(rows) = self.rows::<E>() else {
            return Ok(Vec::new());
        };
        let after = after.and_then(RowId::uuid).unwrap_or(Uuid::nil());
        let rows = rows
            .filter(E::ID.gt(after))
            .order_by_asc(E::ID)
            .limit(at_most(limit));
        Ok(rows.all(self.db).await?)
    }

    /// A row of a customer's table, as it lies there.
    pub async fn one_of<E: OfCustomers>(&self, id: RowId) -> Result<Option<E::Model>, StoreError> {
        match (self.rows::<E>(), id.uuid()) {
            (Some(rows), Some(id)) => Ok(rows.filter(E::ID.eq(id)).one(self.db).await?),
            _ => Ok(None),
        }
    }
}

/// A row as it is sent to an app.
#[derive(Debug, Clone, PartialEq)]
pub enum Sent {
    /// As the app reads it.
    Row(RawRow),
    /// It does not read here.
    Unreadable,
    /// The app has no form for it.
    Unknown,
}

fn sent<T: Stored>(found: Found<T>, scope: &Scope) -> Result<(RowId, Sent), StoreError> {
    let id = found.id;
    let Some(row) = found.readable(T::COLLECTION) else {
        return Ok((id, Sent::Unreadable));
    };
    Ok((
        id,
        on_the_wire(row, scope)?.map_or(Sent::Unknown, Sent::Row),
    ))
}

/// A row as it is, whoever reads it.
fn raw<T: Stored>(found: Found<T>) -> Result<RawRow, StoreError> {
    RawRow::of(&found.row?).map_err(|_| StoreError::Unreadable("a row"))
}

/// A row as the app reads it; none where it has no form for it.
fn on_the_wire(row: impl Synced, scope: &Scope) -> Result<Option<RawRow>, StoreError> {
    let row = row.for_schema(scope.schema()).map(|row| RawRow::of(&row));
    row.transpose()
        .map_err(|_| StoreError::Unreadable("a row to be sent"))
}

macro_rules! any {
    ($(
        $variant:ident: $kept:ident $row:ident, $name:literal, $number:literal, $stream:ident,
        $module:expr, $since:literal, [$($role:ident),*];
    )*) => {
        impl Asking<'_> {
            /// At most `limit` rows of a collection in the order of their ids, after one of them,
            /// as the app is sent them.
            pub async fn sent_page(
                self,
                collection: Collection,
                after: Option<RowId>,
                limit: usize,
            ) -> Result<Vec<(RowId, Sent)>, StoreError> {
                match collection {
                    $(Collection::$variant => {
                        let page = balcao_domain::$row::page(self, after, limit).await?;
                        page.into_iter().map(|found| sent(found, self.scope)).collect()
                    })*
                }
            }

            /// A row of a collection as it is; none when it is not there.
            pub async fn raw_one(
                self,
                collection: Collection,
                id: RowId,
            ) -> Result<Option<RawRow>, StoreError> {
                match collection {
                    $(Collection::$variant => {
                        let found = balcao_domain::$row::one(self, id).await?;
                        found.map(raw).transpose()
                    })*
                }
            }

            /// The ids of at most `limit` rows of a collection in their order, after one of them,
            /// with those that read as they are.
            pub async fn raw_page(
                self,
                collection: Collection,
                after: Option<RowId>,
                limit: usize,
            ) -> Result<Vec<(RowId, Option<RawRow>)>, StoreError> {
                match collection {
                    $(Collection::$variant => {
                        let page = balcao_domain::$row::page(self, after, limit).await?;
                        Ok(page.into_iter().map(|found| (found.id, raw(found).ok())).collect())
                    })*
                }
            }

            /// A row of a collection, as the app is sent it; none when it is not there.
            pub async fn sent_one(
                self,
                collection: Collection,
                id: RowId,
            ) -> Result<Option<Sent>, StoreError> {
                match collection {
                    $(Collection::$variant => {
                        let found = balcao_domain::$row::one(self, id).await?;
                        let sent = found.map(|found| sent(found, self.scope)).transpose()?;
                        Ok(sent.map(|(_, sent)| sent))
                    })*
                }
            }
        }
    };
}

for_each_collection!(any);

impl Store {
    /// The first `limit` rows that read and that the user may read, of all customers together, in the
    /// order of their ids, after one of them: fewer only where there are no more.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn readable_after<T: InTable>(
        &self,
        scope: &Scope,
        after: Option<Uuid>,
        limit: usize,
    ) -> Result<Vec<T>, StoreError> {
        let Ok(customers) = scope.demand_some(Access::Read(T::COLLECTION)) else {
            return Ok(Vec::new());
        };
        let customers: Vec<_> = customers.into_iter().map(CustomerId::uuid).collect();
        let mut last = after.unwrap_or(Uuid::nil());
        let mut readable = Vec::new();
        loop {
            let room = limit.saturating_sub(readable.len());
            let rows = T::Table::find()
                .filter(T::Table::PROVIDER.eq(scope.provider().uuid()))
                .filter(T::Table::CUSTOMER.is_in(customers.iter().copied()))
                .filter(T::Table::ID.gt(last))
                .order_by_asc(T::Table::ID)
                .limit(at_most(room))
                .all(&self.db)
                .await?;
            let is_last = rows.len() < room;
            for row in rows {
                last = T::id_of(&row);
                readable.extend(found::<T>(row)?.readable(T::COLLECTION));
            }
            if is_last || readable.len() >= limit {
                return Ok(readable);
            }
        }
    }
}
