//! Applies what stands between two cursor lines, with the second one's cursor.

use super::changes::Changed;
use crate::cache::{bills, customers, meta, plans, profile_requests, provider, streams, users};
use crate::db::DbError;
use balcao_contract::Accepted;
use balcao_contract::sync::{Line, Record};
use balcao_domain::{BillId, Collection, CustomerId, Issuer, PlanId, RequestId, Stream, UserId};
use rusqlite::Connection;
use std::collections::BTreeMap;
use uuid::Uuid;

/// How far a batch leads.
pub(super) struct Reached {
    /// The portal's cursor.
    pub cursor: String,
    /// The number up to which each stream is held whole.
    pub seqs: BTreeMap<Stream, u64>,
}

/// Applies a batch within the caller's transaction; what does not add up fails it whole.
pub(super) fn apply(
    connection: &Connection,
    batch: &[Line],
    reached: &Reached,
) -> Result<Changed, DbError> {
    let mut changed = Changed::new();
    for line in batch {
        match line {
            Line::Streams { streams } => hold_only(connection, streams, &mut changed)?,
            Line::Reset { reset } => streams::begin_generation(connection, *reset)?,
            Line::Put {
                stream,
                collection,
                id,
                put,
            } => {
                let record =
                    Record::decode(*collection, put.clone()).map_err(|_| DbError::Malformed)?;
                if record.id() != *id || !stands_in(&record, *stream) {
                    return Err(DbError::Malformed);
                }
                let generation =
                    streams::generation(connection, *stream)?.ok_or(DbError::Malformed)?;
                put_record(connection, generation, &record)?;
                changed.entry(*stream).or_default().insert(*collection);
            }
            Line::Delete {
                stream,
                collection,
                id,
                delete: true,
            } => {
                delete_record(connection, *stream, *collection, *id)?;
                changed.entry(*stream).or_default().insert(*collection);
            }
            Line::End { end } => {
                let generation =
                    streams::generation(connection, *end)?.ok_or(DbError::Malformed)?;
                streams::delete_older(connection, *end, generation)?;
                changed.entry(*end).or_default().extend(of(*end));
            }
            Line::Delete { delete: false, .. } | Line::Cursor { .. } => {
                return Err(DbError::Malformed);
            }
        }
    }
    meta::set_cursor(connection, &reached.cursor)?;
    streams::set_seqs(connection, &reached.seqs)?;
    Ok(changed)
}

/// Puts the rows of an action's answer, so that they are seen before the next check brings them.
/// Of a stream that is not held they would be nobody's.
pub(crate) fn take(connection: &Connection, accepted: &Accepted) -> Result<Changed, DbError> {
    let mut changed = Changed::new();
    let Some(generation) = streams::generation(connection, accepted.stream)? else {
        return Ok(changed);
    };
    for row in &accepted.records {
        let record =
            Record::decode(row.collection, row.put.clone()).map_err(|_| DbError::Malformed)?;
        if record.id() != row.id || !stands_in(&record, accepted.stream) {
            return Err(DbError::Malformed);
        }
        put_record(connection, generation, &record)?;
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
            changed.entry(lost).or_default().extend(of(lost));
        }
    }
    listed
        .iter()
        .try_for_each(|stream| streams::hold(connection, *stream))
}

fn of(stream: Stream) -> impl Iterator<Item = Collection> {
    Collection::ALL
        .into_iter()
        .filter(move |collection| collection.belongs_to(stream))
}

/// Whether the stream is the one that the row itself says it belongs to.
fn stands_in(record: &Record, stream: Stream) -> bool {
    stream
        == match record {
            Record::Provider(_) => Stream::Provider,
            Record::User(_) => Stream::User,
            Record::Customer(customer) => Stream::Customer(customer.id),
            Record::Plan(plan) => Stream::Customer(plan.customer),
            Record::Bill(bill) => Stream::Customer(bill.customer),
            Record::ProfileRequest(request) => Stream::Customer(request.customer),
        }
}

fn put_record(connection: &Connection, generation: i64, record: &Record) -> Result<(), DbError> {
    match record {
        Record::Provider(row) => provider::put(connection, generation, row),
        Record::User(row) => users::put(connection, generation, row),
        Record::Customer(row) => customers::put(connection, generation, row),
        Record::Plan(row) => plans::put(connection, generation, row),
        Record::Bill(row) => bills::put(connection, generation, row),
        Record::ProfileRequest(row) => profile_requests::put(connection, generation, row),
    }
}

fn delete_record(
    connection: &Connection,
    stream: Stream,
    collection: Collection,
    id: Uuid,
) -> Result<(), DbError> {
    match (stream, collection) {
        (Stream::Provider, Collection::Provider) => provider::delete(connection, Issuer::new(id)),
        (Stream::User, Collection::Users) => users::delete(connection, UserId::new(id)),
        (Stream::Customer(_), Collection::Customers) => {
            customers::delete(connection, CustomerId::new(id))
        }
        (Stream::Customer(customer), Collection::Plans) => {
            plans::delete(connection, customer, PlanId::new(id))
        }
        (Stream::Customer(customer), Collection::Bills) => {
            bills::delete(connection, customer, BillId::new(id))
        }
        (Stream::Customer(customer), Collection::ProfileRequests) => {
            profile_requests::delete(connection, customer, RequestId::new(id))
        }
        _ => Err(DbError::Malformed),
    }
}

#[cfg(test)]
mod tests;
