//! The calls of each customer, of the last months.

use super::meta::Meta;
use super::usage::Usage;
use super::{blob, streams};
use crate::db::DbError;
use balcao_domain::{CallId, CallRecord, CustomerId, Stream, TerminalType};
use chrono::{DateTime, Utc};
use rusqlite::Connection;

impl Usage for CallRecord {
    fn put(
        &self,
        connection: &Connection,
        customer: CustomerId,
        generation: i64,
    ) -> Result<(), DbError> {
        let written = connection
            .prepare_cached(
                "INSERT INTO calls (id, customer, generation, mobile, a_number, b_number, start,
                                    duration, cost)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
                 ON CONFLICT (id) DO UPDATE SET
                     (generation, mobile, a_number, b_number, start, duration, cost)
                     = (?3, ?4, ?5, ?6, ?7, ?8, ?9)
                 WHERE customer = ?2",
            )?
            .execute((
                i64::from(self.id),
                customer.uuid().as_bytes(),
                generation,
                is_mobile(self.terminal_type),
                &self.a_number,
                &self.b_number,
                self.start.timestamp(),
                self.duration,
                self.cost.get(),
            ))?;
        if written == 1 {
            Ok(())
        } else {
            Err(DbError::Malformed)
        }
    }

    fn delete(connection: &Connection, customer: CustomerId, id: CallId) -> Result<(), DbError> {
        connection
            .prepare_cached("DELETE FROM calls WHERE id = ?1 AND customer = ?2")?
            .execute((i64::from(id), blob(customer.uuid())))?;
        Ok(())
    }

    fn delete_older(
        connection: &Connection,
        customer: CustomerId,
        generation: i64,
    ) -> Result<(), DbError> {
        connection
            .prepare_cached("DELETE FROM calls WHERE customer = ?1 AND generation < ?2")?
            .execute((blob(customer.uuid()), generation))?;
        Ok(())
    }
}

/// Lets go of what is older than a full load would bring, counted from the newest call: no clock
/// of this device has a say, for what is deleted here is not sent again.
pub(crate) fn trim(connection: &Connection, customer: CustomerId) -> Result<(), DbError> {
    if let Some(newest) = newest(connection, customer)? {
        let since = CallRecord::kept_since(newest).timestamp();
        connection
            .prepare_cached("DELETE FROM calls WHERE customer = ?1 AND start < ?2")?
            .execute((blob(customer.uuid()), since))?;
    }
    Ok(())
}

fn newest(connection: &Connection, customer: CustomerId) -> Result<Option<DateTime<Utc>>, DbError> {
    let newest: Option<i64> = connection
        .prepare_cached("SELECT max(start) FROM calls WHERE customer = ?1")?
        .query_one([blob(customer.uuid())], |row| row.get(0))?;
    Ok(newest.and_then(|newest| DateTime::from_timestamp(newest, 0)))
}

/// Since when every call is held that the portal has. A full load brings what is kept then, and
/// what is newer than a kept call is kept: so of the last load, the last check and the newest call
/// the latest one tells. Before the first load it is as it will be after it.
pub(crate) fn held_since(
    connection: &Connection,
    customer: CustomerId,
    now: DateTime<Utc>,
) -> Result<DateTime<Utc>, DbError> {
    let known = [
        Meta::read(connection)?.checked_at,
        streams::loaded_at(connection, Stream::Customer(customer))?,
        newest(connection, customer)?,
    ];
    let latest = known.into_iter().flatten().max();
    Ok(CallRecord::kept_since(latest.unwrap_or(now)))
}

/// How a kind of line is stored.
pub(super) fn is_mobile(line: TerminalType) -> bool {
    line == TerminalType::Mobile
}

/// The call of a stored number.
pub(super) fn numbered(id: i64) -> Result<CallId, DbError> {
    let id = u64::try_from(id).ok().and_then(|id| id.try_into().ok());
    id.ok_or(DbError::Unreadable)
}
