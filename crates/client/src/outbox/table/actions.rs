//! The actions, in the order they were made.

use crate::db::DbError;
use crate::outbox::queue::Entry;
use balcao_bridge::ActionId;
use chrono::DateTime;
use rusqlite::{Connection, OptionalExtension, Row};
use uuid::Uuid;

const ROW: &str = "SELECT id, json, made_at, state FROM actions";

/// All of them.
pub(crate) fn all(connection: &Connection) -> Result<Vec<Entry>, DbError> {
    let mut statement = connection.prepare_cached(&format!("{ROW} ORDER BY number"))?;
    let mut rows = statement.query([])?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        entries.push(entry(row)?);
    }
    Ok(entries)
}

/// The one of that number, for reading what is left of a damaged file.
pub(crate) fn numbered(connection: &Connection, number: i64) -> Result<Option<Entry>, DbError> {
    let mut statement = connection.prepare_cached(&format!("{ROW} WHERE number = ?1"))?;
    let found = statement.query_row([number], |row| Ok(entry(row)));
    found.optional()?.transpose()
}

/// The highest number given so far.
pub(crate) fn highest(connection: &Connection) -> Result<i64, DbError> {
    let sql = "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'actions'";
    Ok(connection.query_one(sql, [], |row| row.get(0))?)
}

/// Turns what is stored of one queue into another.
pub(crate) fn replace(
    connection: &Connection,
    before: &[Entry],
    after: &[Entry],
) -> Result<(), DbError> {
    let stays = |id| after.iter().any(|entry| entry.id == id);
    for gone in before.iter().filter(|entry| !stays(entry.id)) {
        connection
            .prepare_cached("DELETE FROM actions WHERE id = ?1")?
            .execute([gone.id.0.as_bytes()])?;
    }
    for entry in after {
        match before.iter().find(|earlier| earlier.id == entry.id) {
            None => insert(connection, entry)?,
            Some(earlier) if earlier.state != entry.state => {
                connection
                    .prepare_cached("UPDATE actions SET state = ?2 WHERE id = ?1")?
                    .execute((entry.id.0.as_bytes(), serde_json::to_string(&entry.state)?))?;
            }
            Some(_) => {}
        }
    }
    Ok(())
}

fn insert(connection: &Connection, entry: &Entry) -> Result<(), DbError> {
    connection
        .prepare_cached("INSERT INTO actions (id, json, made_at, state) VALUES (?1, ?2, ?3, ?4)")?
        .execute((
            entry.id.0.as_bytes(),
            serde_json::to_string(&entry.action)?,
            entry.made_at.timestamp_millis(),
            serde_json::to_string(&entry.state)?,
        ))?;
    Ok(())
}

fn entry(row: &Row<'_>) -> Result<Entry, DbError> {
    Ok(Entry {
        id: ActionId(Uuid::from_bytes(row.get(0)?)),
        action: serde_json::from_str(&row.get::<_, String>(1)?)?,
        made_at: DateTime::from_timestamp_millis(row.get(2)?).ok_or(DbError::Unreadable)?,
        state: serde_json::from_str(&row.get::<_, String>(3)?)?,
    })
}
