//! Rows that did not read, here or at the portal: left out so that all others come, told, and asked
//! for again.

use crate::db::DbError;
use balcao_bridge::LeftOut;
use balcao_domain::{Collection, RowId, Stream};
use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::{Connection, OptionalExtension};

/// How long nobody asks again for what did not read.
const ASKED_AGAIN_AFTER: TimeDelta = TimeDelta::hours(24);

/// How many are named at most.
const TOLD: i64 = 20;

/// Notes a row that did not read.
pub(crate) fn note(
    connection: &Connection,
    stream: Stream,
    collection: Collection,
    id: RowId,
    at: DateTime<Utc>,
) -> Result<(), DbError> {
    connection
        .prepare_cached(
            "INSERT INTO left_out (stream, collection, id, found_at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT DO UPDATE SET found_at = excluded.found_at",
        )?
        .execute((
            stream.to_string(),
            collection.name(),
            id.to_string(),
            at.timestamp_millis(),
        ))?;
    Ok(())
}

/// Whether there is any.
pub(crate) fn is_any(connection: &Connection) -> Result<bool, DbError> {
    let any = connection
        .prepare_cached("SELECT TRUE FROM left_out LIMIT 1")?
        .query_row([], |row| row.get(0));
    Ok(any.optional()?.unwrap_or(false))
}

/// The row reads, or is gone.
pub(crate) fn forget(
    connection: &Connection,
    stream: Stream,
    collection: Collection,
    id: RowId,
) -> Result<(), DbError> {
    connection
        .prepare_cached("DELETE FROM left_out WHERE stream = ?1 AND collection = ?2 AND id = ?3")?
        .execute((stream.to_string(), collection.name(), id.to_string()))?;
    Ok(())
}

/// The stream is sent afresh, or is held no longer.
pub(crate) fn forget_stream(connection: &Connection, stream: Stream) -> Result<(), DbError> {
    let sql = "DELETE FROM left_out WHERE stream = ?1";
    connection
        .prepare_cached(sql)?
        .execute([stream.to_string()])?;
    Ok(())
}

/// The streams of which rows were left out so long ago that they are asked for again.
pub(crate) fn due(connection: &Connection, now: DateTime<Utc>) -> Result<Vec<Stream>, DbError> {
    let before = (now - ASKED_AGAIN_AFTER).timestamp_millis();
    let mut streams = connection
        .prepare_cached("SELECT DISTINCT stream FROM left_out WHERE found_at <= ?1 ORDER BY 1")?;
    let streams = streams.query_map([before], |row| row.get::<_, String>(0))?;
    streams
        .map(|name| name?.parse().map_err(|_| DbError::Unreadable))
        .collect()
}

/// What is told of them.
pub(crate) fn told(connection: &Connection) -> Result<LeftOut, DbError> {
    let count = connection
        .prepare_cached("SELECT count(*) FROM left_out")?
        .query_row([], |row| row.get(0))?;
    let sql = "SELECT collection || ' ' || id FROM left_out ORDER BY 1 LIMIT ?1";
    let mut first = connection.prepare_cached(sql)?;
    let first = first.query_map([TOLD], |row| row.get(0))?;
    Ok(LeftOut {
        count,
        first: first.collect::<Result<_, _>>()?,
    })
}
