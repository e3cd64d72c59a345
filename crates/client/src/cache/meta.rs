//! The one row of `meta`: who this is, and how far it is synced.

use super::blob;
use crate::db::DbError;
use crate::portal::Base;
use balcao_domain::{CustomerId, UserId};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, Row};
use uuid::Uuid;

/// The row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Meta {
    /// Who signed in; none until the portal has said.
    pub user: Option<UserId>,
    /// Where the portal's paths lie; none until it has been looked up.
    pub base: Option<Base>,
    /// How far it is synced; none before the first commit.
    pub cursor: Option<String>,
    /// When the portal last confirmed all of it.
    pub checked_at: Option<DateTime<Utc>>,
    /// The customer chosen in the header.
    pub selected: Option<CustomerId>,
}

impl Meta {
    pub fn read(connection: &Connection) -> Result<Self, DbError> {
        let sql = "SELECT user, base, cursor, checked_at, selected FROM meta";
        Ok(connection
            .prepare_cached(sql)?
            .query_one([], Self::from_row)?)
    }

    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        let id = |bytes: [u8; 16]| Uuid::from_bytes(bytes);
        let base: Option<String> = row.get(1)?;
        let checked_at: Option<i64> = row.get(3)?;
        Ok(Self {
            user: row.get::<_, Option<_>>(0)?.map(id).map(UserId::new),
            base: base.as_deref().and_then(Base::parse),
            cursor: row.get(2)?,
            checked_at: checked_at.and_then(DateTime::from_timestamp_millis),
            selected: row.get::<_, Option<_>>(4)?.map(id).map(CustomerId::new),
        })
    }
}

/// Remembers who this is and where its portal lies.
pub(crate) fn set_identity(
    connection: &Connection,
    user: Option<UserId>,
    base: Option<&Base>,
) -> Result<(), DbError> {
    connection.execute(
        "UPDATE meta SET user = ?1, base = ?2",
        (user.map(|user| blob(user.uuid())), base.map(Base::as_str)),
    )?;
    Ok(())
}

/// Remembers how far it is synced.
pub(crate) fn set_cursor(connection: &Connection, cursor: &str) -> Result<(), DbError> {
    connection
        .prepare_cached("UPDATE meta SET cursor = ?1")?
        .execute([cursor])?;
    Ok(())
}

/// Remembers when the portal confirmed it.
pub(crate) fn set_checked_at(connection: &Connection, at: DateTime<Utc>) -> Result<(), DbError> {
    connection.execute("UPDATE meta SET checked_at = ?1", [at.timestamp_millis()])?;
    Ok(())
}

/// Remembers the customer chosen in the header.
pub(crate) fn select(connection: &Connection, customer: CustomerId) -> Result<(), DbError> {
    connection.execute("UPDATE meta SET selected = ?1", [blob(customer.uuid())])?;
    Ok(())
}
