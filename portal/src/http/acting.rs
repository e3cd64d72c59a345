//! Actions: requests with a key, done once however often they arrive.

use axum::body::{Body, Bytes};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::HeaderValue;
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use axum::response::Response;
use balcao_contract::idempotency::{self, KEY_HEADER, Known, Verdict};
use balcao_contract::{Accepted, FieldProblem};
use balcao_domain::{Access, Action, DecisionKind, Sha256Digest, UserId};
use sha2::{Digest, Sha256};
use uuid::{Uuid, Version};

use super::refusal::Refusal;
use super::{body, perform};
use crate::portal::Portal;
use crate::scope::{Scope, System};
use crate::store::{ActionKey, Answer};

/// Answers a decision: it is done, or was done before, and its rows are told.
pub async fn act(
    kind: DecisionKind,
    State(portal): State<Portal>,
    request: Request,
) -> Result<Response, Refusal> {
    let (mut parts, body) = request.into_parts();
    let scope = Scope::from_request_parts(&mut parts, &portal).await?;
    let id = key(&parts)?;
    let path = parts.uri.path().to_owned();
    let bytes = body::bytes(Request::from_parts(parts, body), &portal).await?;
    let key = ActionKey {
        id,
        request: digest(scope.user(), &path, &bytes),
    };
    let action = body::read_as(&bytes, |json| Action::deserialize_body(kind, json))?.tidied();
    scope.demand_of(action.owner(), Access::Decide(kind))?;
    if !path.ends_with(&action.path()) {
        return Err(Refusal::invalid_field("request", "not_of_path"));
    }
    let perform = async {
        judge(&action)?;
        perform::perform(&portal, &scope, key, &action).await
    };
    let present = async {
        let present = portal.store.present(&scope, key.id, &action);
        Ok(present.await??)
    };
    once(&portal, key, perform, present).await
}

fn judge(action: &Action) -> Result<(), Refusal> {
    let faults = action.faults();
    if faults.is_empty() {
        return Ok(());
    }
    let fields = faults.into_iter().map(|fault| FieldProblem {
        field: fault.field.into(),
        code: fault.code.into(),
    });
    Err(Refusal::invalid_fields(fields.collect()))
}

/// The key in the header. Its time says when the action was decided, so no other version will do.
fn key(parts: &Parts) -> Result<Uuid, Refusal> {
    let value = parts.headers.get(KEY_HEADER);
    let value = value.ok_or_else(|| Refusal::bad_header(KEY_HEADER, "missing"))?;
    let key = value.to_str().ok().and_then(|key| key.parse().ok());
    key.filter(|key: &Uuid| key.get_version() == Some(Version::SortRand))
        .ok_or_else(|| Refusal::bad_header(KEY_HEADER, "not_uuid_v7"))
}

/// Of what is asked, by whom.
fn digest(user: UserId, path: &str, body: &[u8]) -> Sha256Digest {
    let digest = Sha256::new()
        .chain_update(user.uuid())
        .chain_update(path)
        .chain_update([0])
        .chain_update(body);
    Sha256Digest::new(digest.finalize().into())
}

/// Answers an action: `perform` does it, or nothing is done and it is answered as before, or
/// with what is `present` when that answer was kept no longer.
async fn once(
    portal: &Portal,
    key: ActionKey,
    perform: impl Future<Output = Result<Answer, Refusal>>,
    present: impl Future<Output = Result<Accepted, Refusal>>,
) -> Result<Response, Refusal> {
    let at_work = portal.working.begin(key.id);
    let known = match at_work {
        None => Some(Known::Working),
        Some(_) => portal.store.known_action(System, key.id).await?,
    };
    let answer = match idempotency::judge(known, key.request) {
        Verdict::Perform => perform.await?,
        Verdict::Replay(answer) => answer,
        Verdict::AlreadyDone => {
            serde_json::to_vec(&present.await?).map_err(|error| Refusal::unavailable(&error))?
        }
        Verdict::Busy => return Err(Refusal::busy()),
        Verdict::OtherRequest => return Err(Refusal::invalid_field(KEY_HEADER, "used")),
    };
    let mut response = Response::new(Body::from(Bytes::from(answer)));
    let json = HeaderValue::from_static("application/json");
    response.headers_mut().insert(CONTENT_TYPE, json);
    Ok(response)
}
