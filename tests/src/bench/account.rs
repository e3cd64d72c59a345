//! An account that is synced over and over, from what it held at a given time.

use balcao_bridge::{
    AccountId, AppError, BillFilter, BillSort, CheckNow, Event, ListAccounts, ListBills, SignIn,
};
use balcao_client::{Core, Host, OpenError, Secret, Setup, SystemClock, Vault, VaultError};
use balcao_domain::Sensitive;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;
use std::{fs, io};

/// Construtora Silva, who has made the calls.
pub const TAX_ID: &str = "12ABC34501DE35";
/// The demo's password.
pub const PASSWORD: &str = "horizonte-construtora";

/// Why there is no measurement.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error("{0:?}")]
    Call(AppError),
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    #[error(transparent)]
    Io(#[from] io::Error),
    #[error(transparent)]
    Database(#[from] rusqlite::Error),
    #[error("curl failed")]
    Curl,
    #[error("nothing was synced")]
    NothingSynced,
    #[error("row {0} is not measured")]
    NoRow(u8),
}

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        Self::Call(error)
    }
}

/// Secrets in a folder, so that a later run knows them.
struct Secrets(PathBuf);

impl Secrets {
    fn of(&self, account: AccountId) -> PathBuf {
        self.0.join(account.0.to_string())
    }
}

impl Vault for Secrets {
    fn load(&self, account: AccountId) -> Result<Secret, VaultError> {
        let bytes = fs::read(self.of(account)).map_err(|_| VaultError::Missing)?;
        Secret::from_bytes(&bytes)
    }

    fn store(&self, account: AccountId, secret: &Secret) -> Result<(), VaultError> {
        fs::write(self.of(account), secret.to_bytes().expose()).map_err(|_| VaultError::Absent)
    }

    fn delete(&self, account: AccountId) -> Result<(), VaultError> {
        fs::remove_file(self.of(account)).map_err(|_| VaultError::Missing)
    }
}

/// Counts commits.
#[derive(Default)]
struct Commits(AtomicU64);

impl Host for Commits {
    fn emit(&self, _: Event) {}

    fn copy_text(&self, _: &str) -> Result<(), AppError> {
        Ok(())
    }

    fn committed(&self, _: AccountId, cursors: u64) {
        self.0.store(cursors, Ordering::SeqCst);
    }
}

/// Where things are.
pub struct Held {
    pub folder: PathBuf,
    pub address: String,
    pub extra_ca: PathBuf,
}

/// What the cache holds when a sync begins.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Beginning {
    /// Nothing.
    Empty,
    /// What [`Held::keep_synced`] kept.
    AsHeld,
}

/// A sync that is through.
pub struct Synced {
    /// From the opening of the core to the last commit.
    pub seconds: f64,
    /// From the question to the last commit.
    pub checked: f64,
    /// Cursors committed.
    pub commits: u64,
}

impl Held {
    pub fn in_folder(folder: &Path, address: &str, extra_ca: &Path) -> Result<Self, Failure> {
        for name in ["secrets", "plain-secrets"] {
            fs::create_dir_all(folder.join(name))?;
        }
        Ok(Self {
            folder: folder.to_owned(),
            address: address.to_owned(),
            extra_ca: extra_ca.to_owned(),
        })
    }

    fn setup(&self, data: &str, secrets: &str, host: Arc<Commits>) -> Setup {
        Setup {
            data: Some(self.folder.join(data)),
            vault: Arc::new(Secrets(self.folder.join(secrets))),
            clock: Arc::new(SystemClock),
            host,
            extra_ca: Some(self.extra_ca.clone()),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }

    /// Signs in for the first time.
    pub async fn sign_in(&self) -> Result<(), Failure> {
        let core = Core::open(self.setup("held", "secrets", Arc::default())).await?;
        self.join(&core).await?;
        core.close().await;
        Ok(())
    }

    async fn join(&self, core: &Core) -> Result<AccountId, Failure> {
        let sign_in = SignIn {
            address: self.address.clone(),
            tax_id: TAX_ID.into(),
            password: Sensitive::new(PASSWORD.into()),
        };
        Ok(core.call(sign_in).await?.id)
    }

    /// Syncs from a beginning, on a copy of what is held.
    pub async fn sync(&self, beginning: Beginning) -> Result<Synced, Failure> {
        self.copy("held", "run")?;
        if beginning == Beginning::Empty {
            forget_cache(&self.folder.join("run"))?;
        }
        let host = Arc::new(Commits::default());
        let begun = Instant::now();
        let core = Core::open(self.setup("run", "secrets", host.clone())).await?;
        let account = first(&core).await?;
        let asked = Instant::now();
        let freshness = core.call(CheckNow { account }).await?;
        let (seconds, checked) = (begun.elapsed(), asked.elapsed());
        core.close().await;
        match freshness.problem {
            Some(problem) => Err(problem.into()),
            None => Ok(Synced {
                seconds: seconds.as_secs_f64(),
                checked: checked.as_secs_f64(),
                commits: host.0.load(Ordering::SeqCst),
            }),
        }
    }

    /// From now on, what is held is everything.
    pub async fn keep_synced(&self) -> Result<(), Failure> {
        self.sync(Beginning::Empty).await?;
        self.copy("run", "held")
    }

    /// Opens what is held itself.
    pub async fn open(&self) -> Result<Open, Failure> {
        let host = Arc::new(Commits::default());
        let core = Core::open(self.setup("held", "secrets", host.clone())).await?;
        let account = first(&core).await?;
        Ok(Open {
            core,
            account,
            host,
        })
    }

    /// The same account's cache, synced in plain text; answers its file.
    pub async fn synced_plain(&self) -> Result<PathBuf, Failure> {
        let data = self.folder.join("plain");
        if !data.exists() {
            let setup = self.setup("plain", "plain-secrets", Arc::default());
            let core = Core::open_without_encryption(setup).await?;
            let account = self.join(&core).await?;
            core.call(CheckNow { account }).await?;
            core.close().await;
        }
        cache(&data)
    }

    /// The file of the cache that is held.
    pub fn cache(&self) -> Result<PathBuf, Failure> {
        cache(&self.folder.join("held"))
    }

    /// The cursor of the plain cache, which any session of this user may show.
    pub async fn cursor(&self) -> Result<String, Failure> {
        let file = self.synced_plain().await?;
        let connection = rusqlite::Connection::open(file)?;
        Ok(connection.query_one("SELECT cursor FROM meta", [], |row| row.get(0))?)
    }

    fn copy(&self, from: &str, to: &str) -> Result<(), Failure> {
        let to = self.folder.join(to);
        if to.exists() {
            fs::remove_dir_all(&to)?;
        }
        copy_folder(&self.folder.join(from), &to)
    }
}

/// A core that is open on what is held.
pub struct Open {
    core: Core,
    account: AccountId,
    host: Arc<Commits>,
}

impl Open {
    /// Asks the portal; answers how long that took.
    pub async fn check(&self) -> Result<f64, Failure> {
        let account = self.account;
        let begun = Instant::now();
        let freshness = self.core.call(CheckNow { account }).await?;
        let took = begun.elapsed().as_secs_f64();
        freshness.problem.map_or(Ok(took), |it| Err(it.into()))
    }

    /// Opens the list of bills, or searches it.
    pub async fn list(&self, search: &str) -> Result<f64, Failure> {
        let account = self.account;
        let accounts = self.core.call(ListAccounts {}).await?;
        let selected = accounts.first().and_then(|account| account.selected);
        let customer = selected.ok_or(Failure::NothingSynced)?;
        let begun = Instant::now();
        let list = ListBills {
            account,
            customer,
            filter: BillFilter::All,
            period: None,
            search: search.to_owned(),
            sort: BillSort::DueOn,
            descending: true,
            offset: 0,
        };
        self.core.call(list).await?;
        Ok(begun.elapsed().as_secs_f64())
    }

    /// How many cursors were committed.
    pub fn commits(&self) -> u64 {
        self.host.0.load(Ordering::SeqCst)
    }

    pub async fn close(self) {
        self.core.close().await;
    }
}

async fn first(core: &Core) -> Result<AccountId, Failure> {
    let accounts = core.call(ListAccounts {}).await?;
    let first = accounts.first().ok_or(Failure::NothingSynced)?;
    Ok(first.id)
}

fn cache(data: &Path) -> Result<PathBuf, Failure> {
    for entry in fs::read_dir(data)? {
        let file = entry?.path().join("cache.db");
        if file.exists() {
            return Ok(file);
        }
    }
    Err(Failure::NothingSynced)
}

fn forget_cache(data: &Path) -> Result<(), Failure> {
    fs::remove_file(cache(data)?)?;
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

/// The process's resident memory, in KiB.
pub fn resident() -> Result<u64, Failure> {
    of_status("VmRSS:")
}

/// The highest it has been.
pub fn highest_resident() -> Result<u64, Failure> {
    of_status("VmHWM:")
}

fn of_status(name: &str) -> Result<u64, Failure> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let number = line.and_then(|line| line.split_whitespace().next());
    Ok(number.and_then(|number| number.parse().ok()).unwrap_or(0))
}
