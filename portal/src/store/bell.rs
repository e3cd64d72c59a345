//! Tells listeners in this process which streams were written to.

use std::collections::BTreeSet;
use std::future::pending;
use std::sync::Arc;

use balcao_contract::cursor::Mark;
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;

use super::{Store, StoreError, log};
use crate::scope::Scope;

/// How many commits may be told of while a listener is busy; who misses more looks anyway.
const REMEMBERED: usize = 64;

/// The names of logs that one transaction wrote to.
pub(super) type Touched = BTreeSet<String>;

/// Rung after each commit.
#[derive(Debug, Clone)]
pub(super) struct Bell(broadcast::Sender<Arc<Touched>>);

impl Bell {
    pub(super) fn new() -> Self {
        Self(broadcast::Sender::new(REMEMBERED))
    }

    pub(super) fn ring(&self, touched: Touched) {
        if !touched.is_empty() {
            // Nobody listening is no failure.
            let _ = self.0.send(Arc::new(touched));
        }
    }
}

/// Hears of every commit of this process from when it was made.
#[derive(Debug)]
pub struct Listener(broadcast::Receiver<Arc<Touched>>);

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
                Ok(touched) if touched.is_disjoint(&own) => (),
                Ok(_) | Err(RecvError::Lagged(_)) => return,
                Err(RecvError::Closed) => pending().await,
            }
        }
    }
}

impl Store {
    /// Begins to listen.
    pub fn listener(&self) -> Listener {
        Listener(self.bell.0.subscribe())
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
