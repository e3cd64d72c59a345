//! Files that were chosen and not sent yet, in pieces as large as a request carries.

use crate::db::DbError;
use balcao_contract::UPLOAD_CHUNK;
use balcao_domain::Sha256Digest;
use rusqlite::{Connection, OptionalExtension};
use std::collections::BTreeSet;

/// Keeps a file; one with the same bytes is kept once.
pub(crate) fn put(
    connection: &Connection,
    sha256: &Sha256Digest,
    bytes: &[u8],
) -> Result<(), DbError> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO chunks (sha256, number, bytes) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
    )?;
    for (number, piece) in (0_i64..).zip(bytes.chunks(UPLOAD_CHUNK)) {
        insert.execute((sha256.bytes(), number, piece))?;
    }
    Ok(())
}

/// The bytes of a file from an offset to the end of the piece it lies in, if it is there.
pub(crate) fn from(
    connection: &Connection,
    sha256: &Sha256Digest,
    offset: u32,
) -> Result<Option<Vec<u8>>, DbError> {
    let offset = usize::try_from(offset).map_err(|_| DbError::Unreadable)?;
    let piece = piece(connection, sha256, offset / UPLOAD_CHUNK)?;
    let rest = piece
        .as_ref()
        .and_then(|it| it.get(offset % UPLOAD_CHUNK..));
    Ok(rest.filter(|rest| !rest.is_empty()).map(<[u8]>::to_vec))
}

/// A file's piece of that number, if it is there.
pub(crate) fn piece(
    connection: &Connection,
    sha256: &Sha256Digest,
    number: usize,
) -> Result<Option<Vec<u8>>, DbError> {
    let number = i64::try_from(number).map_err(|_| DbError::Unreadable)?;
    let found = connection
        .prepare_cached("SELECT bytes FROM chunks WHERE sha256 = ?1 AND number = ?2")?
        .query_row((sha256.bytes(), number), |row| row.get(0));
    Ok(found.optional()?)
}

/// Forgets every file but these.
pub(crate) fn keep_only(
    connection: &Connection,
    wanted: &BTreeSet<Sha256Digest>,
) -> Result<(), DbError> {
    let held: Vec<[u8; 32]> = connection
        .prepare("SELECT DISTINCT sha256 FROM chunks")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for sha256 in held.into_iter().map(Sha256Digest::new) {
        if !wanted.contains(&sha256) {
            connection.execute("DELETE FROM chunks WHERE sha256 = ?1", [sha256.bytes()])?;
        }
    }
    Ok(())
}
