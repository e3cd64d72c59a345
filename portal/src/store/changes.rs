//! The one function that changes synced rows.
//!
//! A row is written and its stream's log grows in the same transaction, or neither does: no table
//! below is written in any other way, which a test proves with triggers on each of them.

use std::future::Future;
use std::sync::{Mutex, PoisonError};

use balcao_contract::cursor::{Mark, RowKey};
use balcao_domain::{
    CallId, Collection, CustomerId, Issuer, Keeping, Owner, RowId, Synced, UserId,
};
use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{LockType, OnConflict};
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, IntoActiveModel, Iterable, QuerySelect, Set,
    SqliteTransactionMode, TransactionOptions, TransactionTrait,
};

use super::bell::{Bell, Touched};
use super::{Store, StoreError};
use crate::token;

/// Where each stream's log stands.
pub(super) mod streams {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "streams")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub stream: String,
        pub seq: i64,
        pub tag: Vec<u8>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "changes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub stream: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    pub tag: Vec<u8>,
    pub collection: String,
    pub id: Uuid,
    pub deleted: bool,
    pub made_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// A stream by its owner, as the log names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Log {
    Provider(Issuer),
    User(UserId),
    Customer(CustomerId),
}

impl Log {
    pub(super) fn name(self) -> String {
        match self {
            Self::Provider(id) => format!("provider:{id}"),
            Self::User(id) => format!("user:{id}"),
            Self::Customer(id) => format!("customer:{id}"),
        }
    }
}

/// Which row changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    pub log: Log,
    pub collection: Collection,
    pub id: RowId,
}

/// The line of a row in the log; none for one that does not say whose it is.
pub(super) fn entry<T: Synced>(provider: Issuer, row: &T) -> Result<Entry, StoreError> {
    let id = row.id();
    let log = match (row.owner(), id) {
        (Owner::Provider, _) => Log::Provider(provider),
        (Owner::User, RowId::Uuid(id)) => Log::User(UserId::new(id)),
        (Owner::Customer(customer), _) => Log::Customer(customer),
        (Owner::User | Owner::AsItStands, _) => return Err(StoreError::Unreadable("changes")),
    };
    Ok(Entry {
        log,
        collection: T::COLLECTION,
        id,
    })
}

/// A domain type whose rows are written one at a time.
pub(super) trait Written: Synced {
    /// Writes its row, new or not.
    fn write(
        &self,
        tx: &DatabaseTransaction,
        provider: Issuer,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Whether there is a row of this one's id, of whomever.
    fn is_taken(
        &self,
        tx: &DatabaseTransaction,
    ) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// Puts it because a user decided so, with what the portal does about such a row by itself;
    /// answers which other rows changed with it.
    fn put_by_decision(
        self,
        writing: &Writing,
        provider: Issuer,
    ) -> impl Future<Output = Result<Vec<RowKey>, StoreError>> + Send {
        async move { writing.put(provider, &self).await.map(|()| Vec::new()) }
    }

    /// Takes its row away, where such rows can go because a user decided so.
    fn remove_by_decision(
        &self,
        _writing: &Writing,
        _provider: Issuer,
    ) -> impl Future<Output = Result<(), StoreError>> + Send {
        async { Err(StoreError::Unreadable("an effect")) }
    }

    /// Other rows that read differently once this one is written.
    fn shown_in(
        &self,
        _tx: &DatabaseTransaction,
    ) -> impl Future<Output = Result<Vec<Entry>, StoreError>> + Send {
        async { Ok(Vec::new()) }
    }
}

/// Writes rows of a table, new or not. Of one that is there the columns of `stays` stay as they are.
pub(super) async fn upsert<A: ActiveModelTrait>(
    tx: &DatabaseTransaction,
    rows: impl IntoIterator<Item = A> + Send,
    stays: &[<A::Entity as EntityTrait>::Column],
) -> Result<(), StoreError> {
    let keys =
        || <A::Entity as EntityTrait>::PrimaryKey::iter().map(PrimaryKeyToColumn::into_column);
    let stay: Vec<_> = keys().chain(stays.iter().copied()).collect();
    let changed = <A::Entity as EntityTrait>::Column::iter()
        .filter(|column| stay.iter().all(|stays| stays.as_str() != column.as_str()));
    let conflict = OnConflict::columns(keys())
        .update_columns(changed)
        .to_owned();
    A::Entity::insert_many(rows)
        .on_conflict(conflict)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Whether a table has a row of an id, of whomever.
pub(super) async fn is_taken<E: EntityTrait>(
    tx: &DatabaseTransaction,
    key: impl Into<<E::PrimaryKey as PrimaryKeyTrait>::ValueType> + Send,
) -> Result<bool, StoreError> {
    Ok(E::find_by_id(key).one(tx).await?.is_some())
}

/// A domain type whose rows can go.
pub(super) trait Removable: Written {
    /// Takes its row away.
    fn remove(
        &self,
        tx: &DatabaseTransaction,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;
}

/// Rows being changed; undone unless committed.
///
/// What it reads is what it changes: on SQLite it holds the lock of all writers from the start. On
/// PostgreSQL whoever reads first holds what stands for the rows, before reading them: a
/// customer's or a user's stream ([`Writing::hold`]), a session, a try's subject. So that no two
/// wait for each other, streams are held in one order: the provider's, customers', users'; and
/// who writes to more than one customer's holds the provider's first.
pub(super) struct Writing {
    pub(super) tx: DatabaseTransaction,
    /// When.
    pub(super) at: DateTime<Utc>,
    touched: Mutex<Touched>,
    bell: Bell,
}

impl Store {
    pub(super) async fn write(&self, at: DateTime<Utc>) -> Result<Writing, StoreError> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let tx = self.db.begin_with_options(options).await?;
        Ok(Writing {
            tx,
            at,
            touched: Mutex::default(),
            bell: self.bell.clone(),
        })
    }
}

impl Writing {
    /// Writes a row and tells its stream.
    pub(super) async fn put(&self, provider: Issuer, row: &impl Written) -> Result<(), StoreError> {
        row.write(&self.tx, provider).await?;
        self.append(entry(provider, row)?, false).await?;
        for entry in row.shown_in(&self.tx).await? {
            self.append(entry, false).await?;
        }
        Ok(())
    }

    /// Takes a row away and tells its stream.
    pub(super) async fn delete(
        &self,
        provider: Issuer,
        row: &impl Removable,
    ) -> Result<(), StoreError> {
        row.remove(&self.tx).await?;
        self.append(entry(provider, row)?, true).await
    }

    pub(super) async fn commit(self) -> Result<(), StoreError> {
        let touched = self.touched.into_inner();
        let touched = touched.unwrap_or_else(PoisonError::into_inner);
        self.bell.announce(&self.tx, &touched).await?;
        self.tx.commit().await?;
        self.bell.ring(touched);
        Ok(())
    }

    /// Keeps all others from writing to a stream until this is committed or undone.
    pub(super) async fn hold(&self, log: Log) -> Result<(), StoreError> {
        self.end(&log.name()).await.map(drop)
    }

    /// Keeps all others from writing to a table until this is committed or undone.
    pub(super) async fn hold_table(&self, table: &'static str) -> Result<(), StoreError> {
        if self.tx.get_database_backend() == DbBackend::Postgres {
            let sql = format!("LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE");
            self.tx.execute_unprepared(&sql).await?;
        }
        Ok(())
    }

    /// Where a stream's log ends, which nobody else moves on until this is committed or undone.
    async fn end(&self, stream: &str) -> Result<i64, StoreError> {
        let find = async || {
            let head = streams::Entity::find_by_id(stream).lock(LockType::NoKeyUpdate);
            head.one(&self.tx).await
        };
        if let Some(head) = find().await? {
            return Ok(head.seq);
        }
        let head = streams::ActiveModel {
            stream: Set(stream.into()),
            seq: Set(0),
            tag: Set(Mark::START.tag.to_vec()),
        };
        streams::Entity::insert(head)
            .on_conflict_do_nothing_on([streams::Column::Stream])
            .exec_without_returning(&self.tx)
            .await?;
        let head = find().await?.ok_or(StoreError::Unreadable("streams"))?;
        Ok(head.seq)
    }

    async fn append(&self, entry: Entry, deleted: bool) -> Result<(), StoreError> {
        self.append_all(entry.log, [entry].into_iter(), deleted)
            .await
    }

    /// Tells a stream of rows of it that were written, in one block of its numbers.
    pub(super) async fn tell_all(
        &self,
        log: Log,
        entries: impl Iterator<Item = Entry> + Send,
    ) -> Result<(), StoreError> {
        self.append_all(log, entries, false).await
    }

    async fn append_all(
        &self,
        log: Log,
        entries: impl Iterator<Item = Entry> + Send,
        deleted: bool,
    ) -> Result<(), StoreError> {
        let stream = log.name();
        let mut head = streams::Model {
            stream: stream.clone(),
            seq: self.end(&stream).await?,
            tag: Vec::new(),
        };
        let mut lines = Vec::new();
        for entry in entries {
            head.seq += 1;
            head.tag = token::random::<8>()?.to_vec();
            lines.push(ActiveModel {
                stream: Set(stream.clone()),
                seq: Set(head.seq),
                tag: Set(head.tag.clone()),
                collection: Set(entry.collection.name().into()),
                id: Set(logged(entry.id)),
                deleted: Set(deleted),
                made_at: Set(self.at.timestamp()),
            });
        }
        if lines.is_empty() {
            return Ok(());
        }
        streams::Entity::insert(head.into_active_model().reset_all())
            .on_conflict(
                OnConflict::column(streams::Column::Stream)
                    .update_columns([streams::Column::Seq, streams::Column::Tag])
                    .to_owned(),
            )
            .exec_without_returning(&self.tx)
            .await?;
        let touched = self.touched.lock();
        touched
            .unwrap_or_else(PoisonError::into_inner)
            .insert(stream);
        Entity::insert_many(lines)
            .exec_without_returning(&self.tx)
            .await?;
        Ok(())
    }
}

/// A row's id as the log keeps it: a number as the UUID of that value.
fn logged(id: RowId) -> Uuid {
    match id {
        RowId::Uuid(uuid) => uuid,
        RowId::Number(number) => Uuid::from_u128(number.get().into()),
    }
}

/// The id of a collection's row, from the log.
pub(super) fn row_id(collection: Collection, logged: Uuid) -> Result<RowId, StoreError> {
    match collection.keeping() {
        Keeping::Usage => u64::try_from(logged.as_u128())
            .ok()
            .and_then(|number| CallId::try_from(number).ok())
            .map(RowId::Number)
            .ok_or(StoreError::Unreadable("changes")),
        Keeping::Listed => Ok(RowId::Uuid(logged)),
    }
}

/// The place a stored line or head stands for.
pub(super) fn mark(seq: i64, tag: &[u8]) -> Result<Mark, StoreError> {
    let seq = u64::try_from(seq);
    match (seq, tag.try_into()) {
        (Ok(seq), Ok(tag)) => Ok(Mark { seq, tag }),
        _ => Err(StoreError::Unreadable("changes")),
    }
}
