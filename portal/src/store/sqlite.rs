//! A database in a file.

use std::io;
use std::path::Path;
use std::time::Duration;

use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{ConnectOptions, Database, DatabaseConnection};

use super::open::{BUSY, CONNECTIONS, OpenError, scalar};

/// The oldest SQLite without the WAL-reset corruption bug.
const OLDEST: (u32, u32, u32) = (3, 51, 3);

/// How long is waited for a connection: longer than one that waits for its turn to write.
const PATIENCE: Duration = Duration::from_secs(2 * BUSY.as_secs());

/// Connects to the database in a file. SQLite lets one connection write at a time.
pub(super) async fn connect(file: &Path) -> Result<DatabaseConnection, OpenError> {
    let mut options = ConnectOptions::new("sqlite:");
    let file = file.to_owned();
    options
        .max_connections(CONNECTIONS)
        .acquire_timeout(PATIENCE)
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(move |sqlite| {
            sqlite
                .filename(&file)
                .in_memory(false)
                .journal_mode(SqliteJournalMode::Wal)
                // FULL: what was acknowledged outlives a loss of power.
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(BUSY)
        });
    let db = Database::connect(options).await?;
    let version: String = scalar(&db, "SELECT sqlite_version() AS value").await?;
    if !is_safe(&version) {
        return Err(OpenError::OldSqlite(version));
    }
    Ok(db)
}

/// Makes an empty file that only its owner reads, unless there is one.
pub(super) fn make_private(file: &Path) -> io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file).map(drop)
}

fn is_safe(version: &str) -> bool {
    let mut parts = version.split('.').map(|part| part.parse().unwrap_or(0));
    let mut part = || parts.next().unwrap_or(0);
    (part(), part(), part()) >= OLDEST
}

// Of SQLite alone: the settings of its connections, and files that are none of its databases.
#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Store;
    use sea_orm::{ConnectionTrait, Statement};

    #[test]
    fn sqlite_with_the_wal_reset_bug_is_refused() {
        for safe in ["3.51.3", "3.51.10", "3.52.0", "4.0.0"] {
            assert!(is_safe(safe), "{safe}");
        }
        for old in ["3.51.2", "3.50.4", "3.9.99", "2.99.99", "", "x"] {
            assert!(!is_safe(old), "{old}");
        }
    }

    #[tokio::test]
    async fn every_connection_has_the_pragmas() {
        let folder = tempfile::tempdir().unwrap();
        let address = folder.path().join("portal.db").into();
        let store = Store::migrate(&address).await.unwrap();
        let mut held = Vec::new();
        for _ in 0..CONNECTIONS {
            held.push(sea_orm::TransactionTrait::begin(&store.db).await.unwrap());
        }
        for connection in &held {
            for (pragma, expected) in [
                ("foreign_keys", "1"),
                ("synchronous", "2"),
                ("busy_timeout", "10000"),
                ("journal_mode", "wal"),
            ] {
                let sql = format!("SELECT CAST({pragma} AS TEXT) AS value FROM pragma_{pragma}");
                let sql = sql.replace("CAST(busy_timeout", "CAST(timeout");
                let statement = Statement::from_string(connection.get_database_backend(), sql);
                let row = connection.query_one_raw(statement).await.unwrap().unwrap();
                assert_eq!(row.try_get::<String>("", "value").unwrap(), expected);
            }
        }
    }

    #[tokio::test]
    async fn a_file_that_is_missing_empty_or_no_database_is_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("portal.db");
        let address = file.clone().into();
        let open = async || Store::open(&address).await.unwrap_err();
        assert!(matches!(open().await, OpenError::Missing));
        assert!(!file.exists());
        std::fs::write(&file, "").unwrap();
        assert!(matches!(open().await, OpenError::NotMigrated));
        std::fs::write(&file, "this is a text, and no database at all".repeat(100)).unwrap();
        assert!(matches!(open().await, OpenError::Database(_)));
    }
}
