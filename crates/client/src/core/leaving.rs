//! How accounts go: signed out of, or given up by who could not keep them.

use super::Inner;
use super::accounts::Entry;
use crate::cache::meta::Meta;
use crate::vault::VaultError;
use balcao_bridge::{AccountId, AppError, ErrorCode, Event, Unsent};
use std::time::Duration;

/// How long a portal may take to hear of a sign-out.
const GOODBYE: Duration = Duration::from_secs(5);

impl Inner {
    /// Ends an account: tells its portal when that answers in time, then removes its key, then its
    /// files, then its line in the list. Not while actions would be lost that nobody decided about.
    pub async fn leave(&self, id: AccountId, unsent: Option<Unsent>) -> Result<(), AppError> {
        if unsent == Some(Unsent::SendNow) {
            self.accounts.send_now(id).await;
        }
        let _one_at_a_time = self.changing().await?;
        let waiting = match unsent {
            Some(Unsent::Discard) => 0,
            Some(Unsent::SendNow) | None => self.accounts.unsent(id)?,
        };
        if waiting > 0 {
            return Err(AppError::new(ErrorCode::ActionsWaiting).with("count", waiting));
        }
        self.remove(id).await
    }

    /// Removes an account, in that order.
    pub(super) async fn remove(&self, id: AccountId) -> Result<(), AppError> {
        let accounts = &self.accounts;
        if !accounts.entries().iter().any(|entry| entry.id() == id) {
            return Err(AppError::new(ErrorCode::NotFound));
        }
        let open = accounts.open().into_iter().find(|account| account.id == id);
        if let Some(account) = open {
            if let Ok(Meta {
                base: Some(base), ..
            }) = account.read(Meta::read).await
            {
                account.session.sign_out(&base, GOODBYE).await;
            }
            removed(account.session.forget().await.map(drop))?;
        } else {
            removed(accounts.vault.delete(id).await)?;
        }
        let files_removed = match accounts.take(id) {
            None => return Err(AppError::new(ErrorCode::NotFound)),
            Some(Entry::Open { account, tasks }) => {
                tasks.stop().await;
                account.close().await;
                account.remove_files()
            }
            Some(Entry::Closed(closed)) => closed.folder.remove(),
        };
        if let Err(error) = files_removed {
            tracing::warn!(%error, "files whose key is gone were not removed");
        }
        accounts.write_list()?;
        self.outside.host.emit(Event::Accounts);
        Ok(())
    }
}

/// Without a keychain there is nothing to remove; locked, it would stay there.
pub(super) fn removed(forgotten: Result<(), VaultError>) -> Result<(), AppError> {
    match forgotten {
        Err(error @ VaultError::Locked) => Err(error.into()),
        _ => Ok(()),
    }
}
