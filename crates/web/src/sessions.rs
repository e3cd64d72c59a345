//! Sessions: a browser's own core, for as long as somebody uses it.

use crate::cookie::SessionId;
use balcao_bridge::{AppError, ErrorCode, Event, ListAccounts, SignOut};
use balcao_client::{Clock, Core, Host, OnlineSetup, OpenError, Portals};
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::broadcast;

/// A session that nobody used for so long is over.
pub const IDLE: Duration = Duration::from_secs(30 * 60);

/// Events that may wait for a slow browser. One that missed some reads everything again.
const WAITING: usize = 64;

/// What every session's core is opened with.
pub struct Opening {
    /// The only portals.
    pub portals: Portals,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// One more authority to trust.
    pub extra_ca: Option<PathBuf>,
}

impl Opening {
    /// Opens a core and closes it again, so that what no session could use is told at the start.
    ///
    /// # Errors
    /// See [`OpenError`].
    pub async fn try_open(&self) -> Result<(), OpenError> {
        let listeners = Arc::new(Listeners(broadcast::Sender::new(1)));
        self.open(listeners).await?.close().await;
        Ok(())
    }

    async fn open(&self, host: Arc<dyn Host>) -> Result<Core, OpenError> {
        Core::open_online(OnlineSetup {
            portals: self.portals.clone(),
            clock: Arc::clone(&self.clock),
            host,
            extra_ca: self.extra_ca.clone(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        })
        .await
    }
}

/// Why there is no new session.
#[derive(Debug, thiserror::Error)]
pub enum NoSession {
    /// There are as many as there may be.
    #[error("there are as many sessions as there may be")]
    Full,
    /// The system has no randomness.
    #[error("the system has no randomness: {0}")]
    NoRandomness(#[from] getrandom::Error),
    /// The core does not open.
    #[error(transparent)]
    Open(#[from] OpenError),
}

/// Tells the browsers that listen; its clipboard is theirs and out of reach.
struct Listeners(broadcast::Sender<Event>);

impl Host for Listeners {
    fn emit(&self, event: Event) {
        // Fails only when nobody listens.
        let _ = self.0.send(event);
    }

    fn copy_text(&self, _: &str) -> Result<(), AppError> {
        Err(AppError::new(ErrorCode::Unavailable))
    }
}

/// A browser's own core.
pub struct Session {
    /// The core.
    pub core: Core,
    /// Held while a file of the page is read.
    pub attaching: tokio::sync::Mutex<()>,
    listeners: Arc<Listeners>,
    used: Mutex<Instant>,
}

impl Session {
    async fn open(opening: &Opening, now: Instant) -> Result<Self, OpenError> {
        let listeners = Arc::new(Listeners(broadcast::Sender::new(WAITING)));
        Ok(Self {
            core: opening.open(Arc::clone(&listeners) as _).await?,
            attaching: tokio::sync::Mutex::default(),
            listeners,
            used: Mutex::new(now),
        })
    }

    /// Everything that the core tells from now on; ends with the session.
    pub fn listen(&self) -> broadcast::Receiver<Event> {
        self.listeners.0.subscribe()
    }

    /// Somebody used it at this instant.
    pub fn used(&self, at: Instant) {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        *used = at.max(*used);
    }

    fn is_over(&self, now: Instant) -> bool {
        let used = *self.used.lock().unwrap_or_else(PoisonError::into_inner);
        now.saturating_duration_since(used) >= IDLE
    }

    /// Signs out everywhere, so that no token outlives the memory it was kept in.
    async fn end(&self) {
        for account in self.core.call(ListAccounts {}).await.unwrap_or_default() {
            let signed_out = self.core.call(SignOut {
                account: account.id,
                unsent: None,
            });
            if let Err(error) = signed_out.await {
                tracing::warn!(%error, "an account of an ended session was not signed out");
            }
        }
        self.core.close().await;
    }
}

/// All sessions there are.
pub struct Sessions {
    opening: Opening,
    most: usize,
    open: Mutex<HashMap<SessionId, Arc<Session>>>,
}

impl Sessions {
    /// None yet.
    pub fn new(opening: Opening, most: usize) -> Self {
        Self {
            opening,
            most,
            open: Mutex::default(),
        }
    }

    fn open(&self) -> MutexGuard<'_, HashMap<SessionId, Arc<Session>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins one.
    ///
    /// # Errors
    /// See [`NoSession`].
    pub async fn begin(&self, now: Instant) -> Result<SessionId, NoSession> {
        if self.open().len() >= self.most {
            return Err(NoSession::Full);
        }
        let id = SessionId::random()?;
        let session = Arc::new(Session::open(&self.opening, now).await?);
        let mut open = self.open();
        // Others may have begun meanwhile.
        if open.len() >= self.most {
            return Err(NoSession::Full);
        }
        open.insert(id, session);
        Ok(id)
    }

    /// One that is not over.
    pub fn get(&self, id: SessionId, now: Instant) -> Option<Arc<Session>> {
        let open = self.open();
        let session = open.get(&id)?;
        (!session.is_over(now)).then(|| Arc::clone(session))
    }

    /// Ends those that nobody used for [`IDLE`].
    pub async fn end_idle(&self, now: Instant) {
        let over: Vec<_> = {
            let mut open = self.open();
            open.extract_if(|_, session| session.is_over(now)).collect()
        };
        for (_, session) in over {
            session.end().await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::opening;
    use balcao_bridge::GetAppInfo;
    use tokio::sync::broadcast::error::RecvError;

    #[tokio::test]
    async fn a_session_ends_after_thirty_idle_minutes_and_not_before() {
        let sessions = Sessions::new(opening(), 1);
        let start = Instant::now();
        let id = sessions.begin(start).await.unwrap();
        let nearly = start + IDLE - Duration::from_secs(1);
        sessions.end_idle(nearly).await;
        let session = sessions.get(id, nearly).unwrap();
        session.used(nearly);
        // An older use that was told later takes nothing away.
        session.used(start);

        sessions.end_idle(start + IDLE).await;
        assert!(sessions.get(id, start + IDLE).is_some());
        let mut told = session.listen();
        drop(session);

        let over = nearly + IDLE;
        assert!(sessions.get(id, over).is_none());
        sessions.end_idle(over).await;
        assert!(sessions.get(id, start).is_none());
        assert_eq!(told.recv().await, Err(RecvError::Closed));
    }

    #[tokio::test]
    async fn there_are_only_so_many_at_once() {
        let sessions = Sessions::new(opening(), 2);
        let now = Instant::now();
        let first = sessions.begin(now).await.unwrap();
        let second = sessions.begin(now).await.unwrap();
        assert_ne!(first, second);
        assert!(matches!(sessions.begin(now).await, Err(NoSession::Full)));
        sessions.end_idle(now + IDLE).await;
        assert!(sessions.begin(now + IDLE).await.is_ok());
    }

    #[tokio::test]
    async fn an_ended_core_answers_nothing_more() {
        let sessions = Sessions::new(opening(), 1);
        let now = Instant::now();
        let id = sessions.begin(now).await.unwrap();
        let session = sessions.get(id, now).unwrap();
        assert!(session.core.call(GetAppInfo {}).await.is_ok());
        sessions.end_idle(now + IDLE).await;
        assert!(session.core.call(GetAppInfo {}).await.is_err());
    }
}
