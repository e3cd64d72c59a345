//! What can go wrong in the database.

use sea_orm::{DbErr, SqlErr};

/// A question the database could not answer.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// What is to be created is there already.
    #[error("it is there already")]
    Exists,
    /// A row holds what this version cannot read.
    #[error("a row of {0} cannot be read")]
    Unreadable(&'static str),
    /// The operating system gave no random bytes.
    #[error("no random bytes")]
    Random(#[from] getrandom::Error),
    /// The queue of jobs did not take one.
    #[error("queue: {0}")]
    Queue(String),
    /// All else: busy for too long, no room, damage.
    #[error("database: {0}")]
    Database(DbErr),
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => Self::Exists,
            _ => Self::Database(error),
        }
    }
}
