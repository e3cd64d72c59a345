//! The core itself: opened once, asked by commands, closed at the end.

mod accounts;
mod dispatch;
mod joining;
mod leaving;
mod tasks;

pub use dispatch::{DISPATCHED, Handle};
pub(crate) use joining::SignedIn;

use crate::account::{self, Folder, FolderLock, LockError, Outside};
use crate::address::Portals;
use crate::clock::Clock;
use crate::db::{Encryption, sqlite_is_new_enough};
use crate::host::Host;
use crate::portal::{AuthorityError, ExtraAuthority, HttpPortal, Portal};
use crate::preferences::KeptPreferences;
use crate::vault::{Key, MemoryVault, Unhurried, Vault};
use accounts::{Accounts, Waiting};
use balcao_bridge::{AppError, Command, ErrorCode, Event};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{OnceCell, watch};

/// What a core is opened with.
pub struct Setup {
    /// Where the accounts lie, a folder that is made when it is not there; none keeps everything
    /// in memory.
    pub data: Option<PathBuf>,
    /// Where keys and tokens lie.
    pub vault: Arc<dyn Vault>,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// The program around the core.
    pub host: Arc<dyn Host>,
    /// A PEM file of a certificate authority to trust beside the web's: for portals on this very
    /// machine, and in a release build for no others.
    pub extra_ca: Option<PathBuf>,
    /// The app's version.
    pub version: String,
}

/// What a core behind a browser is opened with: it keeps everything in memory and talks to
/// configured portals only.
pub struct OnlineSetup {
    /// The portals.
    pub portals: Portals,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// The program around the core.
    pub host: Arc<dyn Host>,
    /// As [`Setup::extra_ca`].
    pub extra_ca: Option<PathBuf>,
    /// The program's version.
    pub version: String,
}

/// Why a core does not open.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The data folder cannot be used.
    #[error("the data folder cannot be used: {0}")]
    Data(#[from] std::io::Error),
    /// Another process has the data folder open.
    #[error("another process has the data folder open")]
    InUse,
    /// The extra authority is not taken.
    #[error(transparent)]
    Authority(#[from] AuthorityError),
    /// SQLite is older than 3.51.3 and may corrupt a database.
    #[error("SQLite is too old")]
    SqliteTooOld,
    /// The system's network cannot be set up.
    #[error("the network cannot be set up: {0}")]
    Network(Box<dyn std::error::Error + Send + Sync>),
}

impl From<LockError> for OpenError {
    fn from(error: LockError) -> Self {
        match error {
            LockError::Taken => Self::InUse,
            LockError::Io(error) => Self::Data(error),
        }
    }
}

/// The core; clones are the same one.
#[derive(Clone)]
pub struct Core(Arc<Inner>);

pub(crate) struct Inner {
    pub outside: Outside,
    pub version: String,
    pub authority: Option<ExtraAuthority>,
    /// The only portals of a core behind a browser.
    pub portals: Option<Portals>,
    pub visible: watch::Sender<bool>,
    pub preferences: KeptPreferences,
    pub accounts: Accounts,
    /// The accounts have been opened, as far as they can be.
    opened: Mutex<Arc<OnceCell<()>>>,
    /// Closed for good, or until it is resumed.
    closed: AtomicBool,
    suspended: AtomicBool,
    lock: Mutex<Option<FolderLock>>,
}

/// How a key encrypts: always, but for the control run of the canary test.
pub(crate) type Encrypt = fn(Key) -> Encryption;

impl Core {
    /// Opens a core: takes the data folder and the extra authority. The accounts themselves open
    /// behind, and calls wait for them, because a locked keychain may ask the user first.
    ///
    /// # Errors
    /// See [`OpenError`].
    pub async fn open(setup: Setup) -> Result<Self, OpenError> {
        Self::with(setup, Encryption::On, None, None)
    }

    /// Opens a core for a session of a browser.
    ///
    /// # Errors
    /// See [`OpenError`].
    pub async fn open_online(setup: OnlineSetup) -> Result<Self, OpenError> {
        Self::online(setup, None)
    }

    /// As [`Core::open`], but with databases that anybody can read: for the control run of the test
    /// that searches the disk for what must not be there. A function of its own, so that an app
    /// built together with this feature still encrypts.
    ///
    /// # Errors
    /// See [`OpenError`].
    #[cfg(feature = "plain-cache")]
    pub async fn open_without_encryption(setup: Setup) -> Result<Self, OpenError> {
        Self::with(setup, |_| Encryption::Off, None, None)
    }

    /// As [`Core::open`], on a portal of one's own.
    #[cfg(test)]
    pub(crate) fn open_on(setup: Setup, portal: Arc<dyn Portal>) -> Result<Self, OpenError> {
        Self::with(setup, Encryption::On, None, Some(portal))
    }

    /// As [`Core::open_without_encryption`], on a portal of one's own.
    #[cfg(all(test, feature = "plain-cache"))]
    pub(crate) fn open_plain_on(setup: Setup, portal: Arc<dyn Portal>) -> Result<Self, OpenError> {
        Self::with(setup, |_| Encryption::Off, None, Some(portal))
    }

    /// As [`Core::open_online`], on a portal of one's own.
    #[cfg(test)]
    pub(crate) fn open_online_on(
        setup: OnlineSetup,
        portal: Arc<dyn Portal>,
    ) -> Result<Self, OpenError> {
        Self::online(setup, Some(portal))
    }

    fn online(setup: OnlineSetup, portal: Option<Arc<dyn Portal>>) -> Result<Self, OpenError> {
        let in_memory = Setup {
            data: None,
            vault: Arc::new(MemoryVault::default()),
            clock: setup.clock,
            host: setup.host,
            extra_ca: setup.extra_ca,
            version: setup.version,
        };
        Self::with(in_memory, Encryption::On, Some(setup.portals), portal)
    }

    fn with(
        setup: Setup,
        encrypt: Encrypt,
        portals: Option<Portals>,
        portal: Option<Arc<dyn Portal>>,
    ) -> Result<Self, OpenError> {
        if !sqlite_is_new_enough(rusqlite::version_number()) {
            return Err(OpenError::SqliteTooOld);
        }
        let authority = setup.extra_ca.as_deref().map(ExtraAuthority::read);
        let authority = authority.transpose()?;
        let portal = match portal {
            Some(portal) => portal,
            None => Arc::new(
                HttpPortal::new(authority.as_ref(), &setup.version).map_err(OpenError::Network)?,
            ),
        };
        let (lock, waiting) = match &setup.data {
            Some(data) => take(data)?,
            None => (None, Vec::new()),
        };
        let outside = Outside {
            portal,
            clock: setup.clock,
            host: setup.host,
        };
        let preferences = KeptPreferences::read(setup.data.as_deref());
        let core = Self(Arc::new(Inner {
            accounts: Accounts::new(setup.data, waiting, Unhurried::new(setup.vault), encrypt),
            outside,
            version: setup.version,
            authority,
            portals,
            visible: watch::Sender::new(false),
            preferences,
            opened: Mutex::default(),
            closed: AtomicBool::new(false),
            suspended: AtomicBool::new(false),
            lock: Mutex::new(lock),
        }));
        core.begin_to_open();
        Ok(core)
    }

    /// Begins to open the accounts; the first call waits for the same.
    fn begin_to_open(&self) {
        let core = self.clone();
        tokio::spawn(async move { core.opened().await });
    }

    async fn opened(&self) {
        let opened = Arc::clone(&lock(&self.0.opened));
        let open = || async { self.0.open_accounts().await };
        opened.get_or_init(open).await;
    }

    /// Answers a command.
    ///
    /// # Errors
    /// Those of the command.
    pub async fn call<C: Command>(&self, request: C) -> Result<C::Output, AppError>
    where
        Self: Handle<C>,
    {
        if <Self as Handle<C>>::WAITS {
            self.opened().await;
        }
        self.0.is_open()?;
        self.handle(request).await
    }

    /// Waits until the accounts are open, as far as they can be.
    pub(crate) async fn ready(&self) -> Result<(), AppError> {
        self.opened().await;
        self.0.is_open()
    }

    /// Stops what runs behind, closes the databases and lets go of the data folder.
    pub async fn close(&self) {
        self.opened().await;
        self.0.closed.store(true, Ordering::Release);
        self.0.close_accounts(|_| true).await;
        drop(lock(&self.0.lock).take());
    }

    /// Before the system puts the program to sleep: stops what runs behind and closes every
    /// database and lock, for one that sleeps on a lock is ended. What is kept in memory only stays.
    /// Until [`Core::resume`], calls answer `unavailable`.
    pub async fn suspend(&self) {
        self.opened().await;
        if self.0.closed.swap(true, Ordering::AcqRel) {
            return;
        }
        self.0.suspended.store(true, Ordering::Release);
        self.0.close_accounts(|account| account.is_stored()).await;
        drop(lock(&self.0.lock).take());
    }

    /// After [`Core::suspend`]: takes the data folder again, opens what lies in it, asks the portals
    /// and sends what waits. Without one before it, only the latter.
    ///
    /// # Errors
    /// See [`OpenError`]; the core is then suspended still.
    pub async fn resume(&self) -> Result<(), OpenError> {
        // Who waits to change the list meanwhile finds it whole again.
        let nothing_changes = self.0.accounts.changing.lock().await;
        if self.0.suspended.load(Ordering::Acquire) {
            if let Some(data) = self.0.accounts.folder() {
                let (taken, waiting) = take(data)?;
                *lock(&self.0.lock) = taken;
                self.0.accounts.wait(waiting);
                *lock(&self.0.opened) = Arc::default();
            }
            self.0.suspended.store(false, Ordering::Release);
            self.0.closed.store(false, Ordering::Release);
        }
        self.opened().await;
        drop(nothing_changes);
        for account in self.0.accounts.open() {
            account.outbox.wake();
            account.wake();
        }
        self.0.outside.host.emit(Event::Accounts);
        Ok(())
    }

    pub(crate) fn inner(&self) -> &Arc<Inner> {
        &self.0
    }
}

impl Inner {
    fn is_open(&self) -> Result<(), AppError> {
        if self.closed.load(Ordering::Acquire) {
            Err(AppError::new(ErrorCode::Unavailable))
        } else {
            Ok(())
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Takes a data folder and the folders of its accounts.
fn take(data: &Path) -> Result<(Option<FolderLock>, Vec<Waiting>), OpenError> {
    account::make_private(data)?;
    let lock = FolderLock::take(data)?;
    let listed = account::list::read(data)?;
    let waiting = listed.into_iter().map(|listed| {
        let folder = Folder::open(data, listed.folder)?;
        Ok(Waiting { listed, folder })
    });
    Ok((Some(lock), waiting.collect::<Result<_, OpenError>>()?))
}

#[cfg(test)]
mod tests;
