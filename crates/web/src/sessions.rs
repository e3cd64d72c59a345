//! Sessions: a browser's own core, for as long as somebody uses it.

use crate::cookie::SessionId;
use crate::listeners::{LINGER, Listeners};
use balcao_bridge::{Event, ListAccounts, SignOut};
use balcao_client::{Clock, Core, Host, OnlineSetup, OpenError, Portals};
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::broadcast;

/// A session that nobody used for so long is over.
pub const IDLE: Duration = Duration::from_secs(30 * 60);

/// And one in which nobody has signed in so long: anybody can begin those.
pub const EMPTY: Duration = Duration::from_secs(2 * 60);

/// However much it is used, it is over so long after somebody signed in (ASVS 5.0, 7.3.2).
pub const LONGEST: Duration = Duration::from_secs(12 * 60 * 60);

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
        self.open(Arc::<Listeners>::default()).await?.close().await;
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

/// A browser's own core.
pub struct Session {
    /// The core.
    pub core: Core,
    /// Held while a file of the page is read.
    pub attaching: tokio::sync::Mutex<()>,
    listeners: Arc<Listeners>,
    life: Mutex<Life>,
}

/// What decides when a session is over.
#[derive(Debug, Clone, Copy)]
struct Life {
    /// When somebody signed in last, or else it was begun.
    begun: Instant,
    used: Instant,
    has_account: bool,
    /// Sign-ins that are being tried in it.
    entering: usize,
}

impl Life {
    fn is_over(&self, now: Instant) -> bool {
        let idle = if self.has_account { IDLE } else { EMPTY };
        now.saturating_duration_since(self.used) >= idle
            || now.saturating_duration_since(self.begun) >= LONGEST
    }
}

impl Session {
    async fn open(opening: &Opening, now: Instant) -> Result<Self, OpenError> {
        let listeners = Arc::<Listeners>::default();
        Ok(Self {
            core: opening.open(Arc::clone(&listeners) as _).await?,
            attaching: tokio::sync::Mutex::default(),
            listeners,
            life: Mutex::new(Life {
                begun: now,
                used: now,
                has_account: false,
                entering: 0,
            }),
        })
    }

    /// Everything that the core tells from now on; ends with the session, and a while after it was
    /// given another name. None where as many listen already as may.
    pub fn listen(&self) -> Option<broadcast::Receiver<Event>> {
        self.listeners.listen()
    }

    /// Somebody is signing in, for as long as this is held: the session gives way to no other.
    pub fn enter(self: &Arc<Self>) -> Entering {
        self.life().entering += 1;
        Entering(Arc::clone(self))
    }

    fn life(&self) -> MutexGuard<'_, Life> {
        self.life.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Somebody used it at this instant.
    pub fn used(&self, at: Instant) {
        let mut life = self.life();
        life.used = at.max(life.used);
    }

    /// As if somebody had signed in.
    #[cfg(test)]
    pub fn is_somebodys(&self) {
        self.life().has_account = true;
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

/// Somebody is signing in.
pub struct Entering(Arc<Session>);

impl Drop for Entering {
    fn drop(&mut self) {
        self.0.life().entering -= 1;
    }
}

/// What changed who uses a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Somebody signed in.
    In,
    /// Somebody signed out.
    Out,
}

/// All sessions there are.
pub struct Sessions {
    opening: Opening,
    most: usize,
    open: Mutex<HashMap<SessionId, Arc<Session>>>,
    /// Names of before, and when sessions were given others.
    renewed: Mutex<HashMap<SessionId, Instant>>,
}

impl Sessions {
    /// None yet.
    pub fn new(opening: Opening, most: usize) -> Self {
        Self {
            opening,
            most,
            open: Mutex::default(),
            renewed: Mutex::default(),
        }
    }

    fn renewed(&self) -> MutexGuard<'_, HashMap<SessionId, Instant>> {
        self.renewed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a session had this name until just now, so that the browser is being given its other one.
    /// It opens nothing any more; one that were begun instead would take that one's place.
    pub fn is_being_renewed(&self, id: SessionId, now: Instant) -> bool {
        let renewed = self.renewed().get(&id).copied();
        renewed.is_some_and(|at| now.saturating_duration_since(at) < LINGER)
    }

    fn open(&self) -> MutexGuard<'_, HashMap<SessionId, Arc<Session>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins one.
    ///
    /// # Errors
    /// See [`NoSession`].
    pub async fn begin(&self, now: Instant) -> Result<SessionId, NoSession> {
        self.make_room().await;
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

    /// Makes room for one more: of those in which nobody has signed in, or is about to, the one goes
    /// that was used longest ago.
    async fn make_room(&self) {
        let given_up = {
            let mut open = self.open();
            if open.len() < self.most {
                return;
            }
            let empty = open
                .iter()
                .map(|(id, session)| (*id, *session.life()))
                .filter(|(_, life)| !life.has_account && life.entering == 0);
            let oldest = empty.min_by_key(|(_, life)| life.used);
            oldest.and_then(|(id, _)| open.remove(&id))
        };
        if let Some(session) = given_up {
            session.end().await;
        }
    }

    /// Somebody signed in or out in a session: it has another name from now on, and whoever knew the
    /// old one is out. None where it is over meanwhile, or has been given another name already.
    ///
    /// # Errors
    /// When the system has no randomness.
    pub async fn renew(
        &self,
        old: SessionId,
        change: Change,
        now: Instant,
    ) -> Result<Option<SessionId>, getrandom::Error> {
        let new = SessionId::random()?;
        let Some(session) = self.open().get(&old).cloned() else {
            return Ok(None);
        };
        let accounts = session.core.call(ListAccounts {}).await;
        let mut open = self.open();
        if open.remove(&old).is_none() {
            return Ok(None);
        }
        {
            let mut life = session.life();
            life.used = now.max(life.used);
            if change == Change::In {
                life.begun = now;
            }
            // One that cannot say is as it was.
            life.has_account = accounts.map_or(life.has_account, |all| !all.is_empty());
        }
        session.listeners.renew();
        open.insert(new, session);
        self.renewed().insert(old, now);
        Ok(Some(new))
    }

    /// One that is not over.
    pub fn get(&self, id: SessionId, now: Instant) -> Option<Arc<Session>> {
        let open = self.open();
        let session = open.get(&id)?;
        (!session.life().is_over(now)).then(|| Arc::clone(session))
    }

    /// Ends those that are over.
    pub async fn end_idle(&self, now: Instant) {
        self.renewed()
            .retain(|_, at| now.saturating_duration_since(*at) < LINGER);
        let over: Vec<_> = {
            let mut open = self.open();
            open.extract_if(|_, session| session.life().is_over(now))
                .collect()
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
        sessions.get(id, start).unwrap().is_somebodys();
        let nearly = start + IDLE - Duration::from_secs(1);
        sessions.end_idle(nearly).await;
        let session = sessions.get(id, nearly).unwrap();
        session.used(nearly);
        // An older use that was told later takes nothing away.
        session.used(start);

        sessions.end_idle(start + IDLE).await;
        assert!(sessions.get(id, start + IDLE).is_some());
        let mut told = session.listen().unwrap();
        drop(session);

        let over = nearly + IDLE;
        assert!(sessions.get(id, over).is_none());
        sessions.end_idle(over).await;
        assert!(sessions.get(id, start).is_none());
        assert_eq!(told.recv().await, Err(RecvError::Closed));
    }

    #[tokio::test]
    async fn without_an_account_a_session_ends_after_two_minutes_and_with_one_after_twelve_hours() {
        let sessions = Sessions::new(opening(), 2);
        let start = Instant::now();
        let empty = sessions.begin(start).await.unwrap();
        let used = sessions.begin(start).await.unwrap();
        sessions.get(used, start).unwrap().is_somebodys();
        assert!(sessions.get(empty, start + EMPTY).is_none());
        let nearly = start + LONGEST - Duration::from_secs(1);
        sessions.get(used, start).unwrap().used(nearly);
        assert!(sessions.get(used, nearly).is_some());
        assert!(sessions.get(used, start + LONGEST).is_none());
    }

    #[tokio::test]
    async fn there_are_only_so_many_at_once_and_an_empty_one_gives_way() {
        let sessions = Sessions::new(opening(), 2);
        let now = Instant::now();
        let first = sessions.begin(now).await.unwrap();
        sessions.get(first, now).unwrap().is_somebodys();
        for _ in 0..5 {
            assert!(sessions.begin(now).await.is_ok());
            assert!(sessions.get(first, now).is_some(), "who signed in stays");
        }
        let last = sessions.begin(now).await.unwrap();
        let entering = sessions.get(last, now).unwrap().enter();
        assert!(matches!(sessions.begin(now).await, Err(NoSession::Full)));
        assert!(sessions.get(last, now).is_some(), "who is signing in stays");
        drop(entering);
        sessions.get(last, now).unwrap().is_somebodys();
        assert!(matches!(sessions.begin(now).await, Err(NoSession::Full)));
        sessions.end_idle(now + IDLE).await;
        assert!(sessions.begin(now + IDLE).await.is_ok());
    }

    #[tokio::test]
    async fn a_renewed_session_is_the_same_under_another_name_only() {
        let sessions = Sessions::new(opening(), 2);
        let now = Instant::now();
        let old = sessions.begin(now).await.unwrap();
        let before = sessions.get(old, now).unwrap();
        let renewed = sessions.renew(old, Change::In, now).await.unwrap();
        let new = renewed.unwrap();
        assert!(sessions.get(old, now).is_none());
        assert!(sessions.is_being_renewed(old, now) && !sessions.is_being_renewed(new, now));
        assert!(!sessions.is_being_renewed(old, now + LINGER));
        assert!(Arc::ptr_eq(&before, &sessions.get(new, now).unwrap()));

        let again = sessions.renew(old, Change::In, now).await.unwrap();
        assert_eq!(again, None, "of two that come at once one renews");
        let unknown = SessionId::random().unwrap();
        let nobody = sessions.renew(unknown, Change::In, now).await.unwrap();
        assert_eq!(nobody, None);
    }

    #[tokio::test]
    async fn signing_out_of_one_of_several_accounts_makes_a_session_no_longer() {
        let sessions = Sessions::new(opening(), 1);
        let start = Instant::now();
        let id = sessions.begin(start).await.unwrap();
        let later = start + LONGEST - Duration::from_secs(60);
        let left = sessions.renew(id, Change::Out, later).await.unwrap();
        let session = sessions.get(left.unwrap(), later).unwrap();
        session.is_somebodys();
        assert!(session.life().is_over(start + LONGEST));
        let entered = sessions.renew(left.unwrap(), Change::In, later).await;
        let session = sessions.get(entered.unwrap().unwrap(), later).unwrap();
        session.is_somebodys();
        assert!(!session.life().is_over(start + LONGEST));
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
