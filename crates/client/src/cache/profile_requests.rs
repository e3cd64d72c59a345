//! The requests to change a customer's registration data.

use super::{blob, decode_all, decode_one};
use crate::db::DbError;
use balcao_domain::{CustomerId, ProfileChangeRequest, RequestId, RequestState};
use rusqlite::Connection;

pub(super) const DELETE_OLDER: &str =
    "DELETE FROM profile_requests WHERE customer = ?1 AND generation < ?2";

pub(crate) fn put(
    connection: &Connection,
    generation: i64,
    request: &ProfileChangeRequest,
) -> Result<(), DbError> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO profile_requests
             (id, customer, generation, pending, made_at, json) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute((
            blob(request.id.uuid()),
            blob(request.customer.uuid()),
            generation,
            request.state == RequestState::Pending,
            request.made_at.timestamp_millis(),
            serde_json::to_string(request)?,
        ))?;
    Ok(())
}

pub(crate) fn delete(
    connection: &Connection,
    customer: CustomerId,
    id: RequestId,
) -> Result<(), DbError> {
    connection.execute(
        "DELETE FROM profile_requests WHERE id = ?1 AND customer = ?2",
        [blob(id.uuid()), blob(customer.uuid())],
    )?;
    Ok(())
}

/// That request.
pub(crate) fn get(
    connection: &Connection,
    id: RequestId,
) -> Result<Option<ProfileChangeRequest>, DbError> {
    let sql = "SELECT json FROM profile_requests WHERE id = ?1";
    decode_one(connection, sql, [blob(id.uuid())])
}

/// A customer's requests: pending ones first, then the newest.
pub(crate) fn of(
    connection: &Connection,
    customer: CustomerId,
) -> Result<Vec<ProfileChangeRequest>, DbError> {
    decode_all(
        connection,
        "SELECT json FROM profile_requests WHERE customer = ?1
         ORDER BY pending DESC, made_at DESC, id DESC",
        [blob(customer.uuid())],
    )
}
