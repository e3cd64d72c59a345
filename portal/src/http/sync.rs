//! `GET /v1/sync`.

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use balcao_contract::sync::MEDIA_TYPE;
use balcao_contract::{CURSOR_HEADER, RELOAD_HEADER};
use balcao_domain::{Stream, StreamError};
use chrono_tz::Tz;
use futures_util::{StreamExt, stream};

use super::refusal::Refusal;
use crate::portal::Portal;
use crate::scope::Scope;
use crate::sync::{Answer, Asked, SyncError};

/// Answers NDJSON as it is made, or 204 when the client holds everything. A failure on the way
/// cuts the answer: without its last cursor line the client knows.
pub async fn sync(
    State(portal): State<Portal>,
    scope: Scope,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    // A cursor that does not verify counts as none: a full load, never an error.
    let held = headers
        .get(CURSOR_HEADER)
        .and_then(|cursor| cursor.to_str().ok())
        .and_then(|cursor| portal.seal.verify(cursor, scope.user()));

    // Of a frozen day the month does not pass.
    let month = portal.clock.today(Tz::UTC).month();
    let asked = Asked {
        held: held.clone(),
        reload: reload(&headers)?,
    };
    let mut answer = Answer::new(
        portal.store,
        scope,
        portal.seal,
        portal.sync_batch,
        asked,
        month.begins(),
    );
    let opening = answer.opening()?;
    let first = answer.next().await?.unwrap_or_default();
    if answer.is_nothing_after(held.as_ref()) {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    // Fused, for compression asks again after the end.
    let rest = stream::unfold(Some(answer), next).fuse();
    let lines = stream::iter([opening, first]).map(|lines| Ok(Bytes::from(lines)));
    let mut response = Response::new(Body::from_stream(lines.chain(rest)));
    let media_type = HeaderValue::from_static(MEDIA_TYPE);
    response.headers_mut().insert(CONTENT_TYPE, media_type);
    Ok(response)
}

/// The streams that shall be sent afresh.
fn reload(headers: &HeaderMap) -> Result<Vec<Stream>, Refusal> {
    let Some(names) = headers.get(RELOAD_HEADER) else {
        return Ok(Vec::new());
    };
    let names = names.to_str().unwrap_or_default().split(',');
    let streams: Result<_, StreamError> = names.map(|name| name.trim().parse()).collect();
    streams.map_err(|_| Refusal::invalid_field(RELOAD_HEADER, "not_streams"))
}

/// The next lines of an answer, and the answer unless it ends with them.
async fn next(answer: Option<Answer>) -> Option<(Result<Bytes, SyncError>, Option<Answer>)> {
    let mut answer = answer?;
    match answer.next().await {
        Ok(lines) => lines.map(|lines| (Ok(lines.into()), Some(answer))),
        Err(error) => {
            tracing::error!(%error, "sync was cut");
            Some((Err(error), None))
        }
    }
}
