//! What runs behind one account.

use crate::account::Account;
use crate::outbox::sender::keep_sending;
use crate::sync::keep_checking;
use std::sync::Arc;
use tokio::sync::watch;
use tokio::task::JoinSet;

/// Tasks that end with their owner.
pub(super) struct Tasks(JoinSet<()>);

impl Tasks {
    /// Starts sending, checking and telling for an account.
    pub fn start(account: &Arc<Account>, visible: watch::Receiver<bool>) -> Self {
        let mut tasks = JoinSet::new();
        tasks.spawn(keep_sending(Arc::clone(account), visible.clone()));
        tasks.spawn(keep_checking(Arc::clone(account), visible));
        let account = Arc::clone(account);
        tasks.spawn(async move {
            let tell = |event| account.outside.host.emit(event);
            account.changes.tell(account.id, tell).await;
        });
        Self(tasks)
    }

    /// Ends them and waits until they have.
    pub async fn stop(mut self) {
        self.0.shutdown().await;
    }
}
