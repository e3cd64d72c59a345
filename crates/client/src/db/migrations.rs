//! Brings a database's schema up to this version's, a numbered file at a time.

use super::DbError;
use rusqlite::Connection;

/// The steps; the n-th leads to schema n. Steps that were released never change.
const STEPS: &[&str] = &[include_str!("migrations/0001_cache.sql")];

/// This version's schema.
const NEWEST: u32 = STEPS.len() as u32;

/// Applies what is missing, each step in a transaction of its own; answers the schema it found,
/// 0 for an empty database.
pub(super) fn apply(connection: &mut Connection) -> Result<u32, DbError> {
    let found: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if found > NEWEST {
        return Err(DbError::Newer { found });
    }
    for (step, number) in STEPS
        .iter()
        .zip(1_u32..)
        .filter(|(_, number)| *number > found)
    {
        let transaction = connection.transaction()?;
        transaction.execute_batch(step)?;
        transaction.pragma_update(None, "user_version", number)?;
        transaction.commit()?;
    }
    Ok(found)
}
