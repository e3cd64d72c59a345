//! Empties the outbox, one action at a time: at once when something is queued, and after a failure
//! when there is reason to hope or its pause is over, whether anything new is written or not.

use super::jump::sleep_or_jump;
use super::pauses::{Next, Pauses};
use super::queue::{Entry, Mark, State};
use super::retry::{Retry, chance};
use super::{OutboxError, send};
use crate::account::Account;
use crate::cache::streams;
use crate::host::Step;
use crate::sync::{CheckError, take};
use balcao_bridge::{AccountState, ActionId};
use balcao_contract::Accepted;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::Instant;

/// When what could not be written is tried again, though nothing happens.
const STUCK: Duration = Duration::from_secs(60);

/// Sends for ever. Ends with the core.
pub(crate) async fn keep_sending(account: Arc<Account>, mut visible: watch::Receiver<bool>) {
    let mut pauses = Pauses::default();
    if !account
        .outbox
        .queue()
        .entries()
        .iter()
        .all(Entry::is_unsent)
    {
        // Accepted before the app ended: the next check lets go of it.
        account.wake();
    }
    loop {
        let is_free = requeue(&account).await;
        let next = match account.state() {
            AccountState::Ready => pauses.next(&account.outbox.queue(), Instant::now()),
            AccountState::SignInNeeded | AccountState::Closed(_) => Next::Nothing,
        };
        let until = match next {
            Next::Send(id) => {
                match attempt(&account, id, &mut pauses).await {
                    Ok(()) => {}
                    // Taken back just before.
                    Err(OutboxError::NotNow(_)) => pauses.forget(id),
                    Err(OutboxError::Database(error)) => {
                        tracing::warn!(%error, "the outbox did not take a step");
                        pauses.failed(id, Instant::now(), chance());
                    }
                }
                continue;
            }
            Next::Wait(until) => Some(until),
            Next::Nothing if !is_free => Some(Instant::now() + STUCK),
            Next::Nothing => None,
        };
        let clock = account.outside.clock.as_ref();
        let there_is_hope = tokio::select! {
            () = account.outbox.woken() => true,
            changed = visible.changed() => match changed {
                Ok(()) => *visible.borrow_and_update(),
                Err(_) => return,
            },
            jumped = sleep_or_jump(clock, until.unwrap_or_else(Instant::now)),
                if until.is_some() => jumped,
        };
        if there_is_hope {
            pauses.hope(Instant::now());
        }
    }
}

/// Nothing is being sent between two tries, so what still says so could not be written otherwise
/// before: no room, for one. Answers whether nothing says so any more.
async fn requeue(account: &Account) -> bool {
    let queue = account.outbox.queue();
    let sending = queue.entries().iter().find(|it| it.state == State::Sending);
    if let Some(id) = sending.map(|entry| entry.id)
        && let Err(error) = account.outbox.step(move |queue| queue.postpone(id)).await
    {
        tracing::warn!(%error, "an action stays marked as being sent");
        return false;
    }
    true
}

/// One try, and what follows from it.
async fn attempt(
    account: &Arc<Account>,
    id: ActionId,
    pauses: &mut Pauses,
) -> Result<(), OutboxError> {
    let (outbox, host) = (&account.outbox, &account.outside.host);
    let entry = outbox.step(move |queue| queue.begin(id)).await?;
    account.draw(&entry.action);
    host.reached(account.id, Step::Sending);
    let accepted = match send(account, &entry).await {
        Ok(accepted) => {
            host.reached(account.id, Step::Answered);
            accept(account, &entry, &accepted).await
        }
        Err(error) => Err(error),
    };
    let Err(error) = accepted else {
        pauses.forget(id);
        account.wake();
        return Ok(());
    };
    tracing::info!(account = %account.id.0, %error, "an action was not sent");
    let now = Instant::now();
    match Retry::of(&error) {
        Retry::Never(error) => {
            pauses.forget(id);
            outbox.step(move |queue| queue.refuse(id, error)).await?;
        }
        retry => {
            outbox.step(move |queue| queue.postpone(id)).await?;
            match retry {
                Retry::NotBefore(after) => pauses.not_before(id, now, after),
                Retry::Over(why) => {
                    // A sign-in, also one of just before, is reason to hope.
                    pauses.failed(id, now, chance());
                    account.ended(&why).await;
                }
                Retry::Later | Retry::Never(_) => pauses.failed(id, now, chance()),
            }
        }
    }
    account.draw(&entry.action);
    Ok(())
}

/// The rows go into the cache first: an action is accepted only once it is seen.
async fn accept(account: &Account, entry: &Entry, accepted: &Accepted) -> Result<(), CheckError> {
    let answer = Arc::new(accepted.clone());
    let stream = accepted.stream;
    let (changed, place) = account
        .write(move |connection| {
            let changed = take(connection, &answer)?;
            let place = streams::places(connection)?.get(&stream).copied();
            Ok((changed, place))
        })
        .await?;
    account.changes.add(changed);
    account.outside.host.reached(account.id, Step::Cached);
    let id = entry.id;
    let mark = Mark {
        stream,
        seq: accepted.seq,
        // A load that is on its way may have been made before the action.
        generation: place.map_or(0, |place| place.generation) + i64::from(account.is_checking()),
    };
    let step = account.outbox.step(move |queue| queue.accept(id, mark));
    match step.await {
        Ok(()) => {}
        Err(OutboxError::Database(error)) => return Err(error.into()),
        // Nobody but this task takes an action from *sending*.
        Err(OutboxError::NotNow(error)) => tracing::error!(%error, "an accepted action moved"),
    }
    account.outside.host.reached(account.id, Step::Accepted);
    account.settle().await;
    account.draw(&entry.action);
    Ok(())
}
