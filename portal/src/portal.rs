//! A portal that is ready to answer.

use std::sync::Arc;

use balcao_bounds::Bounded;
use balcao_domain::Provider;
use chrono_tz::Tz;
use tokio_util::sync::CancellationToken;

use crate::clock::Clock;
use crate::files::Files;
use crate::password::{PasswordError, Passwords};
use crate::scope::System;
use crate::seats::Seats;
use crate::store::{Store, StoreError};
use crate::sync::Seal;
use crate::working::Working;

/// How many documents wait to be drawn.
const MOST_DRAWINGS: usize = 64;

/// What every handler is given. Cheap to clone.
#[derive(Clone)]
pub struct Portal {
    /// The database.
    pub store: Store,
    /// The files that users gave.
    pub files: Files,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Who checks passwords.
    pub passwords: Arc<Passwords>,
    /// Who draws documents: each takes tens of milliseconds.
    pub drawing: Arc<Bounded>,
    /// Who signs cursors.
    pub seal: Seal,
    /// The actions that are being done.
    pub working: Working,
    /// The lines that users hold open.
    pub seats: Seats,
    /// Cancelled once the portal is told to stop.
    pub stopping: CancellationToken,
    /// How many records at most stand between two cursor lines.
    pub sync_batch: usize,
    /// Its address from outside, without a final slash.
    pub origin: Arc<str>,
}

/// Why a portal cannot be made ready.
#[derive(Debug, thiserror::Error)]
pub enum PortalError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Hashing failed.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// The key of the cursors cannot be one.
    #[error("the key that signs cursors is damaged")]
    Key,
}

impl Portal {
    /// Makes a portal ready over its database.
    ///
    /// # Errors
    /// Those of [`PortalError`].
    pub async fn new(
        store: Store,
        files: Files,
        clock: Arc<dyn Clock>,
        sync_batch: usize,
        origin: &str,
    ) -> Result<Self, PortalError> {
        let key = store.cursor_key(System).await?;
        store.hear_replicas().await?;
        Ok(Self {
            store,
            files,
            clock,
            passwords: Arc::new(Passwords::new()?),
            drawing: Arc::new(Bounded::new(MOST_DRAWINGS)),
            seal: Seal::new(&key).ok_or(PortalError::Key)?,
            working: Working::default(),
            seats: Seats::default(),
            stopping: CancellationToken::new(),
            sync_batch,
            origin: origin.trim_end_matches('/').into(),
        })
    }
}

/// The zone a provider's days are counted in; UTC when its name is none, which adding a provider
/// refuses.
pub fn zone(provider: &Provider) -> Tz {
    provider.zone.parse().unwrap_or(Tz::UTC)
}
