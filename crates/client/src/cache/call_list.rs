//! A list of calls, newest first: what sync keeps of them, then months of before.
//!
//! Every part is read by the key (start, id) along an index that has this order, however far down
//! the list a page lies.

use super::blob;
use super::call_months;
use super::calls::{is_mobile, numbered};
use crate::db::DbError;
use balcao_bridge::{CallKey, CallOutline, CallPage};
use balcao_domain::{CallRecord, Cents, CustomerId, Month, TerminalType};
use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};
use std::ops::Range;

/// Where the calls of a span of time lie.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    /// The newest first; none reaches into another's time.
    parts: Vec<Part>,
    /// Whether what sync keeps is one of them.
    pub synced: bool,
    /// The months that are not here, newest first.
    pub missing: Vec<Month>,
    /// The months that are here, and when each was asked for.
    whole: Vec<(Month, DateTime<Utc>)>,
}

/// Calls that lie together, from an instant on and before a key: seconds and a number.
#[derive(Debug)]
struct Part {
    table: Table,
    owner: Value,
    from: i64,
    before: (i64, i64),
}

#[derive(Debug, Clone, Copy)]
enum Table {
    Calls,
    Months,
}

/// Before every call of that second.
const NO_CALL: i64 = -1;

impl Sources {
    /// Those of a span. Since `synced_since` sync keeps what there is, and never if none; months
    /// that have not begun have no calls.
    pub fn of(
        connection: &Connection,
        customer: CustomerId,
        span: &Range<DateTime<Utc>>,
        synced_since: Option<DateTime<Utc>>,
        now: DateTime<Utc>,
    ) -> Result<Self, DbError> {
        let mut sources = Self::default();
        if let Some(since) = synced_since.filter(|since| *since < span.end) {
            sources.synced = true;
            let owner = blob(customer.uuid());
            let begins = span.start.max(since);
            sources
                .parts
                .push(Part::new(Table::Calls, owner, begins..span.end));
        }
        let end = synced_since.unwrap_or(Month::at(now).next().begins());
        let end = end.min(span.end);
        let mut month = Month::at(end - TimeDelta::seconds(1));
        while span.start < end && month.next().begins() > span.start {
            let begins = month.begins().max(span.start);
            match call_months::whole(connection, customer, month)? {
                None => sources.missing.push(month),
                Some(whole) => {
                    let span = begins..month.next().begins().min(end);
                    sources.whole.push((month, whole.asked_at));
                    let owner = Value::from(whole.number);
                    sources.parts.push(Part::new(Table::Months, owner, span));
                }
            }
            month = month.previous();
        }
        Ok(sources)
    }

    /// When the oldest of the months that are here was asked for.
    pub fn oldest(&self) -> Option<DateTime<Utc>> {
        self.whole.iter().map(|(_, asked_at)| *asked_at).min()
    }

    /// Every month that is asked for by itself, here or not, newest first.
    pub fn months(&self) -> Vec<Month> {
        let whole = self.whole.iter().map(|(month, _)| *month);
        let mut months: Vec<_> = whole.chain(self.missing.iter().copied()).collect();
        months.sort_unstable_by(|a, b| b.cmp(a));
        months
    }

    /// The page after a row.
    pub fn page(
        &self,
        connection: &Connection,
        line: Option<TerminalType>,
        after: Option<CallKey>,
    ) -> Result<Vec<CallRecord>, DbError> {
        let mut calls = Vec::new();
        for part in &self.parts {
            let left = i64::from(CallPage::ROWS) - i64::try_from(calls.len()).unwrap_or(i64::MAX);
            if left <= 0 {
                break;
            }
            let (sql, mut values) = part.walk(COLUMNS, line, after);
            values.push(left.into());
            let mut page = connection.prepare_cached(&format!("{sql} LIMIT ?"))?;
            let mut rows = page.query(params_from_iter(values))?;
            while let Some(row) = rows.next()? {
                calls.push(call(row)?);
            }
        }
        Ok(calls)
    }

    /// How many there are, and where to begin to read in the middle.
    pub fn outline(
        &self,
        connection: &Connection,
        line: Option<TerminalType>,
    ) -> Result<CallOutline, DbError> {
        let mut outline = CallOutline::default();
        for part in &self.parts {
            let (sql, values) = part.walk("start, id", line, None);
            let mut walk = connection.prepare_cached(&sql)?;
            let mut rows = walk.query(params_from_iter(values))?;
            while let Some(row) = rows.next()? {
                outline.count += 1;
                if outline.count.is_multiple_of(CallOutline::EVERY) {
                    outline.anchors.push(CallKey {
                        start: instant(row.get(0)?)?,
                        id: numbered(row.get(1)?)?,
                    });
                }
            }
        }
        Ok(outline)
    }
}

impl Part {
    fn new(table: Table, owner: Value, span: Range<DateTime<Utc>>) -> Self {
        Self {
            table,
            owner,
            from: span.start.timestamp(),
            before: (span.end.timestamp(), NO_CALL),
        }
    }

    /// The statement that walks down it from a row on, and its values.
    fn walk(
        &self,
        columns: &str,
        line: Option<TerminalType>,
        after: Option<CallKey>,
    ) -> (String, Vec<Value>) {
        let (table, owner) = match self.table {
            Table::Calls => ("calls", "customer"),
            Table::Months => ("calls_of_months", "month"),
        };
        let after = after.map(|key| (key.start.timestamp(), i64::from(key.id)));
        let before = after.map_or(self.before, |after| after.min(self.before));
        let mut values = vec![
            self.owner.clone(),
            self.from.into(),
            before.0.into(),
            before.1.into(),
        ];
        let of_line = line.map_or("", |line| {
            values.push(i64::from(is_mobile(line)).into());
            "AND mobile = ? "
        });
        let sql = format!(
            "SELECT {columns} FROM {table}
             WHERE {owner} = ? AND start >= ? AND (start, id) < (?, ?) {of_line}
             ORDER BY start DESC, id DESC"
        );
        (sql, values)
    }
}

const COLUMNS: &str = "id, mobile, a_number, b_number, start, duration, cost";

fn call(row: &Row<'_>) -> Result<CallRecord, DbError> {
    Ok(CallRecord {
        id: numbered(row.get(0)?)?,
        terminal_type: if row.get(1)? {
            TerminalType::Mobile
        } else {
            TerminalType::Landline
        },
        a_number: row.get(2)?,
        b_number: row.get(3)?,
        start: instant(row.get(4)?)?,
        duration: row.get(5)?,
        cost: Cents::new(row.get(6)?),
    })
}

fn instant(seconds: i64) -> Result<DateTime<Utc>, DbError> {
    DateTime::from_timestamp(seconds, 0).ok_or(DbError::Unreadable)
}

#[cfg(test)]
mod tests;
