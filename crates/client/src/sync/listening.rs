//! When to ask the portal again: when it says so on a line that is held open, else now and then.

use super::CheckError;
use crate::account::Account;
use crate::outbox::jump::sleep_or_jump;
use crate::outbox::retry::{Retry, chance, pause};
use crate::portal::{Hint, Hints};
use crate::session::SessionError;
use balcao_bridge::AccountState;
use std::time::Duration;
use tokio::time::{Instant, sleep_until};

/// How often the portal is asked while there is no line.
const EVERY: Duration = Duration::from_secs(15);

/// How often all the same while there is one, should it have lost its hints.
const RARELY: Duration = Duration::from_secs(300);

/// A line that lasted so long did not fail: it ended, as each does with its access token.
const LASTING: Duration = Duration::from_secs(60);

/// The line of one account, down at first.
#[derive(Default)]
pub(super) struct Listening {
    up: Option<Up>,
    /// Lines in a row that did not come about, or did not last.
    failures: u32,
    /// When the next one may be asked for; at once when none.
    again: Option<Instant>,
}

struct Up {
    hints: Box<dyn Hints>,
    since: Instant,
}

impl Listening {
    /// Waits until there may be something new. Who waits no longer can wait again, on the same
    /// line.
    ///
    /// # Errors
    /// When the portal has ended the session, or removed access.
    pub async fn for_news(&mut self, account: &Account) -> Result<(), SessionError> {
        let clock = account.outside.clock.as_ref();
        let asked = Instant::now();
        loop {
            let until = asked + if self.up.is_some() { RARELY } else { EVERY };
            tokio::select! {
                slept = sleep_or_jump(clock, until) => {
                    if slept {
                        // A line that was open before a sleep may be dead without knowing it.
                        self.hang_up(account);
                    }
                    return Ok(());
                }
                heard = self.hear(account) => if heard? { return Ok(()) },
            }
        }
    }

    /// Holds no line, and has none to wait for.
    pub fn hang_up(&mut self, account: &Account) {
        *self = Self::default();
        account.watched(false);
    }

    /// Waits for a hint, or until the line is up or down; answers whether it was a hint.
    async fn hear(&mut self, account: &Account) -> Result<bool, SessionError> {
        let Some(up) = &mut self.up else {
            return self.call(account).await.map(|()| false);
        };
        let heard = up.hints.next().await;
        if let Ok(Some(Hint)) = heard {
            return Ok(true);
        }
        tracing::debug!(account = %account.id.0, ?heard, "a line is down");
        if up.since.elapsed() >= LASTING {
            self.failures = 0;
        }
        self.up = None;
        account.watched(false);
        self.pause();
        Ok(false)
    }

    /// Asks for a line once it may.
    async fn call(&mut self, account: &Account) -> Result<(), SessionError> {
        if let Some(again) = self.again {
            sleep_until(again).await;
        }
        if account.state() != AccountState::Ready {
            self.again = Some(Instant::now() + EVERY);
            return Ok(());
        }
        match line(account).await {
            Ok(hints) => {
                let since = Instant::now();
                self.up = Some(Up { hints, since });
                account.watched(true);
                Ok(())
            }
            Err(error) => {
                tracing::debug!(account = %account.id.0, %error, "there is no line");
                self.pause();
                if let Retry::NotBefore(after) = Retry::of(&error) {
                    self.again = Some(Instant::now() + after);
                }
                match error {
                    CheckError::Session(
                        ended @ (SessionError::Ended | SessionError::AccessRemoved),
                    ) => Err(ended),
                    CheckError::Session(SessionError::Portal(_)) | CheckError::Database(_) => {
                        Ok(())
                    }
                }
            }
        }
    }

    fn pause(&mut self) {
        self.failures = self.failures.saturating_add(1);
        self.again = Some(Instant::now() + pause(self.failures, chance()));
    }
}

async fn line(account: &Account) -> Result<Box<dyn Hints>, CheckError> {
    let base = account.base().await?;
    let request = |access| {
        let base = &base;
        async move { account.outside.portal.hints(base, &access).await }
    };
    Ok(account.session.ask(&base, request).await?)
}
