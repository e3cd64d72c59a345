//! Opening and migrating the database.

use std::io;
use std::path::Path;
use std::time::Duration;

use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DbErr, Statement};
use sea_orm_migration::MigratorTrait;

use super::bell::Bell;
use super::migrations::Migrations;
use super::{Store, StoreError, keys, outgoing};

/// The oldest SQLite without the WAL-reset corruption bug.
const OLDEST_SQLITE: (u32, u32, u32) = (3, 51, 3);

/// How many connections read at once; SQLite lets one write.
const CONNECTIONS: u32 = 8;

/// How long a writer waits for another, here or in another process.
const BUSY: Duration = Duration::from_secs(10);

/// Why the database cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// There is no such file.
    #[error("there is no database there; make one with: balcao-portal migrate")]
    Missing,
    /// Its folder or the file cannot be used.
    #[error("{0}")]
    File(io::Error),
    /// It is no SQLite database, is damaged, or stays locked.
    #[error("it does not open as a database: {0}")]
    Database(String),
    /// The SQLite linked in is older than is safe.
    #[error("SQLite {0} is too old; 3.51.3 or newer is needed")]
    OldSqlite(String),
    /// It was made by an older version.
    #[error("it was made by an older version; bring it up with: balcao-portal migrate")]
    NotMigrated,
    /// It was made by a newer version.
    #[error("it was made by a newer version of balcao-portal")]
    Newer,
}

impl From<DbErr> for OpenError {
    fn from(error: DbErr) -> Self {
        Self::Database(error.to_string())
    }
}

impl Store {
    /// Opens the database of this version in `file`.
    ///
    /// # Errors
    /// Those of [`OpenError`]; a file is never created.
    pub async fn open(file: &Path) -> Result<Self, OpenError> {
        if !file.try_exists().map_err(OpenError::File)? {
            return Err(OpenError::Missing);
        }
        let store = Self::connect(file).await?;
        let made = store.queue_is_made().await? && keys::are_made(&store.db).await?;
        if store.pending().await? > 0 || !made {
            return Err(OpenError::NotMigrated);
        }
        Ok(store)
    }

    /// Opens the database in `file`, makes it when it is not there, and brings it up to this
    /// version. The keys that the portal signs with are made here.
    ///
    /// # Errors
    /// Those of [`OpenError`].
    pub async fn migrate(file: &Path) -> Result<Self, OpenError> {
        make_private(file).map_err(OpenError::File)?;
        let store = Self::connect(file).await?;
        if store.pending().await? > 0 {
            Migrations::up(&store.db, None).await?;
        }
        let queue = outgoing::make_queue(&store.db).await;
        queue.map_err(|error| OpenError::Database(error.to_string()))?;
        let keys = keys::make_missing(&store.db).await;
        keys.map_err(|error| OpenError::Database(error.to_string()))?;
        Ok(store)
    }

    async fn connect(file: &Path) -> Result<Self, OpenError> {
        let mut options = ConnectOptions::new("sqlite:");
        let file = file.to_owned();
        options
            .max_connections(CONNECTIONS)
            .acquire_timeout(BUSY + BUSY)
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
        let store = Self {
            db,
            bell: Bell::new(),
        };
        let version: String = store.pragma("SELECT sqlite_version() AS value").await?;
        if !is_safe(&version) {
            return Err(OpenError::OldSqlite(version));
        }
        Ok(store)
    }

    /// How many migrations are to be run.
    async fn pending(&self) -> Result<usize, OpenError> {
        match Migrations::get_pending_migrations_read_only(&self.db).await {
            Ok(pending) => Ok(pending.len()),
            // The one Custom error there is: an applied migration that this version lacks.
            Err(DbErr::Custom(_)) => Err(OpenError::Newer),
            Err(error) => Err(error.into()),
        }
    }

    /// Whether the queue's tables are of this version.
    async fn queue_is_made(&self) -> Result<bool, DbErr> {
        let sql = "SELECT count(*) AS value FROM sqlite_schema WHERE name = '_sqlx_migrations'";
        if self.pragma::<i64>(sql).await? == 0 {
            return Ok(false);
        }
        let sql = "SELECT count(*) AS value FROM _sqlx_migrations WHERE success";
        let made: i64 = self.pragma(sql).await?;
        Ok(usize::try_from(made).is_ok_and(|made| made >= outgoing::queue_steps()))
    }

    /// The column `value` of a one-row query.
    pub(super) async fn pragma<T: sea_orm::TryGetable>(&self, sql: &str) -> Result<T, DbErr> {
        let statement = Statement::from_string(self.db.get_database_backend(), sql);
        let row = self.db.query_one_raw(statement).await?;
        row.ok_or_else(|| DbErr::RecordNotFound(sql.into()))?
            .try_get("", "value")
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn ping(&self) -> Result<(), StoreError> {
        Ok(self.db.ping().await?)
    }

    /// Closes every connection; the log is written back into the database file.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn close(self) -> Result<(), StoreError> {
        Ok(self.db.close().await?)
    }
}

/// Makes an empty file that only its owner reads, unless there is one.
fn make_private(file: &Path) -> io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file).map(drop)
}

fn is_safe(version: &str) -> bool {
    let mut parts = version.split('.').map(|part| part.parse().unwrap_or(0));
    let mut part = || parts.next().unwrap_or(0);
    (part(), part(), part()) >= OLDEST_SQLITE
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let store = Store::migrate(&folder.path().join("portal.db"))
            .await
            .unwrap();
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
    async fn a_database_is_opened_only_when_it_is_of_this_version() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("portal.db");
        assert!(matches!(Store::open(&file).await, Err(OpenError::Missing)));
        assert!(!file.exists());

        std::fs::write(&file, "").unwrap();
        assert!(matches!(
            Store::open(&file).await,
            Err(OpenError::NotMigrated)
        ));

        let store = Store::migrate(&file).await.unwrap();
        store
            .db
            .execute_unprepared("INSERT INTO seaql_migrations VALUES ('m9999_later', 0)")
            .await
            .unwrap();
        store.close().await.unwrap();
        assert!(matches!(Store::open(&file).await, Err(OpenError::Newer)));
        assert!(matches!(Store::migrate(&file).await, Err(OpenError::Newer)));

        std::fs::write(&file, "this is a text, and no database at all".repeat(100)).unwrap();
        assert!(matches!(
            Store::open(&file).await,
            Err(OpenError::Database(_))
        ));
    }

    #[tokio::test]
    async fn a_database_of_a_version_before_is_brought_up_and_keeps_what_it_holds() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("portal.db");
        make_private(&file).unwrap();
        let old = Store::connect(&file).await.unwrap();
        Migrations::up(&old.db, Some(4)).await.unwrap();
        keys::make_missing(&old.db).await.unwrap();
        let key = old.cursor_key(crate::scope::System).await.unwrap();
        old.close().await.unwrap();
        assert!(matches!(
            Store::open(&file).await,
            Err(OpenError::NotMigrated)
        ));
        Store::migrate(&file).await.unwrap().close().await.unwrap();
        let now = Store::open(&file).await.unwrap();
        assert_eq!(now.cursor_key(crate::scope::System).await.unwrap(), key);
    }

    #[tokio::test]
    async fn migrating_again_keeps_the_keys() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("portal.db");
        let first = Store::migrate(&file).await.unwrap();
        let key = first.cursor_key(crate::scope::System).await.unwrap();
        let again = Store::migrate(&file).await.unwrap();
        assert_eq!(again.cursor_key(crate::scope::System).await.unwrap(), key);
    }
}
