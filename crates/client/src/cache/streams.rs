//! The streams held, and the generation of rows that each is in.

use super::{call_months, kept, left_out};
use crate::db::DbError;
use balcao_domain::{Collection, Stream};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension};
use std::collections::BTreeMap;

/// Holds a stream that is named for the first time.
pub(crate) fn hold(connection: &Connection, stream: Stream) -> Result<(), DbError> {
    connection
        .prepare_cached(
            "INSERT INTO streams (name, generation) VALUES (?1, 0) ON CONFLICT DO NOTHING",
        )?
        .execute([stream.to_string()])?;
    Ok(())
}

/// Every stream held.
pub(crate) fn held(connection: &Connection) -> Result<Vec<Stream>, DbError> {
    let mut statement = connection.prepare_cached("SELECT name FROM streams")?;
    let names = statement.query_map([], |row| row.get::<_, String>(0))?;
    names
        .map(|name| name?.parse().map_err(|_| DbError::Unreadable))
        .collect()
}

/// The stream's generation, which its rows are written with; none when it is not held.
pub(crate) fn generation(connection: &Connection, stream: Stream) -> Result<Option<i64>, DbError> {
    Ok(connection
        .prepare_cached("SELECT generation FROM streams WHERE name = ?1")?
        .query_row([stream.to_string()], |row| row.get(0))
        .optional()?)
}

/// How far a stream has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    /// Which load of it this is.
    pub generation: i64,
    /// The number up to which it is held whole; none while it is loaded.
    pub seq: Option<u64>,
}

/// How far each stream held has come.
pub(crate) fn places(connection: &Connection) -> Result<BTreeMap<Stream, Place>, DbError> {
    let mut statement = connection.prepare_cached("SELECT name, generation, seq FROM streams")?;
    let rows = statement.query_map([], |row| {
        let seq: Option<i64> = row.get(2)?;
        let place = Place {
            generation: row.get(1)?,
            seq: seq.and_then(|seq| u64::try_from(seq).ok()),
        };
        Ok((row.get::<_, String>(0)?, place))
    })?;
    rows.map(|row| {
        let (name, place) = row?;
        let stream = name.parse().map_err(|_| DbError::Unreadable)?;
        Ok((stream, place))
    })
    .collect()
}

/// Notes the number up to which each stream is held whole.
pub(crate) fn set_seqs(
    connection: &Connection,
    seqs: &BTreeMap<Stream, u64>,
) -> Result<(), DbError> {
    let mut update = connection.prepare_cached("UPDATE streams SET seq = ?2 WHERE name = ?1")?;
    for (stream, seq) in seqs {
        let seq = i64::try_from(*seq).map_err(|_| DbError::Malformed)?;
        update.execute((stream.to_string(), seq))?;
    }
    Ok(())
}

/// Notes that the stream has been loaded whole.
pub(crate) fn set_loaded_at(
    connection: &Connection,
    stream: Stream,
    at: DateTime<Utc>,
) -> Result<(), DbError> {
    connection.execute(
        "UPDATE streams SET loaded_at = ?2 WHERE name = ?1",
        (stream.to_string(), at.timestamp_millis()),
    )?;
    Ok(())
}

/// When the stream was last loaded whole, if that was noted.
pub(crate) fn loaded_at(
    connection: &Connection,
    stream: Stream,
) -> Result<Option<DateTime<Utc>>, DbError> {
    let at: Option<Option<i64>> = connection
        .prepare_cached("SELECT loaded_at FROM streams WHERE name = ?1")?
        .query_row([stream.to_string()], |row| row.get(0))
        .optional()?;
    Ok(at.flatten().and_then(DateTime::from_timestamp_millis))
}

/// Begins the stream's next generation.
pub(crate) fn begin_generation(connection: &Connection, stream: Stream) -> Result<(), DbError> {
    connection.execute(
        "INSERT INTO streams (name, generation) VALUES (?1, 1)
         ON CONFLICT (name) DO UPDATE SET generation = generation + 1, seq = NULL",
        [stream.to_string()],
    )?;
    left_out::forget_stream(connection, stream)
}

/// Deletes the stream's rows of generations before this one.
pub(crate) fn delete_older(
    connection: &Connection,
    stream: Stream,
    generation: i64,
) -> Result<(), DbError> {
    Collection::of(stream).try_for_each(|collection| {
        let delete_older = kept::functions(collection).delete_older;
        delete_older(connection, stream, generation)
    })
}

/// Deletes the stream and all its rows.
pub(crate) fn delete(connection: &Connection, stream: Stream) -> Result<(), DbError> {
    delete_older(connection, stream, i64::MAX)?;
    if let Stream::Customer(customer) = stream {
        call_months::forget(connection, customer)?;
    }
    left_out::forget_stream(connection, stream)?;
    connection.execute("DELETE FROM streams WHERE name = ?1", [stream.to_string()])?;
    Ok(())
}
