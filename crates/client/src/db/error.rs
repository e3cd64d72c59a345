//! What a database may answer instead.

use balcao_bridge::{AppError, ErrorCode};
use rusqlite::ErrorCode as Sqlite;

/// Why a database did not do it.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DbError {
    /// It looks damaged; [`super::Database::is_damaged`] tells. (After a bad page SQLCipher's
    /// connection answers *out of memory* or *I/O error* to everything.)
    #[error("looks damaged: {0}")]
    Suspect(rusqlite::Error),
    /// A row of ours does not read.
    #[error("a row does not read")]
    Unreadable,
    /// What was to be written does not add up; nothing of it was.
    #[error("malformed")]
    Malformed,
    /// There is no room on the disk.
    #[error("the disk is full")]
    Full,
    /// A newer version of the app wrote it.
    #[error("schema {found} is newer than this app's")]
    Newer {
        /// Its schema's number.
        found: u32,
    },
    /// It was closed meanwhile.
    #[error("closed")]
    Closed,
    /// The folder around it refused.
    #[error(transparent)]
    Folder(std::io::Error),
    /// SQLCipher is not what was linked.
    #[error("no SQLCipher in this build")]
    NoCipher,
    /// Anything else.
    #[error(transparent)]
    Sqlite(rusqlite::Error),
}

impl From<rusqlite::Error> for DbError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(Sqlite::DiskFull) => Self::Full,
            Some(
                Sqlite::NotADatabase
                | Sqlite::DatabaseCorrupt
                | Sqlite::OutOfMemory
                | Sqlite::SystemIoFailure
                | Sqlite::CannotOpen,
            ) => Self::Suspect(error),
            _ => Self::Sqlite(error),
        }
    }
}

impl DbError {
    /// Whether opening it again, or making it anew, can help.
    pub fn may_heal(&self) -> bool {
        matches!(self, Self::Suspect(_) | Self::Unreadable | Self::Closed)
    }
}

impl From<std::io::Error> for DbError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Self::Full,
            _ => Self::Folder(error),
        }
    }
}

impl From<serde_json::Error> for DbError {
    fn from(_: serde_json::Error) -> Self {
        Self::Unreadable
    }
}

impl From<DbError> for AppError {
    fn from(error: DbError) -> Self {
        tracing::warn!(%error, "a database refused");
        Self::new(match error {
            DbError::Full => ErrorCode::DiskFull,
            DbError::Newer { .. } => ErrorCode::VersionTooOld,
            DbError::Closed => ErrorCode::NotFound,
            DbError::Malformed => ErrorCode::NotAPortal,
            DbError::Suspect(_)
            | DbError::Unreadable
            | DbError::Folder(_)
            | DbError::NoCipher
            | DbError::Sqlite(_) => ErrorCode::CacheDamaged,
        })
    }
}
