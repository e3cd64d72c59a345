//! A database of its own for each test: a file of SQLite, or, where `BALCAO_TEST_POSTGRES` is the
//! address of a running PostgreSQL server, a database there. It goes when the test ends.
//!
//! The tests of the command line include this file too.

use sea_orm::sqlx::postgres::{PgConnectOptions, PgConnection};
use sea_orm::sqlx::{AssertSqlSafe, Connection, Executor};
use tempfile::TempDir;
use uuid::Uuid;

/// The variable with the server's address.
const SERVER: &str = "BALCAO_TEST_POSTGRES";

/// A database that nobody else uses.
pub struct TestDatabase(Place);

enum Place {
    File(TempDir),
    Server { server: String, name: String },
}

#[allow(dead_code, reason = "the command line's tests need a part of it")]
impl TestDatabase {
    /// One of the kind that this run is about. It is yet to be migrated; one at a server may have
    /// been already, as the server's own template was.
    pub fn new() -> Self {
        Self::at_server().unwrap_or_else(Self::file)
    }

    /// One in which nothing is.
    pub fn empty() -> Self {
        Self::made_from("template0").unwrap_or_else(Self::file)
    }

    /// One at the server; none where this run is about SQLite.
    pub fn at_server() -> Option<Self> {
        Self::made_from("template1")
    }

    /// One at the server that keeps no text but Latin-1's; none where this run is about SQLite.
    pub fn in_latin1() -> Option<Self> {
        Self::made_from("template0 ENCODING 'LATIN1' LOCALE 'C'")
    }

    fn file() -> Self {
        Self(Place::File(tempfile::tempdir().unwrap()))
    }

    fn made_from(template: &str) -> Option<Self> {
        let server = std::env::var(SERVER).ok()?;
        let name = format!("balcao_{}", Uuid::now_v7().simple());
        let make = format!("CREATE DATABASE {name} TEMPLATE {template}");
        tell(&server, &[make]);
        Some(Self(Place::Server { server, name }))
    }

    /// What opens it.
    pub fn text(&self) -> String {
        match &self.0 {
            Place::File(folder) => folder.path().join("portal.db").display().to_string(),
            Place::Server { server, name } => named(server, name),
        }
    }

    /// A copy of it as it is now, as from a backup.
    pub fn copy(&self) -> Self {
        let copy = Self::new();
        match (&self.0, &copy.0) {
            (Place::Server { server, name }, Place::Server { name: copy, .. }) => tell(
                server,
                &[
                    format!("DROP DATABASE {copy}"),
                    // A database is copied while nobody is connected to it.
                    format!("ALTER DATABASE {name} ALLOW_CONNECTIONS false"),
                    format!(
                        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
                         WHERE datname = '{name}'"
                    ),
                    format!("CREATE DATABASE {copy} TEMPLATE {name}"),
                    format!("ALTER DATABASE {name} ALLOW_CONNECTIONS true"),
                ],
            ),
            _ => copy_file(&self.text(), &copy.text()),
        }
        copy
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if let Place::Server { server, name } = &self.0 {
            tell(server, &[format!("DROP DATABASE {name} WITH (FORCE)")]);
        }
    }
}

/// The address of another database of a server.
fn named(server: &str, name: &str) -> String {
    let (address, parameters) = server.split_once('?').unwrap_or((server, ""));
    let scheme = address.find("://").map_or(0, |at| at + 3);
    let authority = address[scheme..].split('/').next().unwrap();
    format!("{}{authority}/{name}?{parameters}", &address[..scheme])
}

/// Tells a server something.
fn tell(server: &str, statements: &[String]) {
    let server: PgConnectOptions = server.parse().unwrap();
    let telling = async {
        let mut connection = PgConnection::connect_with(&server).await.unwrap();
        for statement in statements {
            let statement = AssertSqlSafe(statement.clone());
            connection.execute(statement).await.unwrap();
        }
        connection.close().await.unwrap();
    };
    elsewhere(telling);
}

fn copy_file(from: &str, to: &str) {
    use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
    let from = SqliteConnectOptions::new().filename(from);
    let statement = AssertSqlSafe(format!("VACUUM INTO '{to}'"));
    let copying = async {
        let mut connection = SqliteConnection::connect_with(&from).await.unwrap();
        connection.execute(statement).await.unwrap();
        connection.close().await.unwrap();
    };
    elsewhere(copying);
}

/// Waits for something in a thread of its own: a test may be asynchronous or not, and may be
/// ending.
fn elsewhere(what: impl Future<Output = ()> + Send) {
    std::thread::scope(|scope| {
        scope.spawn(|| {
            tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap()
                .block_on(what);
        });
    });
}
