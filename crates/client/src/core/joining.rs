//! How accounts come: opened at the start, signed in to, moved to where they are kept.

use super::Inner;
use super::accounts::{Closed, Entry, Waiting};
use super::leaving::removed;
use super::tasks::Tasks;
use crate::account::list::Listed;
use crate::account::{Account, Folder, LockError, Opened, Parts, Statements, Store};
use crate::address::Address;
use crate::db::DbError;
use crate::outbox::Outbox;
use crate::portal::Base;
use crate::session::Session;
use crate::vault::{Key, Secret, Unhurried, VaultError};
use balcao_bridge::{AccountId, AppError, ErrorCode, Event, Profile};
use balcao_contract::{Tokens, WellKnown};
use balcao_domain::Issuer;
use std::sync::Arc;
use tokio::sync::MutexGuard;
use uuid::{Builder, Uuid};

/// Who signed in, and where.
pub(crate) struct SignedIn {
    pub address: Address,
    pub base: Base,
    pub found: WellKnown,
    pub tokens: Tokens,
}

/// What a new account begins with.
struct Beginning {
    id: AccountId,
    issuer: Issuer,
    address: Address,
    vault: Unhurried,
    store: Store,
    opened: Opened,
    outbox: Outbox,
    secret: Secret,
}

impl Inner {
    /// Waits until nobody else adds, removes or reopens accounts; refused once they are closed, also
    /// while it was waited for.
    pub(super) async fn changing(&self) -> Result<MutexGuard<'_, ()>, AppError> {
        let alone = self.accounts.changing.lock().await;
        self.is_open()?;
        Ok(alone)
    }

    /// Opens the accounts that wait, and finds out where this run keeps things.
    pub(super) async fn open_accounts(&self) {
        let waiting = self.accounts.take_waiting();
        self.open_waiting(waiting).await;
    }

    async fn open_waiting(&self, waiting: Vec<Waiting>) {
        let accounts = &self.accounts;
        if self.portals.is_some() {
            return accounts.set_profile(Profile::Online);
        }
        if accounts.data.is_none() {
            return accounts.set_profile(Profile::ThisSession);
        }
        // What is asked for first need not be there: a keychain says *missing*, or why it cannot.
        let first = waiting.first().map_or(Uuid::nil(), |it| it.listed.folder.0);
        let mut keychain = accounts.vault.load(AccountId(first)).await.map(drop);
        for Waiting { listed, folder } in waiting {
            let secret = match keychain {
                // Asking again would keep the user waiting once more for each account.
                Err(error @ (VaultError::Absent | VaultError::Locked)) => Err(error),
                _ => accounts.vault.load(listed.folder).await,
            };
            let entry = match secret {
                Ok(secret) => self.open_stored(listed, folder, secret).await,
                Err(error) => {
                    keychain = Err(error);
                    let error = error.into();
                    Entry::Closed(Closed {
                        listed,
                        folder,
                        error,
                    })
                }
            };
            accounts.entries().push(entry);
        }
        accounts.set_profile(match keychain {
            Err(VaultError::Locked) => Profile::KeychainLocked,
            Err(VaultError::Absent) => Profile::ThisSession,
            Ok(()) | Err(VaultError::Missing | VaultError::Malformed) => Profile::Device,
        });
    }

    async fn open_stored(&self, listed: Listed, folder: Folder, secret: Secret) -> Entry {
        let closed = |listed, folder, error| {
            Entry::Closed(Closed {
                listed,
                folder,
                error,
            })
        };
        let address = match Address::parse(&listed.address) {
            Ok(address) => address,
            Err(error) => return closed(listed, folder, error.into()),
        };
        let encryption = (self.accounts.encrypt)(secret.key.clone());
        match Store::open(folder, &secret.key, encryption).await {
            Ok((store, opened, outbox)) => {
                let beginning = Beginning {
                    id: listed.folder,
                    issuer: listed.issuer,
                    address,
                    vault: self.accounts.vault.clone(),
                    store,
                    opened,
                    outbox,
                    secret,
                };
                self.start(beginning, None).await.0
            }
            Err(unopened) => closed(listed, unopened.folder, unopened.error),
        }
    }

    /// Starts an account, and what runs behind it.
    async fn start(
        &self,
        beginning: Beginning,
        signed_in: Option<&Tokens>,
    ) -> (Entry, Arc<Account>) {
        let session = Session::new(
            beginning.id,
            beginning.vault,
            Arc::clone(&self.outside.portal),
            beginning.secret,
            signed_in,
        );
        let account = Arc::new(
            Account::new(Parts {
                id: beginning.id,
                issuer: beginning.issuer,
                address: beginning.address,
                session,
                statements: match self.portals {
                    Some(_) => Statements::Asked,
                    None => Statements::Synced,
                },
                store: beginning.store,
                opened: beginning.opened,
                outbox: beginning.outbox,
                outside: self.outside.clone(),
            })
            .await,
        );
        account.recover(&[]).await;
        let tasks = Tasks::start(&account, self.visible.subscribe());
        let entry = Entry::Open {
            account: Arc::clone(&account),
            tasks,
        };
        (entry, account)
    }

    /// Adds the account of a sign-in; one of the same user at the same provider goes on instead,
    /// and one of that provider whose key is lost begins anew.
    pub async fn join(&self, signed_in: SignedIn) -> Result<Arc<Account>, AppError> {
        let _one_at_a_time = self.changing().await?;
        let issuer = signed_in.found.provider.issuer;
        let lost = self.lost_account(issuer, &signed_in.address);
        let known = self.account_of(issuer, &signed_in).await?;
        let account = match &known {
            Some(account) => {
                let address = signed_in.address.clone();
                account.signed_in_again(address, &signed_in.tokens).await?;
                Arc::clone(account)
            }
            None => self.begin(issuer, &signed_in, lost).await?,
        };
        if let Err(error) = self.settle(&account, &signed_in).await {
            // Beside a lost account lies what may come back yet.
            if known.is_none() && lost.is_none() {
                self.remove(account.id).await?;
            }
            return Err(error);
        }
        self.outside.host.emit(Event::Accounts);
        Ok(account)
    }

    async fn settle(&self, account: &Account, signed_in: &SignedIn) -> Result<(), AppError> {
        let user = signed_in.tokens.user;
        account
            .introduce(user, &signed_in.base, &signed_in.found)
            .await?;
        self.accounts.write_list()?;
        let mut others = Vec::new();
        for other in self.accounts.open() {
            let same = other.id != account.id && other.issuer == account.issuer;
            if same && other.is_at(&signed_in.base, &signed_in.address).await? {
                others.push(other);
            }
        }
        account.recover(&others).await;
        Ok(())
    }

    /// The account of the same user at the same provider. A portal says itself which provider it is
    /// and who signed in; so it is the same only where the one of before is.
    async fn account_of(
        &self,
        issuer: Issuer,
        signed_in: &SignedIn,
    ) -> Result<Option<Arc<Account>>, AppError> {
        let user = signed_in.tokens.user;
        for account in self.accounts.open() {
            let same = account.issuer == issuer
                && account.is_at(&signed_in.base, &signed_in.address).await?;
            if !same {
                continue;
            }
            // An emptied cache does not know its user; what waits beside it is still somebody's.
            let owner = match account.user().await? {
                None => account.outbox.owner().await?,
                known => known,
            };
            if owner.is_none_or(|owner| owner == user) {
                return Ok(Some(account));
            }
        }
        Ok(None)
    }

    async fn begin(
        &self,
        issuer: Issuer,
        signed_in: &SignedIn,
        lost: Option<AccountId>,
    ) -> Result<Arc<Account>, AppError> {
        let accounts = &self.accounts;
        let tokens = &signed_in.tokens;
        let secret = Secret {
            key: self.key_of(lost).await?,
            refresh: Some(tokens.refresh.clone()),
        };
        let id = lost.map_or_else(random_id, Ok)?;
        let mut listed = None;
        let (vault, store) = if self.keychain_keeps(id, &secret).await? {
            let folder = match accounts.take(id) {
                Some(Entry::Closed(closed)) => {
                    listed = Some(closed.listed);
                    closed.folder
                }
                _ => self.new_folder(id)?,
            };
            let encryption = (accounts.encrypt)(secret.key.clone());
            (accounts.vault.clone(), Store::Disk { folder, encryption })
        } else {
            accounts.memory.store(id, secret.clone()).await?;
            (accounts.memory.clone(), Store::Memory)
        };
        let (opened, outbox) = match store.create(&secret.key).await {
            Ok(opened) => opened,
            // No room, for one.
            Err(error) => {
                let error = AppError::from(error);
                match (listed, store) {
                    // What was set aside there stays, with its key.
                    (Some(listed), Store::Disk { folder, .. }) => {
                        accounts.entries().push(Entry::Closed(Closed {
                            listed,
                            folder,
                            error: error.clone(),
                        }));
                    }
                    (_, store) => {
                        removed(vault.delete(id).await)?;
                        store.remove().map_err(DbError::from)?;
                        accounts.write_list()?;
                    }
                }
                return Err(error);
            }
        };
        let beginning = Beginning {
            id,
            issuer,
            address: signed_in.address.clone(),
            vault,
            store,
            opened,
            outbox,
            secret,
        };
        let (entry, account) = self.start(beginning, Some(tokens)).await;
        accounts.entries().push(entry);
        Ok(account)
    }

    /// The key to begin with. The one that is there of a lost account may open what was set aside
    /// before, so it stays.
    async fn key_of(&self, lost: Option<AccountId>) -> Result<Key, AppError> {
        if let Some(lost) = lost
            && let Ok(secret) = self.accounts.vault.load(lost).await
        {
            return Ok(secret.key);
        }
        Key::random().map_err(|_| no_randomness())
    }

    /// Whether the keychain took the secret. When it cannot, this run keeps things in memory.
    async fn keychain_keeps(&self, id: AccountId, secret: &Secret) -> Result<bool, AppError> {
        if self.accounts.profile() != Profile::Device {
            return Ok(false);
        }
        let profile = match self.accounts.vault.store(id, secret.clone()).await {
            Ok(()) => return Ok(true),
            Err(VaultError::Absent) => Profile::ThisSession,
            Err(VaultError::Locked) => Profile::KeychainLocked,
            Err(error @ (VaultError::Missing | VaultError::Malformed)) => return Err(error.into()),
        };
        self.accounts.set_profile(profile);
        Ok(false)
    }

    /// An account of the provider that no key opens any more.
    fn lost_account(&self, issuer: Issuer, address: &Address) -> Option<AccountId> {
        if self.accounts.profile() != Profile::Device {
            return None;
        }
        self.accounts
            .entries()
            .iter()
            .find_map(|entry| match entry {
                Entry::Closed(closed)
                    if closed.listed.issuer == issuer
                        && is_of(&closed.listed.address, address)
                        && closed.error.code == ErrorCode::WrongKey =>
                {
                    Some(closed.listed.folder)
                }
                _ => None,
            })
    }

    fn new_folder(&self, id: AccountId) -> Result<Folder, AppError> {
        let data = self.accounts.data.as_deref();
        let data = data.ok_or(AppError::new(ErrorCode::KeychainAbsent))?;
        Folder::open(data, id).map_err(|error| match error {
            LockError::Io(error) => DbError::from(error).into(),
            LockError::Taken => AppError::new(ErrorCode::Conflict),
        })
    }

    /// Tries the keychain once more, after it was found locked or absent: opens what it kept
    /// closed, and puts on disk what had to begin in memory.
    pub async fn retry_keychain(&self) -> Result<(), AppError> {
        let accounts = &self.accounts;
        let _one_at_a_time = self.changing().await?;
        if accounts.profile() == Profile::Device {
            return Ok(());
        }
        let kept_closed: Vec<_> = {
            let mut entries = accounts.entries();
            let by_keychain = |entry: &mut Entry| match entry {
                Entry::Closed(closed) => matches!(
                    closed.error.code,
                    ErrorCode::KeychainLocked | ErrorCode::KeychainAbsent
                ),
                Entry::Open { .. } => false,
            };
            entries.extract_if(.., by_keychain).collect()
        };
        let waiting = kept_closed.into_iter().filter_map(|entry| match entry {
            Entry::Closed(Closed { listed, folder, .. }) => Some(Waiting { listed, folder }),
            Entry::Open { .. } => None,
        });
        self.open_waiting(waiting.collect()).await;
        if accounts.profile() == Profile::Device {
            for account in accounts.open() {
                if account.is_stored() {
                    continue;
                }
                if self.is_stored_already(&account).await? {
                    self.remove(account.id).await?;
                } else {
                    self.put_on_disk(&account).await?;
                }
            }
            accounts.write_list()?;
        }
        self.outside.host.emit(Event::Accounts);
        Ok(())
    }

    /// Whether the same user's account at the same provider has just been opened from disk.
    async fn is_stored_already(&self, account: &Account) -> Result<bool, DbError> {
        let Some(user) = account.user().await? else {
            return Ok(false);
        };
        for other in self.accounts.open() {
            let same = other.is_stored() && other.issuer == account.issuer;
            if same && other.user().await? == Some(user) && other.is_where(account).await? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Moves an account from memory to disk. Its session goes on; its cache is loaded again.
    async fn put_on_disk(&self, account: &Account) -> Result<(), AppError> {
        let accounts = &self.accounts;
        let secret = accounts.memory.load(account.id).await?;
        if !self.keychain_keeps(account.id, &secret).await? {
            return Ok(());
        }
        let encryption = (accounts.encrypt)(secret.key.clone());
        let folder = self.new_folder(account.id)?;
        let user = account.user().await?;
        let store = Store::Disk { folder, encryption };
        let (opened, outbox) = store.create(&secret.key).await?;
        if let Some(Entry::Open { account, tasks }) = accounts.take(account.id) {
            tasks.stop().await;
            account.close().await;
        }
        // Renewed meanwhile or not: what memory holds now is the newest.
        let secret = account.session.forget().await.unwrap_or(secret);
        accounts.vault.store(account.id, secret.clone()).await?;
        let beginning = Beginning {
            id: account.id,
            issuer: account.issuer,
            address: account.address(),
            vault: accounts.vault.clone(),
            store,
            opened,
            outbox,
            secret,
        };
        let (entry, account) = self.start(beginning, None).await;
        accounts.entries().push(entry);
        if let Some(user) = user {
            account.outbox.belongs_to(user).await?;
        }
        account.wake();
        Ok(())
    }

    /// Stops and closes the accounts that are `meant`, and takes them out of the list with those
    /// whose files could not be opened.
    pub(super) async fn close_accounts(&self, meant: impl Fn(&Account) -> bool) {
        let _one_at_a_time = self.accounts.changing.lock().await;
        let is_meant = |entry: &mut Entry| match entry {
            Entry::Open { account, .. } => meant(account),
            Entry::Closed(_) => true,
        };
        let entries: Vec<_> = self.accounts.entries().extract_if(.., is_meant).collect();
        for entry in entries {
            if let Entry::Open { account, tasks } = entry {
                tasks.stop().await;
                account.close().await;
            }
        }
    }
}

/// A name that says nothing.
fn random_id() -> Result<AccountId, AppError> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|_| no_randomness())?;
    Ok(AccountId(Builder::from_random_bytes(bytes).into_uuid()))
}

/// A system without randomness can make no key, and so keeps none.
fn no_randomness() -> AppError {
    AppError::new(ErrorCode::KeychainAbsent)
}

/// Whether an address that was kept lies at the origin of another.
fn is_of(kept: &str, address: &Address) -> bool {
    Address::parse(kept).is_ok_and(|kept| kept.origin() == address.origin())
}
