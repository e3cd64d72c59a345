//! A database of a PostgreSQL server.

use sea_orm::sqlx::postgres::{PgConnectOptions, PgConnection};
use sea_orm::sqlx::{ConnectOptions as _, Connection, query, query_scalar};
use sea_orm::{ConnectOptions, Database, DatabaseConnection};
use tokio::time::timeout;

use super::open::{BUSY, CONNECTIONS, OpenError};

/// The oldest server that the tests run against, as `server_version_num` says it.
const OLDEST: i32 = 150_000;

/// `invalid_catalog_name`: the server has no such database.
const NO_SUCH_DATABASE: &str = "3D000";

/// The advisory lock of those who migrate: `balcao` in ASCII.
const MIGRATING: i64 = 0x6261_6c63_616f;

/// What every session is set to, whatever is usual at the server.
const SETTINGS: [(&str, &str); 4] = [
    // What was acknowledged outlives a loss of power.
    ("synchronous_commit", "on"),
    // Rows are locked by name before they are read, which wants each statement to see what was
    // committed before it.
    ("default_transaction_isolation", "read committed"),
    ("lock_timeout", "10s"),
    // A portal that froze keeps no other from a row for ever.
    ("idle_in_transaction_session_timeout", "60s"),
];

/// Connects to a database.
pub(super) async fn connect(server: &PgConnectOptions) -> Result<DatabaseConnection, OpenError> {
    let server = server
        .clone()
        .application_name("balcao-portal")
        .options(SETTINGS)
        .disable_statement_logging();
    // One connection first: a pool goes on trying where nobody listens, and says in the end only
    // that it waited.
    let first = timeout(BUSY, PgConnection::connect_with(&server)).await;
    let first = first.map_err(|_| OpenError::NoAnswer)?;
    let mut first = first.map_err(refused)?;
    let version: String = query_scalar("SHOW server_version")
        .fetch_one(&mut first)
        .await?;
    let number: i32 = query_scalar("SELECT current_setting('server_version_num')::int")
        .fetch_one(&mut first)
        .await?;
    let encoding: String = query_scalar("SHOW server_encoding")
        .fetch_one(&mut first)
        .await?;
    first.close().await?;
    if number < OLDEST {
        return Err(OpenError::OldPostgres(version));
    }
    if encoding != "UTF8" {
        return Err(OpenError::Encoding(encoding));
    }
    // The address is given beside, for what is passed here may be traced.
    let mut options = ConnectOptions::new("postgres://");
    options
        .max_connections(CONNECTIONS)
        .acquire_timeout(BUSY + BUSY)
        .sqlx_logging(false)
        .map_sqlx_postgres_opts(move |_| server.clone());
    Ok(Database::connect(options).await?)
}

fn refused(error: sea_orm::sqlx::Error) -> OpenError {
    let code = error.as_database_error().and_then(|error| error.code());
    if code.is_some_and(|code| code == NO_SUCH_DATABASE) {
        return OpenError::NoSuchDatabase;
    }
    error.into()
}

/// Waits until nobody else migrates. Nobody else will until the connection is closed.
pub(super) async fn migrate_alone(db: &DatabaseConnection) -> Result<PgConnection, OpenError> {
    let connection = db.get_postgres_connection_pool().acquire().await?;
    let mut connection = connection.detach();
    // However long the other one takes.
    query("SET lock_timeout = 0")
        .execute(&mut connection)
        .await?;
    query("SELECT pg_advisory_lock($1)")
        .bind(MIGRATING)
        .execute(&mut connection)
        .await?;
    Ok(connection)
}

// Of PostgreSQL alone: a run about SQLite has no server, and passes over these.
#[cfg(test)]
mod tests {
    use super::*;
    use crate::scope::System;
    use crate::store::TestDatabase;
    use crate::store::{Address, Store};

    #[tokio::test]
    async fn replicas_that_are_started_together_make_one_database() {
        let database = TestDatabase::empty();
        if database.address().file().is_some() {
            return;
        }
        let address = database.address();
        let migrating = (0..4).map(|_| Store::migrate(&address));
        let mut keys = Vec::new();
        for migrated in futures_util::future::join_all(migrating).await {
            keys.push(migrated.unwrap().cursor_key(System).await.unwrap());
        }
        assert!(keys.iter().all(|key| *key == keys[0]));
    }

    #[tokio::test]
    async fn a_database_that_lacks_letters_is_not_opened() {
        let Some(database) = TestDatabase::in_latin1() else {
            return;
        };
        let refused = Store::migrate(&database.address()).await.unwrap_err();
        assert!(matches!(refused, OpenError::Encoding(_)), "{refused}");
    }

    #[tokio::test]
    async fn a_database_that_the_server_lacks_is_told_apart_from_one_that_is_empty() {
        let database = TestDatabase::empty();
        if database.address().file().is_some() {
            return;
        }
        let open = async |address: Address| Store::open(&address).await.unwrap_err();
        let empty = open(database.address()).await;
        assert!(matches!(empty, OpenError::NotMigrated), "{empty}");
        let address = database.address();
        drop(database);
        let gone = open(address).await;
        assert!(matches!(gone, OpenError::NoSuchDatabase), "{gone}");
    }
}
