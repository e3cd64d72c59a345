//! Pages of a list, what it adds up to, and where to begin to read in the middle of it.

use super::decode_all;
use crate::cache::blob;
use crate::db::DbError;
use balcao_domain::listed::{Listed, Sum};
use balcao_domain::{Cents, CivilDate, CustomerId};
use balcao_lists::{Page, Query, Run, Statement, Table, Value as Given};
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params_from_iter};
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What a list asked for finds.
pub(crate) struct Found<T> {
    /// The page's rows.
    pub rows: Vec<T>,
    /// How many there are on all pages.
    pub count: u32,
}

pub(super) fn values(given: Vec<Given>) -> impl Iterator<Item = Value> {
    given.into_iter().map(|value| match value {
        Given::Integer(number) => Value::Integer(number),
        Given::Text(text) => Value::Text(text),
        Given::Id(id) => blob(id),
    })
}

/// The page after a row; the first one without. After a row that is gone there is nothing.
pub(crate) fn page<T: Listed>(
    connection: &Connection,
    query: &Query<'_>,
    page: Page<'_>,
    after: Option<Uuid>,
) -> Result<Found<T>, DbError> {
    page_of(connection, &Table::of::<T>(), query, page, after)
}

/// The same of any table, of rows as they are.
pub(crate) fn page_of<T: DeserializeOwned>(
    connection: &Connection,
    table: &Table,
    query: &Query<'_>,
    page: Page<'_>,
    after: Option<Uuid>,
) -> Result<Found<T>, DbError> {
    let Statement { sql, values: given } = query.count(table);
    let mut count = connection.prepare_cached(&sql)?;
    let count = count.query_one(params_from_iter(values(given)), |row| row.get(0))?;
    let mut rows = Vec::new();
    for run in runs(connection, query, table, after)? {
        let read = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        let left = page.rows.saturating_sub(read);
        if left > 0 {
            let Statement { sql, values: given } =
                query.page(table, run, Page { rows: left, ..page });
            let more = decode_all(connection, &sql, params_from_iter(values(given)))?;
            rows.extend(more);
        }
    }
    Ok(Found { rows, count })
}

/// Whether a list asked for finds a row.
pub(crate) fn finds(
    connection: &Connection,
    table: &Table,
    query: &Query<'_>,
    row: Uuid,
) -> Result<bool, DbError> {
    let Statement { sql, values: given } = query.finds(table, row);
    let mut finds = connection.prepare_cached(&sql)?;
    Ok(finds.query_one(params_from_iter(values(given)), |row| row.get(0))?)
}

/// Every row of a customer, in the usual order of its type.
pub(crate) fn usual<T: Listed>(
    connection: &Connection,
    customer: CustomerId,
    today: CivilDate,
) -> Result<Vec<T>, DbError> {
    let query = Query {
        customer: Some(customer),
        filter: "",
        period: None,
        search: "",
        today,
    };
    let all = Page {
        order: "",
        descending: false,
        rows: u32::MAX,
    };
    Ok(page(connection, &query, all, None)?.rows)
}

fn runs(
    connection: &Connection,
    query: &Query<'_>,
    table: &Table,
    after: Option<Uuid>,
) -> Result<Vec<Run>, DbError> {
    let Some(after) = after else {
        return Ok(query.runs(table));
    };
    let Statement { sql, values: given } = query.is_pinned(table, after);
    let mut pinned = connection.prepare_cached(&sql)?;
    let pinned = pinned.query_row(params_from_iter(values(given)), |row| row.get(0));
    Ok(match pinned.optional()? {
        Some(is_pinned) => query.runs_after(table, after, is_pinned),
        None => Vec::new(),
    })
}

/// Of each sum of the type, by its name, what it comes to and of how many rows.
pub(crate) fn sums<T: Listed>(
    connection: &Connection,
    query: &Query<'_>,
) -> Result<BTreeMap<&'static str, (Cents, u32)>, DbError> {
    sums_of(connection, &Table::of::<T>(), query)
}

/// The same of any table.
pub(crate) fn sums_of(
    connection: &Connection,
    table: &Table,
    query: &Query<'_>,
) -> Result<BTreeMap<&'static str, (Cents, u32)>, DbError> {
    if table.sums.is_empty() {
        return Ok(BTreeMap::new());
    }
    let Statement { sql, values: given } = query.sums(table);
    let mut sums = connection.prepare_cached(&sql)?;
    let sums = sums.query_one(params_from_iter(values(given)), |row| {
        let sum = |(at, sum): (usize, &Sum)| {
            let (worth, count) = (row.get(2 * at)?, row.get(2 * at + 1)?);
            Ok((sum.name, (Cents::new(worth), count)))
        };
        table.sums.iter().enumerate().map(sum).collect()
    })?;
    Ok(sums)
}
