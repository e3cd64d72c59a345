//! Jobs: what follows from a decision is taken from `outgoing` into the queue, and from there
//! done, tried again for as long as that helps.

use std::time::Duration;

use apalis::layers::WorkerBuilderExt;
use apalis::layers::retry::backoff::{ExponentialBackoffMaker, InvalidBackoff, MakeBackoff};
use apalis::layers::retry::{HasherRng, RetryPolicy};
use apalis::prelude::{BackendExt, BoxDynError, Data, WorkerBuilder, WorkerError};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::mail::{MailError, Post};
use crate::portal::Portal;
use crate::scope::System;
use crate::store::{Outgoing, Queue};

/// How often it is looked whether there is something to do: another process may have decided.
const LOOK: Duration = Duration::from_secs(1);

/// The first wait after a job failed; it doubles up to the longest.
const FIRST_WAIT: Duration = Duration::from_secs(2);

/// The longest wait between two tries.
const LONGEST_WAIT: Duration = Duration::from_secs(300);

/// How much of a wait is left to chance, so that many jobs do not try at the same instant.
const JITTER: f64 = 0.5;

/// How many jobs are done at a time.
const AT_ONCE: usize = 4;

/// How long jobs under way may take once the portal is told to stop. What does not end is done
/// by the next portal.
const LAST_JOBS: Duration = Duration::from_secs(5);

/// The jobs of a portal that runs.
pub struct Jobs {
    relay: JoinHandle<()>,
    worker: JoinHandle<()>,
}

impl Jobs {
    /// Begins to do jobs.
    pub fn begin(portal: &Portal, post: Post) -> Self {
        Self {
            relay: tokio::spawn(relay(portal.clone())),
            worker: tokio::spawn(work(portal.clone(), post)),
        }
    }

    /// Waits for jobs under way, for a while, once the portal was told to stop.
    pub async fn end(self) {
        self.relay.abort();
        let worker = self.worker.abort_handle();
        if tokio::time::timeout(LAST_JOBS, self.worker).await.is_err() {
            worker.abort();
        }
    }
}

/// Goes on for ever. What fails is told and tried again at the next look.
async fn relay(portal: Portal) {
    loop {
        if let Err(error) = portal.store.relay(System, portal.clock.now()).await {
            tracing::error!(%error, "jobs could not be relayed");
        }
        tokio::time::sleep(LOOK).await;
    }
}

/// Works until told to stop. A worker ends when the database fails it; another takes its place.
async fn work(portal: Portal, post: Post) {
    while !portal.stopping.is_cancelled() {
        match worker(&portal, post.clone()).await {
            Ok(()) => break,
            Err(error) => tracing::error!(%error, "the worker ended"),
        }
        tokio::select! {
            () = tokio::time::sleep(FIRST_WAIT) => (),
            () = portal.stopping.cancelled() => (),
        }
    }
}

/// Why there is no worker any more.
#[derive(Debug, thiserror::Error)]
enum WorkError {
    #[error(transparent)]
    Backoff(#[from] InvalidBackoff),
    #[error(transparent)]
    Worker(#[from] WorkerError),
}

async fn worker(portal: &Portal, post: Post) -> Result<(), WorkError> {
    let backoff =
        ExponentialBackoffMaker::new(FIRST_WAIT, LONGEST_WAIT, JITTER, HasherRng::default())?;
    let retry = RetryPolicy::retries(usize::MAX)
        .with_backoff(backoff.clone().make_backoff())
        .retry_if(is_passing);
    // A name of its own: what a worker that was killed had begun is taken up by the others.
    let name = format!("portal-{}", Uuid::now_v7());
    // The two kinds of queue are two types, and a worker is of its queue's type.
    macro_rules! work_through {
        ($queue:expr) => {
            WorkerBuilder::new(name)
                .backend($queue.poll_with_interval(LOOK))
                .concurrency(AT_ONCE)
                .retry(retry)
                .data(post)
                .build(perform)
                .run_until(told(portal.stopping.clone()))
                .await?
        };
    }
    match portal.store.queue() {
        Queue::Sqlite(queue) => work_through!(queue),
        Queue::Postgres(queue) => work_through!(queue),
    }
    Ok(())
}

async fn told(stopping: CancellationToken) -> Result<(), WorkerError> {
    stopping.cancelled().await;
    Ok(())
}

fn is_passing(error: &BoxDynError) -> bool {
    let error = error.downcast_ref::<MailError>();
    error.is_some_and(MailError::is_passing)
}

async fn perform(outgoing: Outgoing, post: Data<Post>) -> Result<(), MailError> {
    let id = outgoing.id;
    let done = post.perform(outgoing).await;
    match &done {
        Ok(()) => tracing::info!(%id, "mail sent"),
        Err(error) => {
            tracing::warn!(%id, passing = error.is_passing(), "mail not sent: {}", kind(error));
        }
    }
    done
}

/// What failed, without the words of others, in which there may be an address.
const fn kind(error: &MailError) -> &'static str {
    match error {
        MailError::Server(_) => "server address",
        MailError::Nothing => "nothing to tell",
        MailError::Address(_) => "address",
        MailError::Message(_) => "message",
        MailError::Smtp(_) => "mail server",
        MailError::Store(_) => "database",
    }
}
