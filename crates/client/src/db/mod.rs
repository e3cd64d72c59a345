//! The one opener of databases, and who may use one at a time: one writer, a few readers.
//!
//! SQLCipher encrypts whole files under 32 raw bytes, so opening derives no key. Versions of
//! SQLite before 3.51.3 can corrupt a database in WAL mode when a checkpoint and a reset of the
//! log meet (fixed in 3.51.3, 2026-03), so those are refused.

mod error;
mod migrations;
mod open;

pub(crate) use error::DbError;
pub(crate) use migrations::Schema;
pub(crate) use open::{Encryption, Place, remove, sqlite_is_new_enough};

use open::Mode;
use rusqlite::Connection;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::Semaphore;

/// Connections that read at the same time.
const READERS: u32 = 2;

/// An open database. In memory, its one connection both reads and writes.
pub(crate) struct Database {
    place: Place,
    writer: Arc<Mutex<Option<Connection>>>,
    idle: Arc<Mutex<Vec<Connection>>>,
    reading: Arc<Semaphore>,
}

impl Database {
    /// Opens a database that is there; an empty file is none, and reads as damaged.
    pub async fn open(schema: Schema, place: Place) -> Result<Self, DbError> {
        Self::with(schema, place, Mode::Write).await
    }

    /// Makes a database, or opens the one that is there.
    pub async fn create(schema: Schema, place: Place) -> Result<Self, DbError> {
        Self::with(schema, place, Mode::Create).await
    }

    async fn with(schema: Schema, place: Place, mode: Mode) -> Result<Self, DbError> {
        let writer = blocking({
            let place = place.clone();
            move || {
                let mut connection = open::connection(&place, mode)?;
                let synchronous = if schema.lasts { "FULL" } else { "NORMAL" };
                connection.pragma_update(None, "synchronous", synchronous)?;
                let was_empty = schema.apply(&mut connection)? == 0;
                if was_empty && mode == Mode::Write {
                    return Err(DbError::Unreadable);
                }
                Ok(connection)
            }
        })
        .await?;
        Ok(Self {
            place,
            writer: Arc::new(Mutex::new(Some(writer))),
            idle: Arc::default(),
            reading: Arc::new(Semaphore::new(READERS as usize)),
        })
    }

    /// Reads, all from one snapshot.
    pub async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Connection) -> Result<T, DbError> + Send + 'static,
    ) -> Result<T, DbError> {
        if matches!(self.place, Place::Memory) {
            return self.write(read).await;
        }
        let permit = Arc::clone(&self.reading).acquire_owned().await;
        let permit = permit.map_err(|_| DbError::Closed)?;
        let (place, idle) = (self.place.clone(), Arc::clone(&self.idle));
        blocking(move || {
            let waiting = lock(&idle).pop();
            let mut connection = match waiting {
                Some(connection) => connection,
                None => open::connection(&place, Mode::Read)?,
            };
            let answer = {
                let snapshot = connection.transaction()?;
                read(&snapshot)?
            };
            // Only after success: one that met a bad page answers nonsense ever after.
            lock(&idle).push(connection);
            drop(permit);
            Ok(answer)
        })
        .await
    }

    /// Writes in one transaction, which stands or falls with the answer.
    pub async fn write<T: Send + 'static>(
        &self,
        write: impl FnOnce(&Connection) -> Result<T, DbError> + Send + 'static,
    ) -> Result<T, DbError> {
        let writer = Arc::clone(&self.writer);
        blocking(move || {
            let mut writer = lock(&writer);
            let connection = writer.as_mut().ok_or(DbError::Closed)?;
            let transaction =
                connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
            let answer = write(&transaction)?;
            transaction.commit()?;
            Ok(answer)
        })
        .await
    }

    /// Waits for those who use it, then closes every connection; afterwards all calls fail with
    /// [`DbError::Closed`].
    pub async fn close(&self) {
        let readers = self.reading.acquire_many(READERS).await;
        self.reading.close();
        drop(readers);
        let (writer, idle) = (Arc::clone(&self.writer), Arc::clone(&self.idle));
        let closed = blocking(move || {
            lock(&idle).clear();
            // Closing the last connection checkpoints and removes the log.
            drop(lock(&writer).take());
            Ok(())
        });
        if let Err(error) = closed.await {
            tracing::warn!(%error, "a database did not close");
        }
    }

    /// A connection to what is left of a damaged database; of no use any more once it failed.
    pub fn wreck(place: &Place) -> Result<Connection, DbError> {
        open::connection(place, Mode::Read)
    }

    /// Whether the closed database at a place is damaged, by every page's authentication code and
    /// SQLite's own check, on a fresh connection.
    pub async fn is_damaged(place: Place) -> bool {
        blocking(move || Ok(open::is_damaged(&place)))
            .await
            .unwrap_or(true)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, DbError> + Send + 'static,
) -> Result<T, DbError> {
    // A closure that is lost to a shutdown or a panic has committed nothing.
    balcao_bounds::apart(work)
        .await
        .unwrap_or(Err(DbError::Closed))
}

#[cfg(test)]
mod tests;
