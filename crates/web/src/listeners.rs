//! Who hears what a session's core tells: the browser's open pages.

use balcao_bridge::{AppError, ErrorCode, Event};
use balcao_client::Host;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::broadcast;
use tokio::time::sleep;

/// How long lines that were opened under a session's name of before still tell: until then the browser
/// has the new one.
pub const LINGER: Duration = Duration::from_secs(5);

/// Lines of one session that are told at once: one for each open page.
const LINES: usize = 16;

/// Events that may wait for a slow browser. One that missed some reads everything again.
const WAITING: usize = 64;

/// Tells the browsers that listen; its clipboard is theirs and out of reach.
#[derive(Default)]
pub struct Listeners(Mutex<Lines>);

/// Those that listen under the session's name, and those that did under the one of before.
struct Lines {
    now: broadcast::Sender<Event>,
    before: Option<broadcast::Sender<Event>>,
}

impl Default for Lines {
    fn default() -> Self {
        let now = broadcast::Sender::new(WAITING);
        Self { now, before: None }
    }
}

impl Listeners {
    fn lines(&self) -> MutexGuard<'_, Lines> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Everything that is told from now on; none where as many listen already as may.
    pub fn listen(&self) -> Option<broadcast::Receiver<Event>> {
        let lines = self.lines();
        (lines.now.receiver_count() < LINES).then(|| lines.now.subscribe())
    }

    /// The session has another name: who listens under the one of before is told for a while yet.
    pub fn renew(self: &Arc<Self>) {
        let mut lines = self.lines();
        let new = broadcast::Sender::new(WAITING);
        lines.before = Some(std::mem::replace(&mut lines.now, new));
        let this = Arc::downgrade(self);
        tokio::spawn(async move {
            sleep(LINGER).await;
            if let Some(this) = this.upgrade() {
                this.lines().before = None;
            }
        });
    }
}

impl Host for Listeners {
    fn emit(&self, event: Event) {
        let lines = self.lines();
        for line in lines.before.iter().chain([&lines.now]) {
            // Fails only when nobody listens.
            let _ = line.send(event.clone());
        }
    }

    fn copy_text(&self, _: &str) -> Result<(), AppError> {
        Err(AppError::new(ErrorCode::Unavailable))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::sync::broadcast::error::RecvError;

    #[test]
    fn only_so_many_pages_listen() {
        let listeners = Listeners::default();
        let mut lines: Vec<_> = (0..LINES).map(|_| listeners.listen()).collect();
        assert!(lines.iter().all(Option::is_some));
        assert!(listeners.listen().is_none());
        lines.pop();
        assert!(listeners.listen().is_some());
    }

    #[tokio::test(start_paused = true)]
    async fn who_listened_before_is_told_until_the_browser_has_the_new_name() {
        let listeners = Arc::<Listeners>::default();
        let mut told = listeners.listen().unwrap();
        listeners.renew();
        let mut told_now = listeners.listen().unwrap();
        listeners.emit(Event::Accounts);
        assert_eq!(told.recv().await, Ok(Event::Accounts));
        assert_eq!(told.recv().await, Err(RecvError::Closed));
        listeners.emit(Event::Accounts);
        assert_eq!(told_now.len(), 2);
        assert_eq!(told_now.recv().await, Ok(Event::Accounts));
    }
}
