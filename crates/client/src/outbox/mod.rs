//! The outbox: what the user decided and the portal does not have yet.
//!
//! The rules stand in [`queue`] and [`overlay`], which know no disk and no network. [`Outbox`]
//! keeps a queue on disk: a step is computed, written (`synchronous=FULL`), and only then true.
//! [`sender`] takes it to the portal.

mod counter;
mod damage;
mod drafting;
pub(crate) mod id;
pub(crate) mod jump;
pub(crate) mod overlay;
mod pauses;
pub(crate) mod queue;
mod recovery;
pub(crate) mod retry;
mod send;
pub(crate) mod sender;
mod table;

pub(crate) use counter::Counter;
pub(crate) use damage::set_aside;
pub(crate) use drafting::{forget_draft, forget_typed};
pub(crate) use recovery::UNREAD;
pub(crate) use send::send_now;

use send::send;

use crate::cache::streams::Place as StreamPlace;
use crate::db::{Database, DbError, Encryption, Place};
use balcao_bridge::{AccountNotice, ActionId, AppError, ErrorCode};
use balcao_domain::{Action, Sha256Digest, Stream};
use chrono::{DateTime, Utc};
use drafting::redraft_all;
use queue::{Entry, NotNow, Queue, State};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use table::{actions, chunks, drafts};
use tokio::sync::{Notify, watch};

/// The file, in an account's folder.
pub(crate) const FILE: &str = "outbox.db";

/// Where an outbox is kept.
#[derive(Clone)]
pub(crate) enum Kept {
    /// In memory, for drafts only: nothing is queued that would be lost.
    Memory,
    /// In a folder, under an encryption.
    Disk {
        /// The account's folder.
        folder: PathBuf,
        /// How it is encrypted.
        encryption: Encryption,
    },
}

impl Kept {
    fn place(&self) -> Place {
        match self {
            Self::Memory => Place::Memory,
            Self::Disk { folder, encryption } => Place::File {
                path: folder.join(FILE),
                encryption: encryption.clone(),
            },
        }
    }
}

/// Why the outbox did not do it.
#[derive(Debug, thiserror::Error)]
pub(crate) enum OutboxError {
    /// The action is not where that step begins.
    #[error(transparent)]
    NotNow(#[from] NotNow),
    /// The database did not take it; nothing has changed.
    #[error(transparent)]
    Database(#[from] DbError),
}

impl From<OutboxError> for AppError {
    fn from(error: OutboxError) -> Self {
        match error {
            OutboxError::NotNow(NotNow) => Self::new(ErrorCode::Conflict),
            OutboxError::Database(error) => error.into(),
        }
    }
}

/// An action about to be queued.
#[derive(Debug, Clone)]
pub(crate) struct New {
    /// Its id.
    pub id: ActionId,
    /// What it does.
    pub action: Action,
    /// When it was decided.
    pub made_at: DateTime<Utc>,
}

/// The outbox of one account; clones are the same one.
#[derive(Clone)]
pub(crate) struct Outbox(Arc<Inner>);

struct Inner {
    kept: Kept,
    database: Mutex<Arc<Database>>,
    /// What happened to it and was not told yet.
    notice: Mutex<Option<AccountNotice>>,
    /// What is on disk, as of the last step.
    queue: watch::Sender<Arc<Queue>>,
    changing: tokio::sync::Mutex<()>,
    attaching: tokio::sync::Mutex<()>,
    /// The files of actions that are sent at once, and so are neither a draft's nor the queue's.
    sent_at_once: Mutex<Vec<Sha256Digest>>,
    /// What was sent at once last and did not all come through: the portal may have it.
    unheard: Mutex<Vec<(Action, ActionId)>>,
    /// Closed for good: nothing opens it again.
    closed: AtomicBool,
    wake: Notify,
}

impl Outbox {
    /// Opens an outbox, or makes it. A damaged one is set aside, and what can be read of it is
    /// kept in a new one; [`Self::take_notice`] says how much.
    pub async fn open(kept: Kept) -> Result<Self, DbError> {
        let (database, queue, notice) = damage::opened(&kept).await?;
        let outbox = Self(Arc::new(Inner {
            kept,
            database: Mutex::new(Arc::new(database)),
            notice: Mutex::new(notice),
            queue: watch::Sender::new(Arc::new(queue)),
            changing: tokio::sync::Mutex::default(),
            attaching: tokio::sync::Mutex::default(),
            sent_at_once: Mutex::default(),
            unheard: Mutex::default(),
            closed: AtomicBool::new(false),
            wake: Notify::new(),
        }));
        outbox.count();
        Ok(outbox)
    }

    /// Whether actions wait here to be sent; else they are sent at once.
    pub fn queues(&self) -> bool {
        matches!(self.0.kept, Kept::Disk { .. })
    }

    /// Something happened to it that must be told.
    pub fn tell(&self, notice: AccountNotice) {
        *lock(&self.0.notice) = Some(notice);
    }

    /// What happened to it, to be told once.
    pub fn take_notice(&self) -> Option<AccountNotice> {
        lock(&self.0.notice).take()
    }

    /// The queue as it is now.
    pub fn queue(&self) -> Arc<Queue> {
        Arc::clone(&self.0.queue.borrow())
    }

    fn database(&self) -> Arc<Database> {
        Arc::clone(&lock(&self.0.database))
    }

    /// There is reason to try again: the portal was heard, somebody looks, something was queued.
    pub fn wake(&self) {
        self.0.wake.notify_one();
    }

    /// Waits until the portal has everything, or nothing more can be sent before the user decides.
    pub async fn emptied(&self) {
        let mut queues = self.0.queue.subscribe();
        let over = |queue: &Arc<Queue>| {
            let busy = |entry: &Entry| entry.state == State::Sending;
            queue.ready().next().is_none() && !queue.entries().iter().any(busy)
        };
        // The sender lives as long as this outbox.
        let _ = queues.wait_for(over).await;
    }

    /// Waits for [`Self::wake`].
    pub async fn woken(&self) {
        self.0.wake.notified().await;
    }

    /// Queues actions that belong together, with what else is to be written if they are: all of it
    /// is on disk when this answers.
    pub async fn enqueue(
        &self,
        new: Vec<New>,
        also: impl FnOnce(&Connection) -> Result<(), DbError> + Send + 'static,
    ) -> Result<(), OutboxError> {
        let step = move |queue: &mut Queue| {
            new.into_iter()
                .try_for_each(|new| queue.enqueue(new.id, new.action, new.made_at))
        };
        self.change(step, move |connection, ()| also(connection))
            .await?;
        self.wake();
        Ok(())
    }

    /// Takes one step of the machine.
    pub async fn step<T: Clone + Send + 'static>(
        &self,
        step: impl FnOnce(&mut Queue) -> Result<T, NotNow> + Send + 'static,
    ) -> Result<T, OutboxError> {
        self.change(step, |_, _| Ok(())).await
    }

    /// Takes a queued or refused action out, by `step`; what it said becomes the draft again when
    /// that is wanted.
    pub async fn take_out(
        &self,
        step: impl FnOnce(&mut Queue) -> Result<Vec<Entry>, NotNow> + Send + 'static,
        keep_draft: bool,
    ) -> Result<(), OutboxError> {
        let this = self.clone();
        let also = move |connection: &Connection, gone: Vec<Entry>| {
            if keep_draft {
                redraft_all(connection, &gone)?;
            }
            this.sweep(connection)
        };
        self.change(step, also).await?;
        self.wake();
        Ok(())
    }

    /// Accepted actions that the cache shows by now are gone; their files too.
    pub async fn settle(&self, places: BTreeMap<Stream, StreamPlace>) -> Result<(), OutboxError> {
        let step = move |queue: &mut Queue| {
            queue.settle(&places);
            Ok(())
        };
        let this = self.clone();
        self.change(step, move |connection, ()| this.sweep(connection))
            .await
    }

    /// A step runs to its end even when nobody waits for it any more: what is on disk and what is
    /// held here never differ.
    async fn change<T: Clone + Send + 'static>(
        &self,
        step: impl FnOnce(&mut Queue) -> Result<T, NotNow> + Send + 'static,
        also: impl FnOnce(&Connection, T) -> Result<(), DbError> + Send + 'static,
    ) -> Result<T, OutboxError> {
        let this = self.clone();
        let changed = tokio::spawn(async move {
            let _one_at_a_time = this.0.changing.lock().await;
            let before = this.queue();
            let mut after = Queue::clone(&before);
            let answer = step(&mut after)?;
            if after == *before {
                return Ok(answer);
            }
            let (after, answered) = (Arc::new(after), answer.clone());
            let (database, steps) = (this.database(), Arc::clone(&after));
            let written = database
                .write(move |connection| {
                    actions::replace(connection, before.entries(), steps.entries())?;
                    also(connection, answered)
                })
                .await;
            if let Err(error) = written {
                this.heal(&error).await;
                return Err(error.into());
            }
            this.0.queue.send_replace(after);
            this.count();
            Ok(answer)
        });
        changed
            .await
            .unwrap_or(Err(OutboxError::Database(DbError::Closed)))
    }

    /// After an error that looks like damage: opens it again, or what can be saved of it. Whoever
    /// met the error holds `changing`.
    async fn heal(&self, error: &DbError) {
        if !error.may_heal() || self.0.closed.load(Ordering::Acquire) || !self.queues() {
            return;
        }
        self.database().close().await;
        match damage::reopened(&self.0.kept).await {
            Ok((database, mut queue, notice)) => {
                queue.still_sending(&self.queue());
                // Who met the damage second finds it healed, and has nothing to tell.
                let untold = self.take_notice();
                self.replace(database, queue, notice.or(untold));
            }
            Err(error) => tracing::error!(%error, "an outbox did not open again"),
        }
    }

    fn replace(&self, database: Database, queue: Queue, notice: Option<AccountNotice>) {
        *lock(&self.0.database) = Arc::new(database);
        self.0.queue.send_replace(Arc::new(queue));
        *lock(&self.0.notice) = notice;
        self.count();
    }

    /// Access was removed: what waits is set aside, and nothing of it is sent.
    pub async fn abandon(&self) -> Result<(), DbError> {
        let _nothing_changes = self.0.changing.lock().await;
        self.database().close().await;
        if let Kept::Disk { folder, .. } = &self.0.kept {
            set_aside(folder, "removed")?;
        }
        let (database, queue, notice) = damage::opened(&self.0.kept).await?;
        self.replace(database, queue, notice);
        Ok(())
    }

    /// Notes how many actions there are where it can be read without the key.
    fn count(&self) {
        if let Kept::Disk { folder, .. } = &self.0.kept {
            Counter::of(folder).set(self.queue().unsent());
        }
    }

    /// Reads what is kept beside the queue.
    async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Connection) -> Result<T, DbError> + Send + 'static,
    ) -> Result<T, DbError> {
        let answer = self.database().read(read).await;
        self.healed_after(answer).await
    }

    /// What an access beside the queue answered; if that was damage, the next one finds what could
    /// be saved.
    async fn healed_after<T>(&self, answer: Result<T, DbError>) -> Result<T, DbError> {
        if let Err(error) = &answer {
            let _nothing_changes = self.0.changing.lock().await;
            self.heal(error).await;
        }
        answer
    }

    /// Writes what belongs to no action.
    async fn keep(
        &self,
        write: impl FnOnce(&Connection) -> Result<(), DbError> + Send + 'static,
    ) -> Result<(), DbError> {
        let answer = self.database().write(write).await;
        self.healed_after(answer).await
    }

    /// The bytes of an unsent file from an offset on, as many as one request carries at most; none
    /// where they are not kept any more.
    pub async fn bytes(
        &self,
        sha256: Sha256Digest,
        offset: u32,
    ) -> Result<Option<Vec<u8>>, DbError> {
        self.read(move |connection| chunks::from(connection, &sha256, offset))
            .await
    }

    /// The id that an action is done by: a new one, or, when it is decided once more because the
    /// answer to it was lost, the same, under which the portal does it once.
    pub fn id_for(&self, action: &Action, now: DateTime<Utc>) -> Result<ActionId, AppError> {
        let unheard = lock(&self.0.unheard);
        match unheard.iter().find(|(unheard, _)| unheard == action) {
            Some((_, id)) => Ok(*id),
            None => id::new(now),
        }
    }

    /// What was sent at once did not all come through; nothing once it did.
    fn not_heard(&self, sent: Vec<(Action, ActionId)>) {
        *lock(&self.0.unheard) = sent;
    }

    /// Held by who counts files and adds one, so that two at once are not one too many.
    pub async fn attaching(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.0.attaching.lock().await
    }

    /// Keeps files for as long as they are sent at once.
    fn hold(&self, files: Vec<Sha256Digest>) -> Held<'_> {
        lock(&self.0.sent_at_once).extend(&files);
        Held {
            outbox: self,
            files,
        }
    }

    /// Forgets the files that neither an action nor a draft needs.
    fn sweep(&self, connection: &Connection) -> Result<(), DbError> {
        let queued = actions::all(connection)?;
        let uploads = queued.iter().filter(|entry| entry.is_unsent());
        let mut wanted: BTreeSet<_> = uploads
            .filter_map(|entry| entry.action.file())
            .map(|file| file.sha256)
            .collect();
        for draft in drafts::profiles(connection)? {
            wanted.extend(draft.proofs.iter().map(|proof| proof.sha256));
        }
        wanted.extend(&*lock(&self.0.sent_at_once));
        chunks::keep_only(connection, &wanted)
    }

    /// Forgets what was sent at once.
    async fn forget_sent(&self) -> Result<(), DbError> {
        let this = self.clone();
        self.keep(move |connection| this.sweep(connection)).await
    }

    /// Closes the database once nothing is written any more.
    pub async fn close(&self) {
        let _nothing_changes = self.0.changing.lock().await;
        self.0.closed.store(true, Ordering::Release);
        self.database().close().await;
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Keeps a file, with the action that will bring it.
pub(crate) fn keep_file(
    connection: &Connection,
    sha256: &Sha256Digest,
    bytes: &[u8],
) -> Result<(), DbError> {
    chunks::put(connection, sha256, bytes)
}

/// Files that are sent at once; let go of when this is dropped.
struct Held<'a> {
    outbox: &'a Outbox,
    files: Vec<Sha256Digest>,
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        let mut held = lock(&self.outbox.0.sent_at_once);
        for file in &self.files {
            // The same file may be on its way twice.
            if let Some(at) = held.iter().position(|other| other == file) {
                held.swap_remove(at);
            }
        }
    }
}

#[cfg(test)]
mod tests;
