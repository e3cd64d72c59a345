//! The accounts of a core, in the order they are shown.

use super::Encrypt;
use super::tasks::Tasks;
use crate::account::list::{self, Listed};
use crate::account::{Account, Folder};
use crate::db::DbError;
use crate::outbox::Counter;
use crate::vault::{MemoryVault, Unhurried};
use balcao_bridge::{
    AccountId, AccountState, AccountSummary, AppError, ErrorCode, LeftOut, Profile,
};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How long a sign-out waits for what is sent before it.
const SENDING: Duration = Duration::from_secs(60);

/// A listed account that was not opened yet.
pub(super) struct Waiting {
    pub listed: Listed,
    pub folder: Folder,
}

/// An account whose files are not open, and why.
pub(super) struct Closed {
    pub listed: Listed,
    pub folder: Folder,
    pub error: AppError,
}

/// One place in the list.
pub(super) enum Entry {
    Open { account: Arc<Account>, tasks: Tasks },
    Closed(Closed),
}

impl Entry {
    pub fn id(&self) -> AccountId {
        match self {
            Self::Open { account, .. } => account.id,
            Self::Closed(closed) => closed.listed.folder,
        }
    }
}

/// The accounts there are.
pub(crate) struct Accounts {
    pub(super) data: Option<PathBuf>,
    pub(super) vault: Unhurried,
    /// Keeps secrets while the keychain does not.
    pub(super) memory: Unhurried,
    pub(super) encrypt: Encrypt,
    /// Held by whoever adds, removes or reopens accounts.
    pub(super) changing: tokio::sync::Mutex<()>,
    profile: Mutex<Profile>,
    entries: Mutex<Vec<Entry>>,
    waiting: Mutex<Vec<Waiting>>,
}

impl Accounts {
    pub(super) fn new(
        data: Option<PathBuf>,
        waiting: Vec<Waiting>,
        vault: Unhurried,
        encrypt: Encrypt,
    ) -> Self {
        Self {
            data,
            vault,
            memory: Unhurried::new(Arc::new(MemoryVault::default())),
            encrypt,
            profile: Mutex::new(Profile::ThisSession),
            entries: Mutex::default(),
            waiting: Mutex::new(waiting),
            changing: tokio::sync::Mutex::default(),
        }
    }

    pub(super) fn entries(&self) -> MutexGuard<'_, Vec<Entry>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Where this run keeps things.
    pub fn profile(&self) -> Profile {
        *self.profile.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn set_profile(&self, profile: Profile) {
        *self.profile.lock().unwrap_or_else(PoisonError::into_inner) = profile;
    }

    /// An account that reads.
    pub fn get(&self, id: AccountId) -> Result<Arc<Account>, AppError> {
        let entries = self.entries();
        let account = match entries.iter().find(|entry| entry.id() == id) {
            None => return Err(AppError::new(ErrorCode::NotFound)),
            Some(Entry::Closed(closed)) => return Err(closed.error.clone()),
            Some(Entry::Open { account, .. }) => account,
        };
        match account.state() {
            AccountState::Closed(error) => Err(error),
            AccountState::Ready | AccountState::SignInNeeded => Ok(Arc::clone(account)),
        }
    }

    /// How many actions of an account its portal does not have; of one that is closed, how many were
    /// counted.
    pub fn unsent(&self, id: AccountId) -> Result<usize, AppError> {
        let entries = self.entries();
        match entries.iter().find(|entry| entry.id() == id) {
            Some(Entry::Open { account, .. }) => Ok(account.outbox.queue().unsent()),
            Some(Entry::Closed(closed)) => {
                let counted = Counter::of(closed.folder.path()).get().unwrap_or(0);
                Ok(usize::try_from(counted).unwrap_or(usize::MAX))
            }
            None => Err(AppError::new(ErrorCode::NotFound)),
        }
    }

    /// Sends what waits, for as long as somebody may be kept waiting for it.
    pub async fn send_now(&self, id: AccountId) {
        let open = self.open().into_iter().find(|account| account.id == id);
        if let Some(account) = open {
            account.outbox.wake();
            let sent = account.outbox.emptied();
            // In vain or not, what is left is counted.
            let _ = tokio::time::timeout(SENDING, sent).await;
        }
    }

    /// The folder that accounts lie in, when there is one.
    pub(super) fn folder(&self) -> Option<&Path> {
        self.data.as_deref()
    }

    /// Lists accounts that are to be opened.
    pub(super) fn wait(&self, listed: Vec<Waiting>) {
        *self.waiting.lock().unwrap_or_else(PoisonError::into_inner) = listed;
    }

    /// The listed accounts that were not opened yet.
    pub(super) fn take_waiting(&self) -> Vec<Waiting> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *waiting)
    }

    /// Takes an account out.
    pub(super) fn take(&self, id: AccountId) -> Option<Entry> {
        let mut entries = self.entries();
        let at = entries.iter().position(|entry| entry.id() == id)?;
        Some(entries.remove(at))
    }

    /// Every account whose files are open.
    pub(super) fn open(&self) -> Vec<Arc<Account>> {
        let entries = self.entries();
        let open = entries.iter().filter_map(|entry| match entry {
            Entry::Open { account, .. } => Some(Arc::clone(account)),
            Entry::Closed(_) => None,
        });
        open.collect()
    }

    /// Every account, as the header shows it.
    pub async fn summaries(&self) -> Result<Vec<AccountSummary>, AppError> {
        let shown: Vec<_> = {
            let entries = self.entries();
            let shown = entries.iter().map(|entry| match entry {
                Entry::Open { account, .. } => Shown::Open(Arc::clone(account)),
                Entry::Closed(closed) => Shown::Closed(Box::new(closed_summary(closed))),
            });
            shown.collect()
        };
        let mut summaries = Vec::with_capacity(shown.len());
        for each in shown {
            summaries.push(match each {
                Shown::Open(account) => {
                    let summary = account.summary().await?;
                    account.told();
                    summary
                }
                Shown::Closed(summary) => *summary,
            });
        }
        Ok(summaries)
    }

    /// Writes down which accounts lie on disk.
    pub(super) fn write_list(&self) -> Result<(), AppError> {
        let Some(data) = &self.data else {
            return Ok(());
        };
        let listed = {
            let entries = self.entries();
            let stored = entries.iter().filter_map(|entry| match entry {
                Entry::Open { account, .. } if account.is_stored() => Some(Listed {
                    folder: account.id,
                    issuer: account.issuer,
                    address: account.address().to_string(),
                    order: 0,
                }),
                Entry::Open { .. } => None,
                Entry::Closed(closed) => Some(closed.listed.clone()),
            });
            let numbered = stored
                .zip(0..)
                .map(|(listed, order)| Listed { order, ..listed });
            numbered.collect()
        };
        Ok(list::write(data, listed).map_err(DbError::from)?)
    }
}

/// An account on its way to the header.
enum Shown {
    Open(Arc<Account>),
    Closed(Box<AccountSummary>),
}

fn closed_summary(closed: &Closed) -> AccountSummary {
    AccountSummary {
        left_out: LeftOut::default(),
        id: closed.listed.folder,
        issuer: closed.listed.issuer,
        address: closed.listed.address.clone(),
        provider_name: String::new(),
        brand: None,
        user_name: String::new(),
        initials: String::new(),
        customers: Vec::new(),
        selected: None,
        modules: Vec::new(),
        state: AccountState::Closed(closed.error.clone()),
        notice: None,
    }
}
