//! Whose outbox it is, which one, and which others it has taken in.

use crate::db::DbError;
use balcao_domain::UserId;
use rusqlite::Connection;
use uuid::Uuid;

/// Which outbox it is; no two have the same.
pub(crate) type Name = [u8; 16];

/// Whose it is, when that is known, and which.
pub(crate) fn get(connection: &Connection) -> Result<(Name, Option<UserId>), DbError> {
    let sql = "SELECT name, user FROM itself";
    Ok(connection.prepare_cached(sql)?.query_one([], |row| {
        let user: Option<[u8; 16]> = row.get(1)?;
        let user = user.map(|user| UserId::new(Uuid::from_bytes(user)));
        Ok((row.get(0)?, user))
    })?)
}

/// Notes whose it is.
pub(crate) fn set_user(connection: &Connection, user: UserId) -> Result<(), DbError> {
    connection.execute("UPDATE itself SET user = ?1", [user.uuid().as_bytes()])?;
    Ok(())
}

/// Every outbox that it has taken in.
pub(crate) fn taken_in(connection: &Connection) -> Result<Vec<Name>, DbError> {
    let mut names = connection.prepare_cached("SELECT name FROM taken_in")?;
    let names = names.query_map([], |row| row.get(0))?;
    Ok(names.collect::<Result<_, _>>()?)
}

/// Notes that it has taken in another; answers whether that is news.
pub(crate) fn take_in(connection: &Connection, name: &Name) -> Result<bool, DbError> {
    let sql = "INSERT INTO taken_in (name) VALUES (?1) ON CONFLICT DO NOTHING";
    Ok(connection.execute(sql, [name])? == 1)
}
