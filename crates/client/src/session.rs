//! A session: an access token in memory, renewed once however many wait for it.
//!
//! The portal keeps a refresh token valid until its successor is first presented, so a successor is
//! stored in the vault before anything else happens to it, and until then the old one is the one
//! to present: no lost answer and no kill in between signs anybody out.

use crate::portal::{Base, Portal, PortalError};
use crate::vault::{Secret, Unhurried, VaultError};
use balcao_bridge::{AccountId, AppError, ErrorCode};
use balcao_contract::{ProblemCode, Tokens};
use balcao_domain::Sensitive;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Mutex, OwnedMutexGuard};
use tokio::time::Instant;

/// A token with less left than this is renewed before it is used.
const NEARLY_OVER: Duration = Duration::from_secs(10);

/// The session of one account.
pub(crate) struct Session {
    account: AccountId,
    vault: Unhurried,
    portal: Arc<dyn Portal>,
    held: Arc<Mutex<Held>>,
}

struct Held {
    secret: Secret,
    access: Option<Access>,
    /// Whether it ended because access was removed: that is then the answer to everybody.
    removed: bool,
}

/// While it is held, the session stays as it is: nobody signs in, and nothing is renewed.
pub(crate) struct Standing(OwnedMutexGuard<Held>);

struct Access {
    token: Sensitive<String>,
    until: Instant,
}

impl Access {
    fn of(tokens: &Tokens) -> Self {
        let lives = Duration::from_secs(tokens.expires_in.into());
        Self {
            token: tokens.access.clone(),
            until: Instant::now() + lives.saturating_sub(NEARLY_OVER),
        }
    }
}

/// Why there is no access token.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub(crate) enum SessionError {
    /// The session has ended: sign in again.
    #[error("the session has ended")]
    Ended,
    /// The user or all its grants are gone.
    #[error("access was removed")]
    AccessRemoved,
    /// The portal gave no answer.
    #[error(transparent)]
    Portal(PortalError),
}

impl From<PortalError> for SessionError {
    fn from(error: PortalError) -> Self {
        match error.code() {
            Some(ProblemCode::SessionRevoked) => Self::Ended,
            Some(ProblemCode::AccessRemoved) => Self::AccessRemoved,
            _ => Self::Portal(error),
        }
    }
}

impl From<SessionError> for AppError {
    fn from(error: SessionError) -> Self {
        match error {
            SessionError::Ended => Self::new(ErrorCode::SessionRevoked),
            SessionError::AccessRemoved => Self::new(ErrorCode::AccessRemoved),
            SessionError::Portal(error) => error.into(),
        }
    }
}

impl Session {
    /// A session that goes on from what the vault keeps; with the tokens of a sign-in, from those.
    pub fn new(
        account: AccountId,
        vault: Unhurried,
        portal: Arc<dyn Portal>,
        secret: Secret,
        signed_in: Option<&Tokens>,
    ) -> Self {
        let access = signed_in.map(Access::of);
        let held = Arc::new(Mutex::new(Held {
            secret,
            access,
            removed: false,
        }));
        Self {
            account,
            vault,
            portal,
            held,
        }
    }

    /// Whether it can be renewed, or must be signed in to again.
    pub async fn is_live(&self) -> bool {
        self.held.lock().await.secret.refresh.is_some()
    }

    /// An access token that is not `stale`, which the portal has just called over.
    pub async fn access(
        &self,
        base: &Base,
        stale: Option<&Sensitive<String>>,
    ) -> Result<Sensitive<String>, SessionError> {
        // Held over the renewal: whoever waits here finds the new token.
        let held = self.lock().await;
        if let Some(access) = &held.access
            && Some(&access.token) != stale
            && Instant::now() < access.until
        {
            return Ok(access.token.clone());
        }
        self.renew(held, base).await
    }

    async fn lock(&self) -> OwnedMutexGuard<Held> {
        Arc::clone(&self.held).lock_owned().await
    }

    /// Asks with an access token, and once more with a renewed one when the portal calls the first
    /// over.
    pub async fn ask<T, F>(
        &self,
        base: &Base,
        request: impl Fn(Sensitive<String>) -> F,
    ) -> Result<T, SessionError>
    where
        F: Future<Output = Result<T, PortalError>>,
    {
        let mut access = self.access(base, None).await?;
        let mut answer = request(access.clone()).await;
        if let Err(error) = &answer
            && error.code() == Some(ProblemCode::TokenExpired)
        {
            access = self.access(base, Some(&access)).await?;
            answer = request(access.clone()).await;
        }
        let answer = answer.map_err(SessionError::from);
        if let Err(why @ (SessionError::Ended | SessionError::AccessRemoved)) = &answer {
            self.ended(&access, why).await;
        }
        answer
    }

    async fn renew(
        &self,
        mut held: OwnedMutexGuard<Held>,
        base: &Base,
    ) -> Result<Sensitive<String>, SessionError> {
        let Some(refresh) = held.secret.refresh.clone() else {
            return Err(if held.removed {
                SessionError::AccessRemoved
            } else {
                SessionError::Ended
            });
        };
        let tokens = match self.portal.refresh(base, &refresh).await {
            Ok(tokens) => tokens,
            Err(error) => {
                let ended = match (SessionError::from(error.clone()), error.code()) {
                    // However the portal puts it, this token renews nothing any more.
                    (_, Some(ProblemCode::InvalidCredentials | ProblemCode::TokenExpired)) => {
                        SessionError::Ended
                    }
                    (other, _) => other,
                };
                if !matches!(ended, SessionError::Portal(_)) {
                    self.end(&mut held, &ended).await;
                }
                return Err(ended);
            }
        };
        let (vault, account) = (self.vault.clone(), self.account);
        let access = tokens.access.clone();
        // To its end, even when nobody waits for it any more: the vault and this never differ.
        let kept = tokio::spawn(async move {
            let successor = Secret {
                refresh: Some(tokens.refresh.clone()),
                ..held.secret.clone()
            };
            match vault.store(account, successor.clone()).await {
                Ok(()) => held.secret = successor,
                // What is not stored is not used: the old token stays the one to present.
                Err(error) => tracing::warn!(%error, "a new refresh token was not stored"),
            }
            held.access = Some(Access::of(&tokens));
        });
        if let Err(error) = kept.await {
            tracing::error!(%error, "a new refresh token was not kept");
        }
        Ok(access)
    }

    /// That the session is over; none when the user has signed in again meanwhile, so that what
    /// one before was told concerns nobody any more.
    pub async fn over(&self) -> Option<Standing> {
        let held = self.lock().await;
        held.secret.refresh.is_none().then_some(Standing(held))
    }

    /// What access gave is gone, and now the token too. Until then the vault keeps it: after a kill
    /// in between, the portal says once more that access was removed.
    pub async fn forget_removed(&self, over: Standing) {
        self.store_end(&over.0).await;
    }

    /// Signed in again: the new tokens take the place of the old ones.
    ///
    /// # Errors
    /// When the vault does not take them; the session is then as it was.
    pub async fn replace(&self, tokens: &Tokens) -> Result<Standing, VaultError> {
        let mut held = self.lock().await;
        let secret = Secret {
            refresh: Some(tokens.refresh.clone()),
            ..held.secret.clone()
        };
        self.vault.store(self.account, secret.clone()).await?;
        *held = Held {
            secret,
            access: Some(Access::of(tokens)),
            removed: false,
        };
        Ok(Standing(held))
    }

    /// The portal has ended the session of this access token: the key stays, the tokens go. Unless
    /// the user has signed in again meanwhile.
    pub async fn ended(&self, access: &Sensitive<String>, why: &SessionError) {
        let mut held = self.held.lock().await;
        if held
            .access
            .as_ref()
            .is_some_and(|held| held.token == *access)
        {
            self.end(&mut held, why).await;
        }
    }

    async fn end(&self, held: &mut Held, why: &SessionError) {
        held.access = None;
        held.removed = *why == SessionError::AccessRemoved;
        held.secret.refresh = None;
        if !held.removed {
            self.store_end(held).await;
        }
    }

    async fn store_end(&self, held: &Held) {
        if let Err(error) = self.vault.store(self.account, held.secret.clone()).await {
            tracing::warn!(%error, "an ended session stays in the vault");
        }
    }

    /// Tells the portal, when it can be reached in time, that the session ends.
    pub async fn sign_out(&self, base: &Base, in_time: Duration) {
        let told = async {
            let access = self.access(base, None).await?;
            Ok::<_, SessionError>(self.portal.sign_out(base, &access).await?)
        };
        if let Ok(Err(_)) | Err(_) = tokio::time::timeout(in_time, told).await {
            tracing::info!("the portal was not told of a sign-out");
        }
    }

    /// Removes key and tokens from the vault, after which nothing is renewed or stored; answers
    /// what was kept.
    ///
    /// # Errors
    /// When the vault does not forget them; the session then goes on.
    pub async fn forget(&self) -> Result<Secret, VaultError> {
        let mut held = self.held.lock().await;
        self.vault.delete(self.account).await?;
        let kept = held.secret.clone();
        held.access = None;
        held.secret.refresh = None;
        Ok(kept)
    }
}

#[cfg(test)]
mod tests;
