//! `files.db`: files that were fetched, for when there is no connection. All of it can be fetched
//! again, so whatever is wrong with it, it is made anew.

#[cfg(test)]
mod tests;

use crate::db::{Database, DbError, Place, Schema};
use rusqlite::{Connection, OptionalExtension, params};
use tokio::sync::Mutex;

/// What all files of an account may take on disk; beyond, those read least recently go.
const ROOM: i64 = 200 * 1024 * 1024;

/// And in memory, which a server of browsers shares among its sessions.
const ROOM_IN_MEMORY: i64 = 16 * 1024 * 1024;

/// Pieces, so that no single row is large.
const PIECE: usize = 64 * 1024;

/// A file that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KeptFile {
    /// The portal's name of these very bytes.
    pub etag: String,
    /// What it is called when somebody saves it.
    pub name: String,
    /// The digest of the row that it was made from.
    pub of: [u8; 32],
    /// All of it.
    pub bytes: Vec<u8>,
}

/// The files of one account, opened when the first is asked for.
pub(crate) struct Files {
    place: Place,
    room: i64,
    state: Mutex<State>,
}

enum State {
    Unopened,
    Open(Database),
    Closed,
}

impl Files {
    /// The files at a place, which may not be there yet.
    pub fn at(place: Place) -> Self {
        let room = match place {
            Place::Memory => ROOM_IN_MEMORY,
            Place::File { .. } => ROOM,
        };
        Self {
            place,
            room,
            state: Mutex::new(State::Unopened),
        }
    }

    /// The file of a path. Reading it keeps it longer.
    pub async fn get(&self, path: &str) -> Result<Option<KeptFile>, DbError> {
        let path = path.to_owned();
        self.ask(move |connection| get(connection, &path)).await
    }

    /// Keeps a file under a path, in place of the one that was there.
    pub async fn put(&self, path: &str, file: KeptFile) -> Result<(), DbError> {
        let (path, room) = (path.to_owned(), self.room);
        self.ask(move |connection| {
            put(connection, &path, &file)?;
            make_room(connection, room)
        })
        .await
    }

    /// The file of a path is of this row now, too.
    pub async fn confirm(&self, path: &str, of: [u8; 32]) -> Result<(), DbError> {
        let path = path.to_owned();
        self.ask(move |connection| {
            connection.execute(
                "UPDATE files SET of = ?2 WHERE path = ?1",
                params![path, of],
            )?;
            Ok(())
        })
        .await
    }

    /// Forgets the file of a path.
    pub async fn remove(&self, path: &str) -> Result<(), DbError> {
        let path = path.to_owned();
        self.ask(move |connection| {
            connection.execute("DELETE FROM files WHERE path = ?1", [&path])?;
            Ok(())
        })
        .await
    }

    /// Forgets every file, for access to them was removed.
    pub async fn clear(&self) -> Result<(), DbError> {
        let mut state = self.state.lock().await;
        if let State::Open(database) = &*state {
            database.close().await;
        }
        *state = State::Unopened;
        self.place.remove()?;
        Ok(())
    }

    /// Closes them; nothing is read any more.
    pub async fn close(&self) {
        let mut state = self.state.lock().await;
        if let State::Open(database) = std::mem::replace(&mut *state, State::Closed) {
            database.close().await;
        }
    }

    async fn ask<T: Send + 'static>(
        &self,
        ask: impl Fn(&Connection) -> Result<T, DbError> + Clone + Send + 'static,
    ) -> Result<T, DbError> {
        let mut state = self.state.lock().await;
        if let State::Unopened = *state {
            *state = State::Open(self.open().await?);
        }
        let State::Open(database) = &*state else {
            return Err(DbError::Closed);
        };
        match database.write(ask.clone()).await {
            Err(error) if error.may_heal() => {
                database.close().await;
                let fresh = self.make_anew(&error).await?;
                let answer = fresh.write(ask).await;
                *state = State::Open(fresh);
                answer
            }
            answer => answer,
        }
    }

    async fn open(&self) -> Result<Database, DbError> {
        match Database::create(Schema::FILES, self.place.clone()).await {
            // The key is the right one: the cache was opened with it.
            Err(error) if error.may_heal() => self.make_anew(&error).await,
            opened => opened,
        }
    }

    async fn make_anew(&self, error: &DbError) -> Result<Database, DbError> {
        tracing::warn!(%error, "kept files are damaged and will be fetched again");
        self.place.remove()?;
        Database::create(Schema::FILES, self.place.clone()).await
    }
}

fn get(connection: &Connection, path: &str) -> Result<Option<KeptFile>, DbError> {
    let found = connection
        .query_row(
            "UPDATE files SET read_no = (SELECT max(read_no) + 1 FROM files)
             WHERE path = ?1 RETURNING id, etag, name, of, size",
            [path],
            |row| {
                let file = KeptFile {
                    etag: row.get(1)?,
                    name: row.get(2)?,
                    of: row.get(3)?,
                    bytes: Vec::new(),
                };
                Ok((row.get::<_, i64>(0)?, file, row.get::<_, i64>(4)?))
            },
        )
        .optional()?;
    let Some((id, mut file, size)) = found else {
        return Ok(None);
    };
    let mut pieces =
        connection.prepare("SELECT bytes FROM pieces WHERE file = ?1 ORDER BY number")?;
    let mut rows = pieces.query([id])?;
    while let Some(row) = rows.next()? {
        let piece = row.get_ref(0)?.as_blob();
        file.bytes
            .extend_from_slice(piece.map_err(|_| DbError::Unreadable)?);
    }
    if i64::try_from(file.bytes.len()) != Ok(size) {
        return Err(DbError::Unreadable);
    }
    Ok(Some(file))
}

fn put(connection: &Connection, path: &str, file: &KeptFile) -> Result<(), DbError> {
    let size = i64::try_from(file.bytes.len()).map_err(|_| DbError::Full)?;
    connection.execute("DELETE FROM files WHERE path = ?1", [path])?;
    let id: i64 = connection.query_row(
        "INSERT INTO files (path, etag, name, of, size, read_no)
         VALUES (?1, ?2, ?3, ?4, ?5, (SELECT ifnull(max(read_no), 0) + 1 FROM files))
         RETURNING id",
        params![path, file.etag, file.name, file.of, size],
        |row| row.get(0),
    )?;
    let mut insert =
        connection.prepare("INSERT INTO pieces (file, number, bytes) VALUES (?1, ?2, ?3)")?;
    for (number, piece) in (0_i64..).zip(file.bytes.chunks(PIECE)) {
        insert.execute(params![id, number, piece])?;
    }
    Ok(())
}

/// Forgets the files that were read least recently, but not the one that was just kept.
fn make_room(connection: &Connection, room: i64) -> Result<(), DbError> {
    connection.execute(
        "DELETE FROM files WHERE id IN (
             SELECT id FROM (
                 SELECT id, read_no, sum(size) OVER (ORDER BY read_no DESC) AS with_newer
                 FROM files)
             WHERE with_newer > ?1 AND read_no < (SELECT max(read_no) FROM files))",
        [room],
    )?;
    Ok(())
}
