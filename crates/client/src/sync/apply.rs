//! Applies what stands between two cursor lines, with the second one's cursor.

use super::changes::Changed;
use crate::cache::streams::Place;
use crate::cache::{
    bills, call_months, calls, customers, meta, plans, profile_requests, provider, streams, users,
};
use crate::db::DbError;
use balcao_contract::Accepted;
use balcao_contract::sync::{Line, Record, RowId};
use balcao_domain::{
    Access, BillId, Collection, CustomerId, Issuer, PlanId, RequestId, Stream, UserId,
};
use chrono::{DateTime, Utc};
use rusqlite::Connection;
use std::collections::BTreeMap;

/// How far a batch leads.
pub(super) struct Reached {
    /// The portal's cursor.
    pub cursor: String,
    /// The number up to which each stream is held whole.
    pub seqs: BTreeMap<Stream, u64>,
    /// When it came.
    pub at: DateTime<Utc>,
}

/// Applies a batch within the caller's transaction; what does not add up fails it whole.
pub(super) fn apply(
    connection: &Connection,
    batch: &[Line],
    reached: &Reached,
) -> Result<Changed, DbError> {
    let mut changed = Changed::new();
    // The last stream asked for and its generation: rows of one come one after the other.
    let mut current = None;
    for line in batch {
        match line {
            Line::Streams { streams } => {
                hold_only(connection, streams, &mut changed)?;
                current = None;
            }
            Line::Reset { reset } => {
                streams::begin_generation(connection, *reset)?;
                current = None;
            }
            Line::Put {
                stream,
                collection,
                id,
                put,
            } => {
                let record = Record::decode(*collection, put).map_err(|_| DbError::Malformed)?;
                if record.id() != *id || !stands_in(&record, *stream) {
                    return Err(DbError::Malformed);
                }
                let generation = match current {
                    Some((known, generation)) if known == *stream => generation,
                    _ => streams::generation(connection, *stream)?.ok_or(DbError::Malformed)?,
                };
                current = Some((*stream, generation));
                put_record(connection, *stream, generation, &record)?;
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
                streams::set_loaded_at(connection, *end, reached.at)?;
                changed.entry(*end).or_default().extend(of(*end));
            }
            Line::Delete { delete: false, .. } | Line::Cursor { .. } => {
                return Err(DbError::Malformed);
            }
        }
    }
    trim(connection, &changed)?;
    if changed.contains_key(&Stream::User) {
        forget_months(connection)?;
    }
    meta::set_cursor(connection, &reached.cursor)?;
    streams::set_seqs(connection, &reached.seqs)?;
    Ok(changed)
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
        let record = Record::decode(row.collection, &row.put).map_err(|_| DbError::Malformed)?;
        if record.id() != row.id || !stands_in(&record, accepted.stream) {
            return Err(DbError::Malformed);
        }
        put_record(connection, accepted.stream, generation, &record)?;
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
    let user = users::get(connection)?;
    let grants = || user.iter().flat_map(|user| &user.grants);
    for customer in call_months::customers(connection)? {
        let mut roles = grants()
            .filter(|grant| grant.customer == customer)
            .flat_map(|grant| &grant.roles);
        if !roles.any(|role| role.allows(Access::Read(Collection::Calls))) {
            call_months::forget(connection, customer)?;
        }
    }
    Ok(())
}

/// Whether the stream is the one that the row itself says it belongs to; a call does not say.
fn stands_in(record: &Record, stream: Stream) -> bool {
    stream
        == match record {
            Record::Provider(_) => Stream::Provider,
            Record::User(_) => Stream::User,
            Record::Customer(customer) => Stream::Customer(customer.id),
            Record::Plan(plan) => Stream::Customer(plan.customer),
            Record::Bill(bill) => Stream::Customer(bill.customer),
            Record::ProfileRequest(request) => Stream::Customer(request.customer),
            Record::Call(_) => return Collection::Calls.belongs_to(stream),
        }
}

fn put_record(
    connection: &Connection,
    stream: Stream,
    generation: i64,
    record: &Record,
) -> Result<(), DbError> {
    match record {
        Record::Provider(row) => provider::put(connection, generation, row),
        Record::User(row) => users::put(connection, generation, row),
        Record::Customer(row) => customers::put(connection, generation, row),
        Record::Plan(row) => plans::put(connection, generation, row),
        Record::Bill(row) => bills::put(connection, generation, row),
        Record::ProfileRequest(row) => profile_requests::put(connection, generation, row),
        Record::Call(row) => match stream {
            Stream::Customer(customer) => calls::put(connection, customer, generation, row),
            Stream::Provider | Stream::User => Err(DbError::Malformed),
        },
    }
}

fn delete_record(
    connection: &Connection,
    stream: Stream,
    collection: Collection,
    id: RowId,
) -> Result<(), DbError> {
    match (stream, collection, id) {
        (Stream::Provider, Collection::Provider, RowId::Uuid(id)) => {
            provider::delete(connection, Issuer::new(id))
        }
        (Stream::User, Collection::Users, RowId::Uuid(id)) => {
            users::delete(connection, UserId::new(id))
        }
        (Stream::Customer(_), Collection::Customers, RowId::Uuid(id)) => {
            customers::delete(connection, CustomerId::new(id))
        }
        (Stream::Customer(customer), Collection::Plans, RowId::Uuid(id)) => {
            plans::delete(connection, customer, PlanId::new(id))
        }
        (Stream::Customer(customer), Collection::Bills, RowId::Uuid(id)) => {
            bills::delete(connection, customer, BillId::new(id))
        }
        (Stream::Customer(customer), Collection::ProfileRequests, RowId::Uuid(id)) => {
            profile_requests::delete(connection, customer, RequestId::new(id))
        }
        (Stream::Customer(customer), Collection::Calls, RowId::Number(id)) => {
            calls::delete(connection, customer, id)
        }
        _ => Err(DbError::Malformed),
    }
}

#[cfg(test)]
mod tests;
