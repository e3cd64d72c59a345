//! What is done with the rows of each collection, whatever they are: the edge at which a row of a
//! sync becomes one of its type.

use super::{listed, usage};
use crate::db::DbError;
use balcao_bridge::Row;
use balcao_contract::sync::RawRow;
use balcao_domain::listed::Key;
use balcao_domain::{Collection, Listed, RowId, Stream, Synced, for_each_collection};
use balcao_lists::Table;
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Why a row is not put.
#[derive(Debug)]
pub(crate) enum NotPut {
    /// It is no row of its collection that this version reads.
    Unreadable(serde_json::Error),
    /// It says another id than it was sent under, or that it belongs elsewhere.
    Malformed,
    /// The database did not take it.
    Database(DbError),
}

impl From<DbError> for NotPut {
    fn from(error: DbError) -> Self {
        match error {
            DbError::Malformed => Self::Malformed,
            error => Self::Database(error),
        }
    }
}

/// The row of a collection that stands in a stream under an id.
pub(super) fn read<T: Synced>(stream: Stream, id: RowId, row: &RawRow) -> Result<T, NotPut> {
    let row: T = row.read().map_err(NotPut::Unreadable)?;
    let adds_up = row.id() == id && row.owner().stands_in(stream, T::COLLECTION);
    adds_up.then_some(row).ok_or(NotPut::Malformed)
}

/// What is done with the rows of a collection.
#[derive(Clone, Copy)]
pub(crate) struct Functions {
    /// Puts a row of a stream's generation.
    pub put: fn(&Connection, Stream, i64, RowId, &RawRow) -> Result<(), NotPut>,
    /// Takes the row that is held into a stream's generation, as it is.
    pub renew: fn(&Connection, i64, RowId) -> Result<(), DbError>,
    /// Deletes a row of a stream.
    pub delete: fn(&Connection, Stream, RowId) -> Result<(), DbError>,
    /// Deletes a stream's rows of generations before this one.
    pub delete_older: fn(&Connection, Stream, i64) -> Result<(), DbError>,
}

/// A table that a type describes, and how its rows are put from what a table of before held.
#[derive(Clone, Copy)]
pub(crate) struct Described {
    pub table: Table,
    pub put_again: fn(&Connection, i64, &str) -> Result<(), NotPut>,
    /// A row of a stream as it crosses the bridge.
    pub cross: fn(Stream, &RawRow) -> Result<Crossing, DbError>,
}

/// A row as it crosses the bridge, and what it is listed by.
pub(crate) struct Crossing {
    pub row: Row,
    pub keys: Vec<Key>,
    pub words: String,
}

/// The row that a type reads, where it stands in the stream.
pub(super) fn cross<T: Listed>(stream: Stream, row: &RawRow) -> Result<Crossing, DbError> {
    let row: T = row.read()?;
    if !row.owner().stands_in(stream, T::COLLECTION) {
        return Err(DbError::Malformed);
    }
    Ok(Crossing {
        row: Row::of(&row, None).map_err(|_| DbError::Malformed)?,
        keys: row.keys(),
        words: row.words(),
    })
}

/// How a collection is listed; none for usage.
pub(crate) fn described_as(collection: Collection) -> Option<Described> {
    DESCRIBED.get(&collection).copied()
}

macro_rules! kept {
    ($(
        $variant:ident: $kept:ident $row:ident, $name:literal, $number:literal, $stream:ident,
        $module:expr, $since:literal, [$($role:ident),*];
    )*) => {
        /// What is done with the rows of a collection.
        pub(crate) fn functions(collection: Collection) -> Functions {
            match collection {
                $(Collection::$variant => $kept::functions::<balcao_domain::$row>(),)*
            }
        }

        fn described() -> impl Iterator<Item = Described> {
            [$($kept::described::<balcao_domain::$row>()),*].into_iter().flatten()
        }

        /// The name of every table that holds what the portal has.
        #[cfg(test)]
        pub(crate) const TABLES: &[&str] = &[$($name),*];
    };
}

for_each_collection!(kept);

/// The described tables, by their collection.
pub(super) static DESCRIBED: LazyLock<BTreeMap<Collection, Described>> =
    LazyLock::new(|| described().map(|it| (it.table.collection, it)).collect());
