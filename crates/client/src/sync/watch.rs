//! Checks while somebody looks.

use super::listening::Listening;
use crate::account::Account;
use std::sync::Arc;
use tokio::sync::watch;

/// Checks at once when the screen becomes seen, then whenever there may be something new; out of
/// sight only when woken, and no line is held. Ends with the core.
pub(crate) async fn keep_checking(account: Arc<Account>, mut visible: watch::Receiver<bool>) {
    let mut listening = Listening::default();
    loop {
        let seen = *visible.borrow_and_update();
        if seen {
            account.check().await;
        } else {
            listening.hang_up(&account);
        }
        tokio::select! {
            heard = listening.for_news(&account), if seen => if let Err(ended) = heard {
                account.ended(&ended).await;
            },
            changed = visible.changed() => if changed.is_err() { return },
            () = account.woken() => if !seen { account.check().await },
        }
    }
}
