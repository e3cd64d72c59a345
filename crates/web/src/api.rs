//! What the interface calls.

use crate::cookie::SessionId;
use crate::refusal::Refusal;
use crate::server::App;
use crate::sessions::{Change, Session};
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Path, Request, State};
use axum::http::header::{CACHE_CONTROL, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use balcao_bridge::{Command, SignIn, SignOut, wire};
use futures_util::future::ready;
use futures_util::stream::{Stream, StreamExt, once, unfold};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::time::timeout;

/// Seconds since the person last touched key or pointer, as the interface tells: it also asks by
/// itself, and what it asks unattended keeps no session alive. Nor does what cannot tell: an
/// `EventSource` carries no header of one's own, and connects again whether anybody is there or not.
const UNATTENDED: &str = "balcao-idle";

/// How long a request may take to come, from its head to its end.
const WHOLE: Duration = Duration::from_secs(20);

/// How soon a browser listens again after a line was ended, or while the server is not there.
const AGAIN: Duration = Duration::from_secs(1);

/// The session of a request's cookie.
pub struct Own(pub Arc<Session>);

impl FromRequestParts<App> for Own {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        own(app, &parts.headers)
            .map(Self)
            .ok_or_else(Refusal::no_session)
    }
}

fn own(app: &App, headers: &HeaderMap) -> Option<Arc<Session>> {
    let now = Instant::now();
    let session = app.sessions.get(SessionId::of(headers)?, now)?;
    if let Some(used) = unattended(headers).and_then(|idle| now.checked_sub(idle)) {
        session.used(used);
    }
    Some(session)
}

fn unattended(headers: &HeaderMap) -> Option<Duration> {
    let seconds = headers.get(UNATTENDED)?.to_str().ok()?.parse().ok()?;
    Some(Duration::from_secs(seconds))
}

/// A request's body, which came whole and soon.
pub struct Whole(pub Bytes);

impl<S: Send + Sync> FromRequest<S> for Whole {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        match timeout(WHOLE, Bytes::from_request(request, state)).await {
            Ok(read) => read
                .map(Self)
                .map_err(|error| Refusal::malformed(error.status())),
            Err(_) => Err(Refusal::malformed(StatusCode::REQUEST_TIMEOUT)),
        }
    }
}

/// The first call of a page: begins a session unless the browser has one, or is being given one.
pub async fn begin(State(app): State<App>, headers: HeaderMap) -> Result<Response, Refusal> {
    let being_renewed = |id| app.sessions.is_being_renewed(id, Instant::now());
    if own(&app, &headers).is_some() || SessionId::of(&headers).is_some_and(being_renewed) {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let id = app.sessions.begin(Instant::now()).await.map_err(|error| {
        tracing::warn!(%error, "no session was begun");
        Refusal::no_room()
    })?;
    let cookie = [(SET_COOKIE, id.set_cookie())];
    Ok((StatusCode::NO_CONTENT, cookie).into_response())
}

/// Answers a command of the registry. Once somebody has signed in or out, the session has another
/// name: what was known of it before opens nothing (ASVS 5.0, 7.2.4).
pub async fn call(
    State(app): State<App>,
    Own(session): Own,
    headers: HeaderMap,
    Path(command): Path<String>,
    Whole(request): Whole,
) -> Result<Response, Refusal> {
    if !balcao_client::DISPATCHED.contains(&command.as_str()) {
        return Err(Refusal::unknown_command());
    }
    let change = match command.as_str() {
        SignIn::NAME => Some(Change::In),
        SignOut::NAME => Some(Change::Out),
        _ => None,
    };
    let entering = (change == Some(Change::In)).then(|| session.enter());
    let answer = session.core.dispatch(&command, &request).await?;
    let Some((old, change)) = SessionId::of(&headers).zip(change) else {
        return Ok(answer.into_response());
    };
    let renewed = app.sessions.renew(old, change, Instant::now()).await;
    drop(entering);
    let renewed = renewed.map_err(|error| {
        tracing::warn!(%error, "a session was not renewed");
        Refusal::no_room()
    })?;
    Ok(match renewed {
        Some(new) => ([(SET_COOKIE, new.set_cookie())], answer).into_response(),
        None => answer.into_response(),
    })
}

/// Tells what the core tells, until the session ends or the browser falls too far behind: then it
/// connects anew and reads everything again.
pub async fn events(
    Own(session): Own,
) -> Result<Sse<impl Stream<Item = Result<Event, axum::Error>> + Send>, Refusal> {
    let listening = session.listen().ok_or_else(Refusal::no_room)?;
    let told = unfold(listening, |mut listening| async move {
        let event = listening.recv().await.ok()?;
        let event = wire::encode(&event).unwrap_or_default();
        Some((Ok(Event::default().data(wire::to_text(&event))), listening))
    });
    let soon = once(ready(Ok(Event::default().retry(AGAIN))));
    Ok(Sse::new(soon.chain(told)).keep_alive(KeepAlive::default()))
}

/// A path of no call.
pub async fn nothing() -> Refusal {
    Refusal::unknown_command()
}

/// What is answered here is for nobody's disk.
pub async fn never_stored(mut response: Response) -> Response {
    let no_store = HeaderValue::from_static("no-store");
    response.headers_mut().insert(CACHE_CONTROL, no_store);
    response
}
