//! Opens one connection, keyed and set up.

use super::DbError;
use crate::vault::Key;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use std::{fs, io};

/// 3.51.3, as SQLite counts.
const OLDEST_SQLITE: i32 = 3_051_003;

/// Whether that SQLite has the fix of the WAL-reset bug.
pub(crate) const fn sqlite_is_new_enough(version: i32) -> bool {
    version >= OLDEST_SQLITE
}

/// Whether and with what a file is encrypted.
#[derive(Debug, Clone)]
pub(crate) enum Encryption {
    /// Whole, under this key.
    On(Key),
    /// Not at all: the control run of the canary test.
    #[cfg(feature = "plain-cache")]
    Off,
}

/// Where a database is.
#[derive(Clone)]
pub(crate) enum Place {
    /// Nowhere but in memory.
    Memory,
    /// In a file.
    File {
        /// Its path.
        path: PathBuf,
        /// How it is encrypted.
        encryption: Encryption,
    },
}

impl Place {
    /// Removes the closed database that is there.
    pub fn remove(&self) -> io::Result<()> {
        match self {
            Self::Memory => Ok(()),
            Self::File { path, .. } => remove(path),
        }
    }
}

/// Removes a closed database with what SQLite may have left beside it.
pub(crate) fn remove(path: &Path) -> io::Result<()> {
    for end in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        match fs::remove_file(name) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

/// What a connection is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Reading only.
    Read,
    /// Writing to a database that is there.
    Write,
    /// Writing to one that may not be there yet.
    Create,
}

/// How a file's pages are authenticated.
#[derive(Clone, Copy)]
enum Authentication {
    /// As they are made now: half the work, for processors know SHA-256.
    Sha256,
    /// As files of before are, and stay: SQLCipher's own choice.
    Sha512,
}

/// Opens a connection and proves that it reads.
pub(super) fn connection(place: &Place, mode: Mode) -> Result<Connection, DbError> {
    let Place::File { path, encryption } = place else {
        return set_up(Connection::open_in_memory()?, mode);
    };
    let open = |authentication| {
        let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        flags.set(OpenFlags::SQLITE_OPEN_CREATE, mode == Mode::Create);
        let connection = Connection::open_with_flags(path, flags)?;
        unlock(&connection, encryption, authentication)?;
        set_up(connection, mode)
    };
    match open(Authentication::Sha256) {
        Err(DbError::Suspect(error))
            if error.sqlite_error_code() == Some(ErrorCode::NotADatabase) =>
        {
            open(Authentication::Sha512)
        }
        opened => opened,
    }
}

fn set_up(connection: Connection, mode: Mode) -> Result<Connection, DbError> {
    connection.busy_timeout(Duration::from_secs(10))?;
    // On Android there is no folder for temporary files; and they would be in plain text.
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    // KiB of pages; more makes a first sync no faster.
    connection.pragma_update(None, "cache_size", -8_000)?;
    if mode == Mode::Read {
        connection.pragma_update(None, "query_only", true)?;
    } else {
        connection.pragma_update(None, "secure_delete", true)?;
        connection.pragma_update(None, "foreign_keys", true)?;
        connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    }
    connection.query_one("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    Ok(connection)
}

/// Held while a connection is given its key: of processes that open two at once, first of all, one
/// in a hundred found SQLCipher not ready yet.
static UNLOCKING: Mutex<()> = Mutex::new(());

fn unlock(
    connection: &Connection,
    encryption: &Encryption,
    authentication: Authentication,
) -> Result<(), DbError> {
    match encryption {
        Encryption::On(key) => {
            let _alone = UNLOCKING.lock().unwrap_or_else(PoisonError::into_inner);
            let version = connection.pragma_query_value(None, "cipher_version", |_| Ok(()));
            version.map_err(|_| DbError::NoCipher)?;
            // SQLCipher otherwise writes what it meets on a bad page to standard error.
            connection.execute_batch("PRAGMA cipher_log_level = NONE")?;
            // No error of this statement is passed on: its text holds the key.
            connection
                .execute_batch(&format!("PRAGMA key = \"x'{}'\"", key.hex().expose()))
                .map_err(|_| DbError::NoCipher)?;
            connection.execute_batch("PRAGMA cipher_compatibility = 4")?;
            if let Authentication::Sha256 = authentication {
                connection.execute_batch("PRAGMA cipher_hmac_algorithm = HMAC_SHA256")?;
            }
            Ok(())
        }
        #[cfg(feature = "plain-cache")]
        Encryption::Off => Ok(()),
    }
}

pub(super) fn is_damaged(place: &Place) -> bool {
    let Place::File { path, encryption } = place else {
        return false;
    };
    let sound = || -> Result<bool, DbError> {
        let connection = connection(place, Mode::Read)?;
        let pages_sound = match encryption {
            Encryption::On(_) => {
                let mut check = connection.prepare("PRAGMA cipher_integrity_check")?;
                check.query([])?.next()?.is_none()
            }
            #[cfg(feature = "plain-cache")]
            Encryption::Off => true,
        };
        let verdict: String = connection.query_one("PRAGMA quick_check", [], |row| row.get(0))?;
        Ok(pages_sound && verdict == "ok")
    };
    match sound() {
        Ok(sound) => !sound,
        // Not even opened: out of file handles, for one. That says nothing of a file that is there.
        Err(DbError::Suspect(error))
            if error.sqlite_error_code() == Some(ErrorCode::CannotOpen) =>
        {
            !path.exists()
        }
        Err(_) => true,
    }
}
