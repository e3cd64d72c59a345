//! `GET /v1/hints`: stays open and says when to sync.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use balcao_contract::Problem;
use balcao_contract::cursor::Mark;
use balcao_domain::Provider;
use futures_util::{Stream, stream};
use tokio::time::{Instant, sleep_until};

use super::refusal::Refusal;
use super::scoped::{Asked, Bearer};
use crate::portal::Portal;
use crate::scope::{Scope, System};
use crate::seats::Seat;
use crate::store::{Denial, Listener, StoreError};
use crate::token::TokenHash;

/// How often it is looked whether the session goes on, and whether another process wrote.
const LOOK: Duration = Duration::from_secs(2);

/// How often a silent line says that it is there.
const ALIVE: Duration = Duration::from_secs(15);

/// How long somebody waits who listens too often, in seconds.
const WAIT: u32 = 60;

/// An event at once, for nobody knows what came before, and one whenever a stream of the user was
/// written to. Ends with the access token, and is asked for again with the next one.
pub async fn hints(
    State(portal): State<Portal>,
    Asked(provider): Asked,
    Bearer(token): Bearer,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Refusal> {
    // Listened first, looked afterwards: nothing falls between the two.
    let listener = portal.store.listener();
    let now = portal.clock.now();
    let authorized = portal.store.authorize(System, &provider, token, now);
    let scope = authorized.await??;
    let seat = portal.seats.take(scope.user());
    let seat = seat.ok_or_else(|| Problem::throttled(WAIT))?;
    let heads = portal.store.heads(&scope).await?;
    let listening = Listening {
        portal,
        provider,
        token,
        scope,
        listener,
        heads,
        begun: false,
        _seat: seat,
    };
    let events = stream::unfold(Some(listening), next);
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(ALIVE)))
}

struct Listening {
    portal: Portal,
    provider: Provider,
    token: TokenHash,
    scope: Scope,
    listener: Listener,
    heads: Vec<Mark>,
    begun: bool,
    _seat: Seat,
}

type Next = Option<(Result<Event, Infallible>, Option<Listening>)>;

async fn next(listening: Option<Listening>) -> Next {
    let mut listening = listening?;
    match listening.wait().await {
        Ok(Some(())) => Some((Ok(Event::default().data("changed")), Some(listening))),
        Ok(None) => None,
        Err(error) => {
            tracing::error!(%error, "a listener was left");
            None
        }
    }
}

impl Listening {
    /// Until there is something to say; none when there is nobody to say it to any more.
    async fn wait(&mut self) -> Result<Option<()>, StoreError> {
        if !self.begun {
            self.begun = true;
            return Ok(Some(()));
        }
        let stopping = self.portal.stopping.clone();
        loop {
            let look = sleep_until(Instant::now() + LOOK);
            tokio::select! {
                () = stopping.cancelled() => return Ok(None),
                () = self.listener.heard(&self.scope) => {
                    self.heads = self.portal.store.heads(&self.scope).await?;
                    return Ok(Some(()));
                }
                () = look => {
                    if self.renew().await?.is_err() {
                        return Ok(None);
                    }
                    let heads = self.portal.store.heads(&self.scope).await?;
                    if heads != self.heads {
                        self.heads = heads;
                        return Ok(Some(()));
                    }
                }
            }
        }
    }

    /// What the token allows now.
    async fn renew(&mut self) -> Result<Result<(), Denial>, StoreError> {
        let now = self.portal.clock.now();
        let store = &self.portal.store;
        let found = store.authorize(System, &self.provider, self.token, now);
        Ok(found.await?.map(|scope| self.scope = scope))
    }
}
