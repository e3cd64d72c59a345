//! The outbox, as the user sees it: what waits, and what may be done about it.

use crate::core::{Core, Handle};
use crate::moment::moment;
use crate::outbox::overlay;
use crate::outbox::queue::{Entry, Queue};
use balcao_bridge::{
    AppError, CancelAction, DiscardAction, ListActions, RetryAction, WaitingAction,
};
use chrono_tz::Tz;

impl Handle<ListActions> for Core {
    async fn handle(&self, request: ListActions) -> Result<Vec<WaitingAction>, AppError> {
        let account = self.account(request.account)?;
        let zone = account.zone().await?;
        let queue = account.outbox.queue();
        let waiting = queue.entries().iter();
        Ok(waiting.map(|entry| shown(entry, &queue, zone)).collect())
    }
}

fn shown(entry: &Entry, queue: &Queue, zone: Tz) -> WaitingAction {
    WaitingAction {
        id: entry.id,
        action: entry.action.clone(),
        made_at: moment(entry.made_at, zone),
        state: overlay::state(&entry.state),
        held_by: queue.held_by(entry.id),
    }
}

impl Handle<CancelAction> for Core {
    async fn handle(&self, request: CancelAction) -> Result<(), AppError> {
        let account = self.account(request.account)?;
        let id = request.action;
        account
            .take_out(id, move |queue| queue.cancel(id), request.keep_draft)
            .await
    }
}

impl Handle<DiscardAction> for Core {
    async fn handle(&self, request: DiscardAction) -> Result<(), AppError> {
        let account = self.account(request.account)?;
        let id = request.action;
        account
            .take_out(id, move |queue| queue.discard(id), request.keep_draft)
            .await
    }
}

impl Handle<RetryAction> for Core {
    async fn handle(&self, request: RetryAction) -> Result<(), AppError> {
        let account = self.account(request.account)?;
        let id = request.action;
        account.outbox.step(move |queue| queue.retry(id)).await?;
        if let Some(entry) = account.outbox.queue().get(id) {
            account.draw(&entry.action);
        }
        account.outbox.wake();
        Ok(())
    }
}
