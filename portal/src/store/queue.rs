//! The queue of jobs, in the portal's own database.

use std::time::Duration;

use apalis::prelude::{TaskBuilder, TaskSink, TaskSinkError};
use apalis_postgres::PostgresStorage;
use apalis_sqlite::SqliteStorage;
use sea_orm::sqlx::migrate::{MigrateError, Migrator};
use sea_orm::{DatabaseConnection, DbBackend, DbErr};

use super::open::scalar;
use super::{Outgoing, Store, StoreError};

/// What the queue is called among those that may share its tables.
const NAME: &str = "outgoing";

/// How often a worker says that it lives.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// After how many heartbeats missed what a worker had begun is another's.
const MISSED: usize = 2;

/// A job that failed for good is not taken up again: whether to try again is for the worker to
/// say, while it has it.
const ATTEMPTS: usize = 1;

/// The queue, of the database's kind. It shares the store's connections, and with them the
/// store's settings.
pub enum Queue {
    /// Tables in a file.
    Sqlite(SqliteStorage<Outgoing>),
    /// A schema of its own, `apalis`.
    Postgres(PostgresStorage<Outgoing>),
}

impl Store {
    /// The queue that jobs are relayed to.
    pub fn queue(&self) -> Queue {
        match self.db.get_database_backend() {
            DbBackend::Postgres => {
                let config = apalis_postgres::Config::default()
                    .queue(NAME)
                    .heartbeat_interval(HEARTBEAT)
                    .missed_heartbeats(MISSED);
                let pool = self.db.get_postgres_connection_pool();
                Queue::Postgres(PostgresStorage::new(pool).with_config(config))
            }
            _ => {
                let config = apalis_sqlite::Config::default()
                    .queue(NAME)
                    .heartbeat_interval(HEARTBEAT)
                    .missed_heartbeats(MISSED);
                let pool = self.db.get_sqlite_connection_pool();
                Queue::Sqlite(SqliteStorage::new(pool).with_config(config))
            }
        }
    }
}

impl Queue {
    /// Takes a job in, unless one of its id was taken in before.
    pub(super) async fn push(&mut self, outgoing: Outgoing) -> Result<(), StoreError> {
        let key = outgoing.id.to_string();
        let task = TaskBuilder::new(outgoing)
            .idempotency_key(key)
            .max_attempts(ATTEMPTS)
            .build();
        match self {
            Self::Sqlite(queue) => queue.push_task(task).await.map_err(failed),
            Self::Postgres(queue) => match queue.push_task(task).await {
                // SQLite passes over what is there; here the unique key refuses it.
                Err(TaskSinkError::PushError(apalis_postgres::Error::Database(error)))
                    if is_there(&error) =>
                {
                    Ok(())
                }
                pushed => pushed.map_err(failed),
            },
        }
    }
}

fn is_there(error: &sea_orm::sqlx::Error) -> bool {
    let error = error.as_database_error();
    error.is_some_and(|error| error.is_unique_violation())
}

fn failed(error: impl std::error::Error) -> StoreError {
    StoreError::Queue(error.to_string())
}

/// Makes the queue's own tables, or brings them up to this version. The `setup` of either kind is
/// not called: SQLite's would set `synchronous = OFF` on one of our connections, and
/// PostgreSQL's only runs these.
pub(super) async fn make(db: &DatabaseConnection) -> Result<(), MigrateError> {
    let migrator = migrator(db);
    match db.get_database_backend() {
        DbBackend::Postgres => migrator.run(db.get_postgres_connection_pool()).await,
        _ => migrator.run(db.get_sqlite_connection_pool()).await,
    }
}

/// Whether the queue's tables are of this version.
pub(super) async fn is_made(db: &DatabaseConnection) -> Result<bool, DbErr> {
    let migrator = migrator(db);
    let sql = match db.get_database_backend() {
        DbBackend::Postgres => {
            "SELECT count(*) AS value FROM pg_tables
            WHERE schemaname || '.' || tablename = 'apalis._sqlx_migrations'"
        }
        _ => "SELECT count(*) AS value FROM sqlite_schema WHERE name = '_sqlx_migrations'",
    };
    if scalar::<i64>(db, sql).await? == 0 {
        return Ok(false);
    }
    let table = &migrator.table_name;
    let sql = format!("SELECT count(*) AS value FROM {table} WHERE success");
    let made: i64 = scalar(db, &sql).await?;
    Ok(usize::try_from(made).is_ok_and(|made| made >= migrator.iter().count()))
}

fn migrator(db: &DatabaseConnection) -> Migrator {
    match db.get_database_backend() {
        DbBackend::Postgres => PostgresStorage::migrations(),
        _ => SqliteStorage::migrations(),
    }
}
