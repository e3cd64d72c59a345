//! What tests stand on: named people, a portal in memory, real files.

pub(crate) mod faults;
pub(crate) mod harm;

use crate::address::Portals;
use crate::clock::Clock;
use crate::core::{Core, OnlineSetup, OpenError, Setup};
use crate::host::{Choosing, FileChooser, Host, Step};
use crate::portal::twin::Twin;
use crate::vault::{MemoryVault, Vault};
use balcao_bridge::{AccountId, AccountSummary, AppError, Event, SignIn};
use balcao_domain::{CivilDate, Sensitive};
use chrono::{DateTime, TimeDelta, Utc};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex};
use tempfile::TempDir;
use tokio::sync::watch;

/// The day of the pictures.
pub(crate) fn today() -> CivilDate {
    CivilDate::from_ymd(2026, 11, 22).unwrap()
}

/// A clock that stands until it is moved; at first 12:00 in Brasília.
pub(crate) struct StoppedClock(Mutex<DateTime<Utc>>);

impl StoppedClock {
    pub fn forward(&self, by: TimeDelta) {
        *self.0.lock().unwrap() += by;
    }
}

impl Clock for StoppedClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap()
    }
}

/// A mock, as the system's dialog cannot be driven here: answers it as a person would.
#[derive(Default)]
pub(crate) struct MockChooser {
    /// What is chosen; nothing when the person thinks better of it.
    pub chosen: Mutex<Option<PathBuf>>,
    /// The names that were suggested.
    pub suggested: Mutex<Vec<String>>,
}

impl FileChooser for MockChooser {
    fn save_as<'a>(&'a self, name: &'a str) -> Choosing<'a> {
        self.suggested.lock().unwrap().push(name.to_owned());
        self.open()
    }

    fn open(&self) -> Choosing<'_> {
        Box::pin(std::future::ready(self.chosen.lock().unwrap().clone()))
    }
}

/// Where a process can be stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Point {
    /// An action has come so far.
    Step(Step),
    /// A cursor was committed, and nothing followed from it yet.
    Commit,
}

/// Stops what runs where an action has come so far, as if the process had ended there.
#[derive(Default)]
pub(crate) struct Kill {
    at: Mutex<Option<Point>>,
    /// Whether it is stopped.
    pub stopped: watch::Sender<bool>,
    released: (Mutex<bool>, Condvar),
}

impl Kill {
    pub fn when(&self, step: Step) {
        *self.at.lock().unwrap() = Some(Point::Step(step));
    }

    pub fn when_committed(&self) {
        *self.at.lock().unwrap() = Some(Point::Commit);
    }

    /// What was stopped falls over and does nothing more.
    pub fn release(&self) {
        *self.at.lock().unwrap() = None;
        *self.released.0.lock().unwrap() = true;
        self.released.1.notify_all();
    }

    fn at(&self, point: Point) {
        if *self.at.lock().unwrap() != Some(point) {
            return;
        }
        self.stopped.send_replace(true);
        let released = self.released.0.lock().unwrap();
        let released = self.released.1.wait_while(released, |released| !*released);
        drop(released.unwrap());
        panic!("killed at {point:?}");
    }
}

/// Remembers what it was told.
#[derive(Default)]
pub(crate) struct Listener {
    pub events: Mutex<Vec<Event>>,
    pub copied: Mutex<Vec<String>>,
    pub chooser: MockChooser,
    pub commits: watch::Sender<u64>,
    pub kill: Kill,
}

impl Host for Listener {
    fn emit(&self, event: Event) {
        self.events.lock().unwrap().push(event);
    }

    fn copy_text(&self, text: &str) -> Result<(), AppError> {
        self.copied.lock().unwrap().push(text.into());
        Ok(())
    }

    fn chooser(&self) -> Option<&dyn FileChooser> {
        Some(&self.chooser)
    }

    fn committed(&self, _: AccountId, cursors: u64) {
        self.commits.send_replace(cursors);
        self.kill.at(Point::Commit);
    }

    fn reached(&self, _: AccountId, step: Step) {
        self.kill.at(Point::Step(step));
    }
}

/// A device, and the portal it deals with.
pub(crate) struct Stage {
    pub twin: Arc<Twin>,
    pub clock: Arc<StoppedClock>,
    pub host: Arc<Listener>,
    pub vault: Arc<dyn Vault>,
    pub data: TempDir,
}

/// The address of the first provider.
pub(crate) const ADDRESS: &str = "localhost:8443/rede-horizonte";

impl Stage {
    pub fn new() -> Self {
        Self::with_vault(Arc::new(MemoryVault::default()))
    }

    pub fn with_vault(vault: Arc<dyn Vault>) -> Self {
        let noon = today().naive().and_hms_opt(15, 0, 0).unwrap().and_utc();
        Self {
            twin: Twin::new("https://localhost:8443", today()),
            clock: Arc::new(StoppedClock(Mutex::new(noon))),
            host: Arc::default(),
            vault,
            data: TempDir::new().unwrap(),
        }
    }

    pub fn setup(&self, data: Option<PathBuf>) -> Setup {
        Setup {
            data,
            vault: Arc::clone(&self.vault),
            clock: Arc::clone(&self.clock) as _,
            host: Arc::clone(&self.host) as _,
            extra_ca: None,
            version: "0.1.0".into(),
        }
    }

    pub fn try_open(&self) -> Result<Core, OpenError> {
        let setup = self.setup(Some(self.data.path().into()));
        Core::open_on(setup, Arc::clone(&self.twin) as _)
    }

    /// The core of this device.
    pub fn open(&self) -> Core {
        self.try_open().unwrap()
    }

    /// The core of this device, without encryption.
    #[cfg(feature = "plain-cache")]
    pub fn open_plain(&self) -> Core {
        let setup = self.setup(Some(self.data.path().into()));
        Core::open_plain_on(setup, Arc::clone(&self.twin) as _).unwrap()
    }

    /// A core that keeps nothing.
    pub fn open_in_memory(&self) -> Core {
        Core::open_on(self.setup(None), Arc::clone(&self.twin) as _).unwrap()
    }

    /// A core behind a browser, of the first provider only.
    pub fn open_online(&self) -> Core {
        let setup = OnlineSetup {
            portals: Portals::parse(&[ADDRESS]).unwrap(),
            clock: Arc::clone(&self.clock) as _,
            host: Arc::clone(&self.host) as _,
            extra_ca: None,
            version: "0.1.0".into(),
        };
        Core::open_online_on(setup, Arc::clone(&self.twin) as _).unwrap()
    }

    /// The file of an account's cache.
    pub fn cache(&self, account: AccountId) -> PathBuf {
        self.folder(account).join("cache.db")
    }

    pub fn folder(&self, account: AccountId) -> PathBuf {
        self.data.path().join(account.0.to_string())
    }

    pub fn events(&self) -> Vec<Event> {
        std::mem::take(&mut *self.host.events.lock().unwrap())
    }
}

/// Signs in at the first provider.
pub(crate) async fn sign_in(core: &Core, who: (&str, &str)) -> Result<AccountSummary, AppError> {
    core.call(SignIn {
        address: ADDRESS.into(),
        tax_id: who.0.into(),
        password: Sensitive::new(who.1.into()),
    })
    .await
}

/// Every file below a folder, with its bytes.
pub(crate) fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else {
            let bytes = std::fs::read(&path).unwrap();
            files.push((path, bytes));
        }
    }
    files
}
