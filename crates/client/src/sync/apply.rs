//! Applies what stands between two cursor lines, with the second one's cursor.

use super::changes::Changed;
use crate::cache::kept::{NotPut, functions};
use crate::cache::streams::Place;
use crate::cache::{call_months, calls, left_out, listed, meta, streams};
use crate::db::DbError;
use balcao_contract::Accepted;
use balcao_contract::sync::Line;
use balcao_domain::{Access, Collection, RowId, Stream, StreamKind, User};
use chrono::{DateTime, Utc};
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::fmt::Display;

/// How many rows of a batch that do not read are told to the log.
const TOLD: usize = 20;

/// How far a batch leads.
pub(super) struct Reached {
    /// The portal's cursor.
    pub cursor: String,
    /// The number up to which each stream is held whole.
    pub seqs: BTreeMap<Stream, u64>,
    /// When it came.
    pub at: DateTime<Utc>,
}

/// Applies a batch within the caller's transaction; what does not add up fails it whole. A row that
/// does not read is left out: the others are applied, and the cursor too.
pub(super) fn apply(
    connection: &Connection,
    batch: &[Line],
    reached: &Reached,
) -> Result<Changed, DbError> {
    let mut applying = Applying {
        connection,
        at: reached.at,
        changed: Changed::new(),
        current: None,
        any_left_out: left_out::is_any(connection)?,
        told: 0,
    };
    for line in batch {
        applying.apply(line)?;
    }
    let changed = applying.changed;
    trim(connection, &changed)?;
    if changed.contains_key(&Stream::User) {
        forget_months(connection)?;
    }
    meta::set_cursor(connection, &reached.cursor)?;
    streams::set_seqs(connection, &reached.seqs)?;
    Ok(changed)
}

/// A batch that is being applied.
struct Applying<'a> {
    connection: &'a Connection,
    at: DateTime<Utc>,
    changed: Changed,
    /// The last stream asked for and its generation: rows of one come one after the other.
    current: Option<(Stream, i64)>,
    /// Whether a row that comes may be one that did not read before.
    any_left_out: bool,
    /// How many rows did not read.
    told: usize,
}

impl Applying<'_> {
    fn apply(&mut self, line: &Line) -> Result<(), DbError> {
        let connection = self.connection;
        match line {
            Line::Streams { streams } => {
                hold_only(connection, streams, &mut self.changed)?;
                self.current = None;
            }
            Line::Reset { reset } => {
                streams::begin_generation(connection, *reset)?;
                self.current = None;
            }
            Line::Put {
                stream,
                collection,
                id,
                put,
            } => {
                let generation = self.generation(*stream)?;
                match (functions(*collection).put)(connection, *stream, generation, *id, put) {
                    Ok(()) => self.reads(*stream, *collection, *id)?,
                    Err(NotPut::Unreadable(error)) => {
                        self.tell(*collection, *id, &error);
                        self.leave_out(*stream, *collection, *id)?;
                    }
                    Err(NotPut::Malformed) => return Err(DbError::Malformed),
                    Err(NotPut::Database(error)) => return Err(error),
                }
                self.change(*stream, *collection);
            }
            Line::Delete {
                stream,
                collection,
                id,
                delete: true,
            } => {
                (functions(*collection).delete)(connection, *stream, *id)?;
                self.reads(*stream, *collection, *id)?;
                self.change(*stream, *collection);
            }
            Line::LeftOut {
                stream,
                collection,
                id,
                left_out: true,
            } => {
                self.tell(*collection, *id, &"it does not at the portal");
                self.leave_out(*stream, *collection, *id)?;
                self.change(*stream, *collection);
            }
            Line::End { end } => {
                let generation = self.generation(*end)?;
                streams::delete_older(connection, *end, generation)?;
                streams::set_loaded_at(connection, *end, self.at)?;
                self.changed
                    .entry(*end)
                    .or_default()
                    .extend(Collection::of(*end));
            }
            Line::Delete { delete: false, .. }
            | Line::LeftOut {
                left_out: false, ..
            }
            | Line::Cursor { .. } => return Err(DbError::Malformed),
        }
        Ok(())
    }

    fn generation(&mut self, stream: Stream) -> Result<i64, DbError> {
        if let Some((known, generation)) = self.current
            && known == stream
        {
            return Ok(generation);
        }
        let generation = streams::generation(self.connection, stream)?;
        let generation = generation.ok_or(DbError::Malformed)?;
        self.current = Some((stream, generation));
        Ok(generation)
    }

    /// Of many the first few, for a log is read by people.
    fn tell(&mut self, collection: Collection, id: RowId, error: &dyn Display) {
        self.told += 1;
        if self.told <= TOLD {
            tracing::error!(collection = collection.name(), %id, %error, "a row does not read");
        }
    }

    fn change(&mut self, stream: Stream, collection: Collection) {
        self.changed.entry(stream).or_default().insert(collection);
    }

    fn leave_out(
        &mut self,
        stream: Stream,
        collection: Collection,
        id: RowId,
    ) -> Result<(), DbError> {
        self.any_left_out = true;
        let generation = self.generation(stream)?;
        leave_out(self.connection, (stream, generation), collection, id)?;
        left_out::note(self.connection, stream, collection, id, self.at)
    }

    fn reads(&self, stream: Stream, collection: Collection, id: RowId) -> Result<(), DbError> {
        match self.any_left_out {
            true => left_out::forget(self.connection, stream, collection, id),
            false => Ok(()),
        }
    }
}

/// What was held of a customer's row is out of date, and worse than nothing: a bill may be paid.
/// Without the provider's or the user's own row nothing would read at all, so those stay.
fn leave_out(
    connection: &Connection,
    (stream, generation): (Stream, i64),
    collection: Collection,
    id: RowId,
) -> Result<(), DbError> {
    let functions = functions(collection);
    match collection.stream() {
        StreamKind::Customer => (functions.delete)(connection, stream, id),
        StreamKind::Provider | StreamKind::User => (functions.renew)(connection, generation, id),
    }
}

/// Puts the rows of an action's answer, so that they are seen before the next check brings them.
/// Of a stream that is not held they would be nobody's. One that has come as far shows them, or
/// what became of them since: an answer that was long on its way, or is given once more, is older
/// than the cursor, and nothing would bring the newer row again. The same may be while it is loaded.
pub(crate) fn take(connection: &Connection, accepted: &Accepted) -> Result<Changed, DbError> {
    let mut changed = Changed::new();
    let place = streams::places(connection)?.get(&accepted.stream).copied();
    let Some(Place {
        generation,
        seq: Some(seq),
    }) = place
    else {
        return Ok(changed);
    };
    if seq >= accepted.seq {
        return Ok(changed);
    }
    for row in &accepted.records {
        let functions = functions(row.collection);
        let taken = match &row.put {
            Some(put) => (functions.put)(connection, accepted.stream, generation, row.id, put),
            None => (functions.delete)(connection, accepted.stream, row.id).map_err(NotPut::from),
        };
        match taken {
            Ok(()) => {}
            Err(NotPut::Unreadable(error)) => {
                tracing::error!(collection = row.collection.name(), id = %row.id, %error, "an answer's row does not read");
                let held = (accepted.stream, generation);
                leave_out(connection, held, row.collection, row.id)?;
                // Found so long ago that the next check asks for it again.
                let found_at = DateTime::UNIX_EPOCH;
                left_out::note(
                    connection,
                    accepted.stream,
                    row.collection,
                    row.id,
                    found_at,
                )?;
            }
            Err(NotPut::Malformed) => return Err(DbError::Malformed),
            Err(NotPut::Database(error)) => return Err(error),
        }
        changed
            .entry(accepted.stream)
            .or_default()
            .insert(row.collection);
    }
    Ok(changed)
}

fn hold_only(
    connection: &Connection,
    listed: &[Stream],
    changed: &mut Changed,
) -> Result<(), DbError> {
    for lost in streams::held(connection)? {
        if !listed.contains(&lost) {
            streams::delete(connection, lost)?;
            changed
                .entry(lost)
                .or_default()
                .extend(Collection::of(lost));
        }
    }
    listed
        .iter()
        .try_for_each(|stream| streams::hold(connection, *stream))
}

/// Keeps of the calls that changed what a full load would bring.
fn trim(connection: &Connection, changed: &Changed) -> Result<(), DbError> {
    for (stream, collections) in changed {
        if let Stream::Customer(customer) = stream
            && collections.contains(&Collection::Calls)
        {
            calls::trim(connection, *customer)?;
        }
    }
    Ok(())
}

/// Months of calls are of no stream, and stay through its loads: but not for who may no longer
/// read them.
fn forget_months(connection: &Connection) -> Result<(), DbError> {
    let user: Option<User> = listed::only(connection)?;
    let grants = || user.iter().flat_map(|user| &user.grants);
    for customer in call_months::customers(connection)? {
        let mut grants = grants().filter(|grant| grant.customer == customer);
        let read = Access::Read(Collection::Calls);
        if !grants.any(|grant| read.lacks(&grant.roles).is_none()) {
            call_months::forget(connection, customer)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
