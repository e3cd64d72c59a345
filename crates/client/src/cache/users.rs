//! The row of the user who signed in.

use super::{blob, decode_one};
use crate::db::DbError;
use balcao_domain::{User, UserId};
use rusqlite::Connection;

pub(super) const DELETE_OLDER: &str = "DELETE FROM users WHERE generation < ?1";

pub(crate) fn put(connection: &Connection, generation: i64, user: &User) -> Result<(), DbError> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO users (id, generation, json) VALUES (?1, ?2, ?3)")?
        .execute((
            blob(user.id.uuid()),
            generation,
            serde_json::to_string(user)?,
        ))?;
    Ok(())
}

pub(crate) fn delete(connection: &Connection, id: UserId) -> Result<(), DbError> {
    connection.execute("DELETE FROM users WHERE id = ?1", [blob(id.uuid())])?;
    Ok(())
}

/// The user; none before its stream has arrived.
pub(crate) fn get(connection: &Connection) -> Result<Option<User>, DbError> {
    decode_one(connection, "SELECT json FROM users", [])
}
