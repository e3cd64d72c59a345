//! Checks while somebody looks.

use crate::account::Account;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// How often the portal is asked while the screen is seen.
const EVERY: Duration = Duration::from_secs(15);

/// Checks at once when the screen becomes seen, then every 15 s; out of sight only when woken.
/// Ends with the core.
pub(crate) async fn keep_checking(account: Arc<Account>, mut visible: watch::Receiver<bool>) {
    loop {
        let seen = *visible.borrow_and_update();
        if seen {
            account.check().await;
        }
        tokio::select! {
            () = tokio::time::sleep(EVERY), if seen => {}
            changed = visible.changed() => if changed.is_err() { return },
            () = account.woken() => if !seen { account.check().await },
        }
    }
}
