//! Months of calls of before what sync keeps, each fetched page by page and shown once it is whole.
//!
//! While a month is fetched anew, what was whole stays until the new one is.

use super::blob;
use super::calls::{is_mobile, numbered};
use crate::db::DbError;
use balcao_contract::CallPage;
use balcao_domain::{CallId, CallRecord, CustomerId, Month};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension};

/// A month whose pages come.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Arriving {
    number: i64,
    month: Month,
    /// The last call that came.
    pub after: Option<CallId>,
}

/// What became of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Put {
    /// There are more, after this call.
    More(CallId),
    /// It was the last one.
    Whole,
    /// Nobody waits for it any more: the customer was taken away meanwhile.
    Unwanted,
}

/// A month that is here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Whole {
    /// Names its rows.
    pub number: i64,
    /// When it was asked for.
    pub asked_at: DateTime<Utc>,
}

/// Begins to take a month in, or goes on where that was broken off.
pub(crate) fn begin(
    connection: &Connection,
    customer: CustomerId,
    month: Month,
    now: DateTime<Utc>,
) -> Result<Arriving, DbError> {
    connection.execute(
        "INSERT INTO call_months (customer, month, whole, asked_at) VALUES (?1, ?2, 0, ?3)
         ON CONFLICT DO NOTHING",
        (
            blob(customer.uuid()),
            month.begins().timestamp(),
            now.timestamp_millis(),
        ),
    )?;
    let sql = "SELECT number, after FROM call_months
               WHERE customer = ?1 AND month = ?2 AND whole = 0";
    let of = (blob(customer.uuid()), month.begins().timestamp());
    let (number, after): (_, Option<i64>) =
        connection.query_one(sql, of, |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(Arriving {
        number,
        month,
        after: after.map(numbered).transpose()?,
    })
}

/// Puts the page that follows; one that does not add up is refused whole. The last one makes the
/// month what is shown.
pub(crate) fn put(
    connection: &Connection,
    arriving: &Arriving,
    page: &CallPage,
) -> Result<Put, DbError> {
    let last = checked(arriving, page)?;
    let put = connection.execute(
        "UPDATE call_months SET after = coalesce(?2, after) WHERE number = ?1 AND whole = 0",
        (arriving.number, last.map(i64::from)),
    )?;
    if put == 0 {
        return Ok(Put::Unwanted);
    }
    let mut insert = connection.prepare_cached(
        "INSERT INTO calls_of_months (month, id, mobile, a_number, b_number, start, duration, cost)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    for call in &page.calls {
        insert.execute((
            arriving.number,
            i64::from(call.id),
            is_mobile(call.terminal_type),
            &call.a_number,
            &call.b_number,
            call.start.timestamp(),
            call.duration,
            call.cost.get(),
        ))?;
    }
    match last.filter(|_| page.more) {
        Some(last) => Ok(Put::More(last)),
        None => {
            show(connection, arriving)?;
            Ok(Put::Whole)
        }
    }
}

/// The last call of a page whose calls are of the month and follow each other; a page that says
/// there are more has one.
fn checked(arriving: &Arriving, page: &CallPage) -> Result<Option<CallId>, DbError> {
    let mut after = arriving.after;
    for CallRecord { id, start, .. } in &page.calls {
        if Some(*id) <= after || Month::at(*start) != arriving.month {
            return Err(DbError::Malformed);
        }
        after = Some(*id);
    }
    let last = page.calls.last().map(|call| call.id);
    if page.more && last.is_none() {
        return Err(DbError::Malformed);
    }
    Ok(last)
}

fn show(connection: &Connection, arriving: &Arriving) -> Result<(), DbError> {
    connection.execute(
        "DELETE FROM call_months WHERE whole = 1 AND (customer, month) =
             (SELECT customer, month FROM call_months WHERE number = ?1)",
        [arriving.number],
    )?;
    let sql = "UPDATE call_months SET whole = 1 WHERE number = ?1";
    connection.execute(sql, [arriving.number])?;
    Ok(())
}

/// A month, when it is here.
pub(crate) fn whole(
    connection: &Connection,
    customer: CustomerId,
    month: Month,
) -> Result<Option<Whole>, DbError> {
    let mut found = connection.prepare_cached(
        "SELECT number, asked_at FROM call_months
         WHERE customer = ?1 AND month = ?2 AND whole = 1",
    )?;
    let of = (blob(customer.uuid()), month.begins().timestamp());
    let found = found.query_row(of, |row| Ok((row.get(0)?, row.get(1)?)));
    let Some((number, asked_at)) = found.optional()? else {
        return Ok(None);
    };
    let asked_at = DateTime::from_timestamp_millis(asked_at).ok_or(DbError::Unreadable)?;
    Ok(Some(Whole { number, asked_at }))
}

/// Whose months there are.
pub(crate) fn customers(connection: &Connection) -> Result<Vec<CustomerId>, DbError> {
    let mut customers = connection.prepare_cached("SELECT DISTINCT customer FROM call_months")?;
    let customers = customers.query_map([], |row| {
        Ok(CustomerId::new(uuid::Uuid::from_bytes(row.get(0)?)))
    })?;
    Ok(customers.collect::<Result<_, _>>()?)
}

/// Forgets a customer's months, whole or not.
pub(crate) fn forget(connection: &Connection, customer: CustomerId) -> Result<(), DbError> {
    let sql = "DELETE FROM call_months WHERE customer = ?1";
    connection
        .prepare_cached(sql)?
        .execute([blob(customer.uuid())])?;
    Ok(())
}

#[cfg(test)]
mod tests;
