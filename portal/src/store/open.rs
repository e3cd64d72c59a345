//! Opening and migrating the database.

use std::io;
use std::time::Duration;

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr, Statement, TryGetable};
use sea_orm_migration::MigratorTrait;

use super::address::Address;
use super::bell::Bell;
use super::migrations::Migrations;
use super::{Store, StoreError, keys, postgres, queue, sqlite};

/// How many connections a process has to the database.
pub(super) const CONNECTIONS: u32 = 8;

/// How long a writer waits for another, here or in another process.
pub(super) const BUSY: Duration = Duration::from_secs(10);

/// Why the database cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// There is no such file.
    #[error("there is no database there; make one with: balcao-portal migrate")]
    Missing,
    /// The server has no database of this name.
    #[error("the server has no such database; make one with: createdb")]
    NoSuchDatabase,
    /// Its folder or the file cannot be used.
    #[error("{0}")]
    File(io::Error),
    /// It is no database, is damaged, refuses us, or stays locked.
    #[error("it does not open as a database: {0}")]
    Database(String),
    /// The server does not answer.
    #[error("the server does not answer")]
    NoAnswer,
    /// The SQLite linked in is older than is safe.
    #[error("SQLite {0} is too old; 3.51.3 or newer is needed")]
    OldSqlite(String),
    /// The server is older than is tested.
    #[error("PostgreSQL {0} is too old; 15 or newer is needed")]
    OldPostgres(String),
    /// The database keeps texts in another encoding, which lacks letters of names.
    #[error("the database is in {0}; make one in UTF8 with: createdb --encoding UTF8")]
    Encoding(String),
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

impl From<sea_orm::sqlx::Error> for OpenError {
    fn from(error: sea_orm::sqlx::Error) -> Self {
        Self::Database(error.to_string())
    }
}

impl Store {
    /// Opens the database of this version at an address.
    ///
    /// # Errors
    /// Those of [`OpenError`]; a database is never made.
    pub async fn open(address: &Address) -> Result<Self, OpenError> {
        if let Address::File(file) = address
            && !file.try_exists().map_err(OpenError::File)?
        {
            return Err(OpenError::Missing);
        }
        let store = Self::connect(address).await?;
        let made = queue::is_made(&store.db).await? && keys::are_made(&store.db).await?;
        if store.pending().await? > 0 || !made {
            return Err(OpenError::NotMigrated);
        }
        Ok(store)
    }

    /// Opens the database at an address and brings it up to this version; a file is made when it
    /// is not there. The keys that the portal signs with are made here.
    ///
    /// # Errors
    /// Those of [`OpenError`].
    pub async fn migrate(address: &Address) -> Result<Self, OpenError> {
        if let Address::File(file) = address {
            sqlite::make_private(file).map_err(OpenError::File)?;
        }
        let store = Self::connect(address).await?;
        match store.db.get_database_backend() {
            DbBackend::Postgres => {
                // Replicas that are started together would make the same tables.
                let alone = postgres::migrate_alone(&store.db).await?;
                let brought = store.bring_up().await;
                sea_orm::sqlx::Connection::close(alone).await?;
                brought?;
            }
            _ => store.bring_up().await?,
        }
        Ok(store)
    }

    async fn bring_up(&self) -> Result<(), OpenError> {
        if self.pending().await? > 0 {
            Migrations::up(&self.db, None).await?;
        }
        let queue = queue::make(&self.db).await;
        queue.map_err(|error| OpenError::Database(error.to_string()))?;
        let keys = keys::make_missing(&self.db).await;
        keys.map_err(|error| OpenError::Database(error.to_string()))
    }

    async fn connect(address: &Address) -> Result<Self, OpenError> {
        let db = match address {
            Address::File(file) => sqlite::connect(file).await?,
            Address::Server(server) => postgres::connect(server).await?,
        };
        let bell = Bell::of(&db);
        Ok(Self { db, bell })
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

    /// Whether the database answers.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn ping(&self) -> Result<(), StoreError> {
        Ok(self.db.ping().await?)
    }

    /// Closes every connection; SQLite's log is written back into the database file.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn close(self) -> Result<(), StoreError> {
        Ok(self.db.close().await?)
    }
}

/// The column `value` of a one-row query.
pub(super) async fn scalar<T: TryGetable>(db: &DatabaseConnection, sql: &str) -> Result<T, DbErr> {
    let statement = Statement::from_string(db.get_database_backend(), sql);
    let row = db.query_one_raw(statement).await?;
    row.ok_or_else(|| DbErr::RecordNotFound(sql.into()))?
        .try_get("", "value")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scope::System;
    use crate::store::TestDatabase;

    #[tokio::test]
    async fn a_database_is_opened_only_when_it_is_of_this_version() {
        let database = TestDatabase::empty();
        let address = database.address();
        let store = Store::migrate(&address).await.unwrap();
        store
            .db
            .execute_unprepared("INSERT INTO seaql_migrations VALUES ('m9999_later', 0)")
            .await
            .unwrap();
        store.close().await.unwrap();
        assert!(matches!(Store::open(&address).await, Err(OpenError::Newer)));
        let migrated = Store::migrate(&address).await;
        assert!(matches!(migrated, Err(OpenError::Newer)));
    }

    #[tokio::test]
    async fn a_database_of_a_version_before_is_brought_up_and_keeps_what_it_holds() {
        let database = TestDatabase::empty();
        let address = database.address();
        if let Some(file) = address.file() {
            sqlite::make_private(file).unwrap();
        }
        let old = Store::connect(&address).await.unwrap();
        Migrations::up(&old.db, Some(4)).await.unwrap();
        keys::make_missing(&old.db).await.unwrap();
        let key = old.cursor_key(System).await.unwrap();
        old.close().await.unwrap();
        let opened = Store::open(&address).await;
        assert!(matches!(opened, Err(OpenError::NotMigrated)));
        let migrated = Store::migrate(&address).await.unwrap();
        migrated.close().await.unwrap();
        let now = Store::open(&address).await.unwrap();
        assert_eq!(now.cursor_key(System).await.unwrap(), key);
    }

    #[tokio::test]
    async fn migrating_again_keeps_the_keys() {
        let database = TestDatabase::empty();
        let first = Store::migrate(&database.address()).await.unwrap();
        let key = first.cursor_key(System).await.unwrap();
        let again = Store::migrate(&database.address()).await.unwrap();
        assert_eq!(again.cursor_key(System).await.unwrap(), key);
    }
}
