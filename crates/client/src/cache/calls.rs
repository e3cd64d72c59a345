//! The calls of each customer, of the last months.

use super::blob;
use crate::db::DbError;
use balcao_domain::{CallId, CallRecord, CustomerId, TerminalType};
use chrono::DateTime;
use rusqlite::Connection;

pub(super) const DELETE_OLDER: &str = "DELETE FROM calls WHERE customer = ?1 AND generation < ?2";

/// Puts a call; its number must not be that of another customer's.
pub(crate) fn put(
    connection: &Connection,
    customer: CustomerId,
    generation: i64,
    call: &CallRecord,
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
            i64::from(call.id),
            customer.uuid().as_bytes(),
            generation,
            call.terminal_type == TerminalType::Mobile,
            &call.a_number,
            &call.b_number,
            call.start.timestamp(),
            call.duration,
            call.cost.get(),
        ))?;
    if written == 1 {
        Ok(())
    } else {
        Err(DbError::Malformed)
    }
}

pub(crate) fn delete(
    connection: &Connection,
    customer: CustomerId,
    id: CallId,
) -> Result<(), DbError> {
    connection
        .prepare_cached("DELETE FROM calls WHERE id = ?1 AND customer = ?2")?
        .execute((i64::from(id), blob(customer.uuid())))?;
    Ok(())
}

/// Lets go of what is older than a full load would bring, counted from the newest call: no clock
/// of this device has a say, for what is deleted here is not sent again.
pub(crate) fn trim(connection: &Connection, customer: CustomerId) -> Result<(), DbError> {
    let newest: Option<i64> = connection
        .prepare_cached("SELECT max(start) FROM calls WHERE customer = ?1")?
        .query_one([blob(customer.uuid())], |row| row.get(0))?;
    if let Some(newest) = newest.and_then(|newest| DateTime::from_timestamp(newest, 0)) {
        let since = CallRecord::kept_since(newest).timestamp();
        connection
            .prepare_cached("DELETE FROM calls WHERE customer = ?1 AND start < ?2")?
            .execute((blob(customer.uuid()), since))?;
    }
    Ok(())
}
