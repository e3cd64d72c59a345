//! The bills of each customer: listed, searched, added up.

mod list;
mod words;

pub(crate) use list::list;

use super::{blob, decode_all, decode_one};
use crate::db::DbError;
use balcao_domain::{Bill, BillGroup, BillId, Cents, CivilDate, CustomerId, Period, Totals, fold};
use chrono::Datelike;
use rusqlite::Connection;

pub(super) const DELETE_OLDER: &str = "DELETE FROM bills WHERE customer = ?1 AND generation < ?2";

pub(crate) fn put(connection: &Connection, generation: i64, bill: &Bill) -> Result<(), DbError> {
    connection
        .prepare_cached(
            // Not REPLACE, which fires no trigger for the row that goes.
            "INSERT INTO bills (id, customer, generation, number, due_on, part, worth,
                                description, found_by, json)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
             ON CONFLICT (id) DO UPDATE SET
                 customer = excluded.customer, generation = excluded.generation,
                 number = excluded.number, due_on = excluded.due_on, part = excluded.part,
                 worth = excluded.worth, description = excluded.description,
                 found_by = excluded.found_by, json = excluded.json",
        )?
        .execute((
            blob(bill.id.uuid()),
            blob(bill.customer.uuid()),
            generation,
            bill.number,
            days(bill.due_on),
            part(bill.group()),
            bill.worth().get(),
            fold(&bill.description),
            words::found_by(bill),
            serde_json::to_string(bill)?,
        ))?;
    Ok(())
}

pub(crate) fn delete(
    connection: &Connection,
    customer: CustomerId,
    id: BillId,
) -> Result<(), DbError> {
    connection.execute(
        "DELETE FROM bills WHERE id = ?1 AND customer = ?2",
        [blob(id.uuid()), blob(customer.uuid())],
    )?;
    Ok(())
}

/// One bill.
pub(crate) fn get(connection: &Connection, id: BillId) -> Result<Option<Bill>, DbError> {
    let sql = "SELECT json FROM bills WHERE id = ?1";
    decode_one(connection, sql, [blob(id.uuid())])
}

/// What is overdue, oldest first.
pub(crate) fn overdue(
    connection: &Connection,
    customer: CustomerId,
    today: CivilDate,
) -> Result<Vec<Bill>, DbError> {
    decode_all(
        connection,
        "SELECT json FROM bills WHERE customer = ?1 AND part = 0 AND due_on < ?2
         ORDER BY due_on, number",
        (blob(customer.uuid()), days(today)),
    )
}

/// The next one to fall due, today's included.
pub(crate) fn next(
    connection: &Connection,
    customer: CustomerId,
    today: CivilDate,
) -> Result<Option<Bill>, DbError> {
    decode_one(
        connection,
        "SELECT json FROM bills WHERE customer = ?1 AND part = 0 AND due_on >= ?2
         ORDER BY due_on, number LIMIT 1",
        (blob(customer.uuid()), days(today)),
    )
}

/// What the bills due in a period add up to (ST-19), and how many of them are pending.
pub(crate) fn totals(
    connection: &Connection,
    customer: CustomerId,
    period: Option<Period>,
) -> Result<(Totals, u32), DbError> {
    let (from, to) = due_between(period);
    Ok(connection
        .prepare_cached(
            "SELECT coalesce(sum(worth) FILTER (WHERE part = 0), 0),
                    coalesce(sum(worth) FILTER (WHERE part = 1), 0),
                    count(*) FILTER (WHERE part = 0)
             FROM bills WHERE customer = ?1 AND due_on BETWEEN ?2 AND ?3",
        )?
        .query_one((blob(customer.uuid()), from, to), |row| {
            let totals = Totals {
                open: Cents::new(row.get(0)?),
                paid: Cents::new(row.get(1)?),
            };
            Ok((totals, row.get(2)?))
        })?)
}

fn days(date: CivilDate) -> i64 {
    date.naive().num_days_from_ce().into()
}

fn due_between(period: Option<Period>) -> (i64, i64) {
    period.map_or((i64::MIN, i64::MAX), |period| {
        (days(period.from().first()), days(period.to().last()))
    })
}

const fn part(group: BillGroup) -> i64 {
    match group {
        BillGroup::Pending => 0,
        BillGroup::Paid => 1,
        BillGroup::Cancelled => 2,
    }
}

#[cfg(test)]
mod tests;
