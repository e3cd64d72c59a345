//! One account that reads: its database, its session, and what is known of its checks.

mod deciding;
mod folder;
mod heard;
pub(crate) mod list;
mod shown;
mod statements;
mod store;

pub(crate) use folder::{Folder, FolderLock, LockError, make_private, replace_file};
pub(crate) use statements::Statements;
pub(crate) use store::{Opened, Store};

use crate::address::Address;
use crate::cache::meta::{self, Meta};
use crate::cache::{listed, streams};
use crate::clock::Clock;
use crate::db::{Database, DbError};
use crate::files::Files;
use crate::host::Host;
use crate::moment;
use crate::outbox::Outbox;
use crate::portal::{Base, Portal, PortalError};
use crate::session::{Session, SessionError};
use crate::sync::{self, Changes, CheckError};
use crate::vault::VaultError;
use balcao_bridge::{
    AccountId, AccountNotice, AccountState, AppError, ErrorCode, Event, Freshness,
};
use balcao_contract::{Tokens, WellKnown};
use balcao_domain::{Issuer, Provider, Stream, User, UserId};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use heard::Heard;
use rusqlite::Connection;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore, watch};

/// What an account asks of the world.
#[derive(Clone)]
pub(crate) struct Outside {
    pub portal: Arc<dyn Portal>,
    pub clock: Arc<dyn Clock>,
    pub host: Arc<dyn Host>,
}

/// An account whose files are open.
pub(crate) struct Account {
    pub id: AccountId,
    pub issuer: Issuer,
    pub session: Session,
    pub outside: Outside,
    /// What changed and was not yet told.
    pub changes: Changes,
    /// What was fetched beside the cache.
    pub files: Files,
    /// Held by whoever fetches a file.
    pub fetching: tokio::sync::Mutex<()>,
    /// One document of it is drawn at a time.
    drawing: Arc<Semaphore>,
    /// How it comes by statements.
    pub statements: Statements,
    /// Held by whoever fetches a month of one.
    pub fetching_months: tokio::sync::Mutex<()>,
    /// What waits to be sent.
    pub outbox: Outbox,
    store: Store,
    database: Mutex<Arc<Database>>,
    healing: tokio::sync::Mutex<()>,
    closed: AtomicBool,
    known: Mutex<Known>,
    checking: tokio::sync::Mutex<()>,
    checks: AtomicU64,
    commits: watch::Sender<u64>,
    wake: Notify,
}

/// What is known of an account beyond its cache.
struct Known {
    address: Address,
    state: AccountState,
    heard: Heard,
    /// What must be told, and whether it was.
    notice: Option<(AccountNotice, bool)>,
}

/// What came of healing a database.
enum Healed {
    /// It was sound, and is open again.
    Sound,
    /// It was damaged and is now empty; or somebody else has seen to it meanwhile.
    Emptied,
}

/// What an account is put together from.
pub(crate) struct Parts {
    pub id: AccountId,
    pub issuer: Issuer,
    pub address: Address,
    pub session: Session,
    pub statements: Statements,
    pub store: Store,
    pub opened: Opened,
    pub outbox: Outbox,
    pub outside: Outside,
}

impl Account {
    pub async fn new(parts: Parts) -> Self {
        let Opened {
            database,
            meta,
            rebuilt,
        } = parts.opened;
        let state = if parts.session.is_live().await {
            AccountState::Ready
        } else {
            AccountState::SignInNeeded
        };
        Self {
            id: parts.id,
            issuer: parts.issuer,
            session: parts.session,
            outside: parts.outside,
            changes: Changes::default(),
            files: Files::at(parts.store.files()),
            fetching: tokio::sync::Mutex::default(),
            drawing: Arc::new(Semaphore::new(1)),
            statements: parts.statements,
            fetching_months: tokio::sync::Mutex::default(),
            outbox: parts.outbox,
            store: parts.store,
            database: Mutex::new(Arc::new(database)),
            healing: tokio::sync::Mutex::default(),
            closed: AtomicBool::new(false),
            known: Mutex::new(Known {
                address: parts.address,
                state,
                heard: Heard::stored(meta.checked_at),
                notice: rebuilt.then_some((AccountNotice::CacheRebuilt, false)),
            }),
            checking: tokio::sync::Mutex::default(),
            checks: AtomicU64::new(0),
            commits: watch::Sender::new(0),
            wake: Notify::new(),
        }
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn database(&self) -> Arc<Database> {
        let database = self.database.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&database)
    }

    /// Whether it lies on disk.
    pub fn is_stored(&self) -> bool {
        matches!(self.store, Store::Disk { .. })
    }

    /// The address it was added by.
    pub fn address(&self) -> Address {
        self.known().address.clone()
    }

    /// Whether it can be read and renewed.
    pub fn state(&self) -> AccountState {
        self.known().state.clone()
    }

    fn set_state(&self, state: AccountState) {
        let changed = {
            let mut known = self.known();
            let changed = known.state != state;
            known.state = state;
            changed
        };
        if changed {
            self.outside.host.emit(Event::Accounts);
        }
    }

    /// Reads from the cache; a damaged one is rebuilt, and then reads as empty.
    pub async fn read<T: Send + 'static>(
        &self,
        read: impl Fn(&Connection) -> Result<T, DbError> + Clone + Send + 'static,
    ) -> Result<T, DbError> {
        let database = self.database();
        match database.read(read.clone()).await {
            Err(error) if error.may_heal() => {
                self.heal(&database, error).await?;
                self.database().read(read).await
            }
            answer => answer,
        }
    }

    /// Writes to the cache in one transaction. A damaged one is rebuilt; the write then fails all
    /// the same, for what it builds upon is gone.
    pub async fn write<T: Send + 'static>(
        &self,
        write: impl Fn(&Connection) -> Result<T, DbError> + Clone + Send + 'static,
    ) -> Result<T, DbError> {
        let database = self.database();
        match database.write(write.clone()).await {
            Err(error) if error.may_heal() => match self.heal(&database, error).await? {
                Healed::Sound => self.database().write(write).await,
                Healed::Emptied => Err(DbError::Unreadable),
            },
            answer => answer,
        }
    }

    async fn heal(&self, broken: &Arc<Database>, error: DbError) -> Result<Healed, DbError> {
        let _one_at_a_time = self.healing.lock().await;
        if self.closed.load(Ordering::Acquire) {
            return Err(DbError::Closed);
        }
        if !Arc::ptr_eq(broken, &self.database()) {
            return Ok(Healed::Emptied);
        }
        broken.close().await;
        if let Some(sound) = self.store.reopen(error).await? {
            self.set_database(sound);
            return Ok(Healed::Sound);
        }
        self.start_anew().await?;
        self.known().notice = Some((AccountNotice::CacheRebuilt, false));
        self.outside.host.emit(Event::Accounts);
        self.wake();
        Ok(Healed::Emptied)
    }

    /// Replaces the closed database by an empty one.
    async fn start_anew(&self) -> Result<(), DbError> {
        let fresh = self.store.rebuild().await?;
        self.set_database(fresh);
        let mut known = self.known();
        (known.heard.at, known.heard.written) = (None, None);
        Ok(())
    }

    fn set_database(&self, database: Database) {
        *self.database.lock().unwrap_or_else(PoisonError::into_inner) = Arc::new(database);
    }

    /// Access was removed: nothing of what it gave stays, and what waits to be sent is set aside.
    /// Answers whether all of that is done.
    async fn wipe(&self) -> bool {
        let removed = AccountState::Closed(AppError::new(ErrorCode::AccessRemoved));
        // Whoever hears of it second, a check beside the sender, waits until it is done.
        let _one_at_a_time = self.healing.lock().await;
        if self.state() == removed {
            return false;
        }
        let set_aside = self.outbox.abandon().await;
        if let Err(error) = &set_aside {
            tracing::error!(%error, "an outbox was not set aside");
        }
        let wiped = async {
            self.database().close().await;
            self.files.clear().await?;
            self.start_anew().await
        };
        let wiped = wiped.await;
        if let Err(error) = &wiped {
            tracing::error!(%error, "a cache was not wiped");
        }
        self.set_state(removed);
        set_aside.is_ok() && wiped.is_ok()
    }

    /// Closes the database; nothing reads any more.
    pub async fn close(&self) {
        self.closed.store(true, Ordering::Release);
        let _no_healing = self.healing.lock().await;
        self.files.close().await;
        self.outbox.close().await;
        self.database().close().await;
        self.store.unlock();
    }

    /// Removes the account's files, once it is closed.
    pub fn remove_files(&self) -> std::io::Result<()> {
        self.store.remove()
    }

    /// Asks the portal now, after a check that is already under way. However many wait meanwhile,
    /// one check serves them all.
    pub async fn check(&self) {
        let begun = self.checks.load(Ordering::Acquire);
        let _one_at_a_time = self.checking.lock().await;
        let served = self.checks.load(Ordering::Acquire) > begun;
        if served || matches!(self.state(), AccountState::Closed(_)) {
            return;
        }
        self.checks.fetch_add(1, Ordering::AcqRel);
        let problem = match sync::check(self).await {
            Ok(()) => None,
            Err(error) => {
                tracing::info!(account = %self.id.0, %error, "a check failed");
                if let CheckError::Session(error) = &error {
                    self.ended(error).await;
                }
                Some(error.into())
            }
        };
        self.known().heard.problem = problem;
        self.outside.host.emit(Event::Checked { account: self.id });
    }

    /// Whether the portal was asked what changed and its answer is not all here.
    pub fn is_checking(&self) -> bool {
        self.checking.try_lock().is_err()
    }

    /// Notes that the portal has confirmed everything; answers whether to write that down now.
    pub fn confirmed(&self, now: DateTime<Utc>, changed: bool) -> bool {
        self.outbox.wake();
        let heard = &mut self.known().heard;
        heard.confirmed(now);
        let due = changed || heard.is_due(now);
        if due {
            heard.written = Some(now);
        }
        due
    }

    /// Whether the portal says on a line when something is new.
    pub fn watched(&self, watched: bool) {
        self.known().heard.watched = watched;
    }

    /// What follows when it was the session that failed, unless the user has signed in again by
    /// the time that this is heard.
    pub async fn ended(&self, error: &SessionError) {
        let Some(over) = self.session.over().await else {
            return;
        };
        match error {
            SessionError::AccessRemoved => {
                if self.wipe().await {
                    self.session.forget_removed(over).await;
                }
            }
            // What is cached reads on, nothing is sent.
            SessionError::Ended => self.set_state(AccountState::SignInNeeded),
            SessionError::Portal(_) => {}
        }
    }

    /// Counts a committed cursor; answers how many there are.
    pub fn count_commit(&self) -> u64 {
        self.commits.send_modify(|commits| *commits += 1);
        *self.commits.borrow()
    }

    /// How many cursors were committed, as it grows.
    pub fn commits(&self) -> watch::Receiver<u64> {
        self.commits.subscribe()
    }

    /// Wants a check soon, seen or not.
    pub fn wake(&self) {
        self.wake.notify_one();
    }

    /// Waits until a check is wanted soon.
    pub async fn woken(&self) {
        self.wake.notified().await;
    }

    /// Where the portal's paths lie.
    pub async fn base(&self) -> Result<Base, CheckError> {
        match self.read(Meta::read).await?.base {
            Some(base) => Ok(base),
            None => self.look_up_base().await,
        }
    }

    /// Where the portal's paths lie, asked anew and remembered.
    async fn look_up_base(&self) -> Result<Base, CheckError> {
        let address = self.address();
        let found = self.outside.portal.well_known(&address).await?;
        let base = Base::parse(&found.base).filter(|_| found.provider.issuer == self.issuer);
        let base = base.ok_or_else(|| PortalError::NotAPortal {
            host: address.host().to_owned(),
        })?;
        let known = base.clone();
        self.write(move |connection| {
            let user = Meta::read(connection)?.user;
            meta::set_identity(connection, user, Some(&known))
        })
        .await?;
        Ok(base)
    }

    /// Remembers who signed in, where, and what the provider says of itself.
    pub async fn introduce(
        &self,
        user: UserId,
        base: &Base,
        found: &WellKnown,
    ) -> Result<(), DbError> {
        let (base, row) = (base.clone(), found.provider.clone());
        self.write(move |connection| {
            meta::set_identity(connection, Some(user), Some(&base))?;
            let generation = streams::generation(connection, Stream::Provider)?;
            listed::put(connection, generation.unwrap_or(0), &row)
        })
        .await
    }

    /// Whether its portal is the one that answers under a base: at the same origin, or where no base
    /// is known, as the cache was emptied, added by an address of the same.
    pub async fn is_at(&self, base: &Base, address: &Address) -> Result<bool, DbError> {
        let known = self.read(|connection| Ok(Meta::read(connection)?.base));
        Ok(match known.await? {
            Some(known) => known.origin() == base.origin(),
            None => self.address().origin() == address.origin(),
        })
    }

    /// Whether its portal is another account's.
    pub async fn is_where(&self, other: &Self) -> Result<bool, DbError> {
        let known = other.read(|connection| Ok(Meta::read(connection)?.base));
        match known.await? {
            Some(base) => self.is_at(&base, &other.address()).await,
            None => Ok(self.address().origin() == other.address().origin()),
        }
    }

    /// One's turn to draw a document.
    pub async fn turn_to_draw(&self) -> Result<OwnedSemaphorePermit, AppError> {
        let turn = Arc::clone(&self.drawing).acquire_owned();
        turn.await
            .map_err(|_| AppError::new(ErrorCode::Unavailable))
    }

    /// Goes on with the tokens of a new sign-in.
    pub async fn signed_in_again(
        &self,
        address: Address,
        tokens: &Tokens,
    ) -> Result<(), VaultError> {
        let live = self.session.replace(tokens).await?;
        self.known().address = address;
        self.set_state(AccountState::Ready);
        drop(live);
        self.outbox.wake();
        Ok(())
    }

    /// Who signed in; none when the cache was emptied and not yet loaded again.
    pub async fn user(&self) -> Result<Option<UserId>, DbError> {
        self.read(|connection| {
            let known = Meta::read(connection)?.user;
            Ok(known.or(listed::only::<User>(connection)?.map(|user| user.id)))
        })
        .await
    }

    /// How old what is cached is, counted in the provider's zone.
    pub fn freshness(&self, zone: Tz) -> Freshness {
        let now = self.outside.clock.now();
        self.known().heard.freshness(now, zone)
    }

    /// The zone that the provider's days are counted in.
    pub async fn zone(&self) -> Result<Tz, DbError> {
        self.read(zone).await
    }
}

/// The zone that the provider's days are counted in; UTC before the provider is known.
pub(crate) fn zone(connection: &Connection) -> Result<Tz, DbError> {
    let provider: Option<Provider> = listed::only(connection)?;
    Ok(provider.map_or(Tz::UTC, |provider| moment::zone(&provider.zone)))
}
