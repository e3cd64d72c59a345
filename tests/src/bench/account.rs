//! An account that is synced over and over, each time from a copy of what it held at a given time.

use super::failure::Failure;
use super::open::Open;
use super::surroundings::{Commits, Secrets};
use balcao_bridge::{AccountId, SignIn};
use balcao_client::{Core, Secret, Setup, SystemClock, Vault};
use balcao_domain::Sensitive;
use rusqlite::Connection;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

/// Construtora Silva, who has made the calls.
pub const TAX_ID: &str = "12ABC34501DE35";
/// The demo's password.
pub const PASSWORD: &str = "horizonte-construtora";

/// Where copies are synced.
const RUN: &str = "run";

/// A portal to sign in to.
#[derive(Clone)]
pub struct Portal {
    /// Host and path of a provider.
    pub address: String,
    /// The authority that made its certificate.
    pub extra_ca: PathBuf,
}

/// Whether databases are encrypted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Databases {
    Encrypted,
    Plain,
}

/// What an account's cache holds when it is opened.
#[derive(Clone, Copy)]
pub enum State {
    /// Who signed in and where, and no rows.
    Empty,
    /// What [`Held::keep_synced`] kept.
    Synced,
}

impl State {
    const fn folder(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Synced => "synced",
        }
    }
}

/// A sync that is through.
pub struct Synced {
    /// From the opening of the core to the last commit.
    pub seconds: f64,
    /// Cursors committed.
    pub commits: u64,
}

/// An account in a folder.
pub struct Held {
    folder: PathBuf,
    pub portal: Portal,
    databases: Databases,
}

impl Held {
    /// Signs in, and forgets the rows that came with it; what an earlier run has left there goes on.
    pub async fn signed_in(
        folder: PathBuf,
        portal: &Portal,
        databases: Databases,
    ) -> Result<Self, Failure> {
        let held = Self {
            folder,
            portal: portal.clone(),
            databases,
        };
        fs::create_dir_all(held.secrets().0)?;
        let empty = State::Empty.folder();
        if !held.folder.join(empty).exists() {
            let core = held.core(empty, Arc::default()).await?;
            let sign_in = SignIn {
                address: portal.address.clone(),
                tax_id: TAX_ID.into(),
                password: Sensitive::new(PASSWORD.into()),
            };
            core.call(sign_in).await?;
            core.close().await;
            forget_rows(&held.database(empty)?)?;
        }
        Ok(held)
    }

    fn secrets(&self) -> Secrets {
        Secrets(self.folder.join("secrets"))
    }

    async fn core(&self, data: &str, host: Arc<Commits>) -> Result<Core, Failure> {
        let setup = Setup {
            data: Some(self.folder.join(data)),
            vault: Arc::new(self.secrets()),
            clock: Arc::new(SystemClock),
            host,
            extra_ca: Some(self.portal.extra_ca.clone()),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        };
        Ok(match self.databases {
            Databases::Encrypted => Core::open(setup).await?,
            Databases::Plain => Core::open_without_encryption(setup).await?,
        })
    }

    /// Copies a state to where it may be changed.
    pub fn copy(&self, state: State) -> Result<(), Failure> {
        self.copy_data(state.folder(), RUN)
    }

    /// Opens what was copied last.
    pub async fn open(&self) -> Result<Open, Failure> {
        let host = Arc::new(Commits::default());
        Open::new(self.core(RUN, Arc::clone(&host)).await?, host).await
    }

    /// Opens a copy of a state, and asks the portal.
    pub async fn sync(&self, state: State) -> Result<Synced, Failure> {
        self.copy(state)?;
        let begun = Instant::now();
        let open = self.open().await?;
        open.check().await?;
        let seconds = begun.elapsed().as_secs_f64();
        let commits = open.commits();
        open.close().await;
        Ok(Synced { seconds, commits })
    }

    /// From now on, [`State::Synced`] is everything that the portal has.
    pub async fn keep_synced(&self) -> Result<(), Failure> {
        self.sync(State::Empty).await?;
        self.copy_data(RUN, State::Synced.folder())
    }

    /// Where the cache of a state lies.
    pub fn cache(&self, state: State) -> Result<PathBuf, Failure> {
        Ok(self.of(state.folder())?.join("cache.db"))
    }

    /// The folder of what was copied last.
    pub fn run(&self) -> Result<PathBuf, Failure> {
        self.of(RUN)
    }

    /// The cache that was copied last, by a connection of its own.
    pub fn run_database(&self) -> Result<Connection, Failure> {
        self.database(RUN)
    }

    /// The outbox that was opened last, by a connection of its own.
    pub fn run_outbox(&self) -> Result<Connection, Failure> {
        self.connection(RUN, "outbox.db")
    }

    fn database(&self, data: &str) -> Result<Connection, Failure> {
        self.connection(data, "cache.db")
    }

    fn connection(&self, data: &str, file: &str) -> Result<Connection, Failure> {
        let connection = Connection::open(self.of(data)?.join(file))?;
        if self.databases == Databases::Encrypted {
            let secret = self.secret(data)?.to_bytes();
            let (key, _) = secret.expose().split_at(32);
            unlock(&connection, key)?;
        }
        Ok(connection)
    }

    fn account(&self, data: &str) -> Result<AccountId, Failure> {
        for entry in fs::read_dir(self.folder.join(data))? {
            if let Ok(account) = entry?.file_name().to_string_lossy().parse() {
                return Ok(AccountId(account));
            }
        }
        Err(Failure::NothingSynced)
    }

    fn of(&self, data: &str) -> Result<PathBuf, Failure> {
        let account = self.account(data)?.0.to_string();
        Ok(self.folder.join(data).join(account))
    }

    fn secret(&self, data: &str) -> Result<Secret, Failure> {
        let secret = self.secrets().load(self.account(data)?);
        secret.map_err(|_| Failure::NothingSynced)
    }

    /// The session is over: what is decided from now on waits, and nothing is sent.
    pub fn end_session(&self) -> Result<(), Failure> {
        let empty = State::Empty.folder();
        let secret = Secret {
            refresh: None,
            ..self.secret(empty)?
        };
        let stored = self.secrets().store(self.account(empty)?, &secret);
        stored.map_err(|_| Failure::NothingSynced)
    }

    fn copy_data(&self, from: &str, to: &str) -> Result<(), Failure> {
        let to = self.folder.join(to);
        if to.exists() {
            fs::remove_dir_all(&to)?;
        }
        copy_folder(&self.folder.join(from), &to)
    }
}

/// Gives a connection its key.
pub fn unlock(connection: &Connection, key: &[u8]) -> Result<(), Failure> {
    let key: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(connection.execute_batch(&format!(
        "PRAGMA key = \"x'{key}'\"; PRAGMA cipher_hmac_algorithm = HMAC_SHA256;"
    ))?)
}

/// All that a sync brings, in whatever tables there are.
fn forget_rows(cache: &Connection) -> Result<(), Failure> {
    let mut of_generations = cache.prepare(
        "SELECT tables.name FROM sqlite_schema AS tables, pragma_table_info(tables.name) AS columns
         WHERE tables.type = 'table' AND columns.name = 'generation'",
    )?;
    let names = of_generations.query_map([], |row| row.get(0))?;
    for name in names.collect::<Result<Vec<String>, _>>()? {
        cache.execute(&format!("DELETE FROM {name}"), [])?;
    }
    cache.execute_batch(
        "UPDATE meta SET cursor = NULL, checked_at = NULL, selected = NULL; VACUUM",
    )?;
    Ok(())
}

fn copy_folder(from: &Path, to: &Path) -> Result<(), Failure> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if entry.file_type()?.is_dir() {
            copy_folder(&from, &to)?;
        } else {
            fs::copy(from, to)?;
        }
    }
    Ok(())
}
