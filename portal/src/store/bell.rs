//! Tells listeners which streams were written to: those of this process, and where the database
//! is a server's those of every replica.

use std::collections::BTreeSet;
use std::future::pending;
use std::sync::{Arc, OnceLock};

use balcao_contract::cursor::Mark;
use sea_orm::{DatabaseConnection, DatabaseTransaction, DbBackend, DbErr};
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;
use tokio_util::sync::{CancellationToken, DropGuard};

use super::{Store, StoreError, log, replicas};
use crate::scope::Scope;

/// How many commits may be told of while a listener is busy; who misses more looks anyway.
const REMEMBERED: usize = 64;

/// The names of logs that one transaction wrote to.
pub(super) type Touched = BTreeSet<String>;

/// What was written to.
#[derive(Debug)]
pub(super) enum Rung {
    /// These logs.
    Logs(Touched),
    /// Nobody knows: other replicas could not be heard for a while.
    Unknown,
}

/// Rung after each commit.
#[derive(Debug, Clone)]
pub(super) struct Bell {
    rung: broadcast::Sender<Arc<Rung>>,
    /// Whether a server tells every replica, this one too, of what was committed.
    carried: bool,
    /// Ends the hearing of other replicas with the last clone.
    hearing: Arc<OnceLock<DropGuard>>,
}

impl Bell {
    pub(super) fn of(db: &DatabaseConnection) -> Self {
        Self {
            rung: broadcast::Sender::new(REMEMBERED),
            carried: db.get_database_backend() == DbBackend::Postgres,
            hearing: Arc::default(),
        }
    }

    /// Says in a transaction what it wrote to, for the server to tell once it is committed.
    pub(super) async fn announce(
        &self,
        tx: &DatabaseTransaction,
        touched: &Touched,
    ) -> Result<(), DbErr> {
        if self.carried {
            replicas::notify(tx, touched).await?;
        }
        Ok(())
    }

    /// Tells of what was committed, where nobody else does.
    pub(super) fn ring(&self, touched: Touched) {
        if !self.carried && !touched.is_empty() {
            self.tell(Rung::Logs(touched));
        }
    }

    /// Tells who listens here.
    pub(super) fn tell(&self, rung: Rung) {
        // Nobody listening is no failure.
        let _ = self.rung.send(Arc::new(rung));
    }
}

/// Hears of every commit from when it was made.
#[derive(Debug)]
pub struct Listener(broadcast::Receiver<Arc<Rung>>);

impl Listener {
    /// Returns once one of the user's streams may have been written to.
    pub async fn heard(&mut self, scope: &Scope) {
        let own: Touched = scope
            .streams()
            .into_iter()
            .map(|stream| log::log(scope, stream).name())
            .collect();
        loop {
            match self.0.recv().await {
                Ok(rung) => match &*rung {
                    Rung::Logs(touched) if touched.is_disjoint(&own) => (),
                    Rung::Logs(_) | Rung::Unknown => return,
                },
                Err(RecvError::Lagged(_)) => return,
                Err(RecvError::Closed) => pending().await,
            }
        }
    }
}

impl Store {
    /// Begins to listen.
    pub fn listener(&self) -> Listener {
        Listener(self.bell.rung.subscribe())
    }

    /// Begins to hear what other replicas commit, where a server tells of it. Without, what they
    /// wrote shows in [`Store::heads`] alone.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn hear_replicas(&self) -> Result<(), StoreError> {
        if !self.bell.carried || self.bell.hearing.get().is_some() {
            return Ok(());
        }
        let server = self.db.get_postgres_connection_pool().connect_options();
        let until = CancellationToken::new();
        // The task has a sender of its own, and nothing that would keep it alive.
        let bell = Bell {
            hearing: Arc::default(),
            ..self.bell.clone()
        };
        replicas::hear(&server, bell, until.clone()).await?;
        // Begun twice at once, one of the two ends here.
        let _ = self.bell.hearing.set(until.drop_guard());
        Ok(())
    }

    /// Where the logs of the user's streams end: what other processes wrote shows here.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn heads(&self, scope: &Scope) -> Result<Vec<Mark>, StoreError> {
        let mut heads = Vec::new();
        for stream in scope.streams() {
            heads.push(self.head(scope, stream).await?);
        }
        Ok(heads)
    }
}
