//! `POST /v1/profile-changes/{id}/proofs` attaches a file, `GET …/proofs/{proof}` gives it out.

use std::collections::HashMap;
use std::fmt::Write;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::response::Response;
use balcao_contract::{AttachProof, ProblemCode};
use balcao_domain::{Access, Proof, ProofKind, text};

use super::acting::{Acting, once};
use super::refusal::Refusal;
use crate::files::Place;
use crate::portal::Portal;
use crate::scope::Scope;
use crate::store::Answer;

/// Attaches an upload that is whole to a request.
pub async fn attach(
    State(portal): State<Portal>,
    Path(path): Path<HashMap<String, String>>,
    Acting { scope, key, asked }: Acting<AttachProof>,
) -> Result<Response, Refusal> {
    scope.demand(asked.customer, Access::ChangeProfile)?;
    if path.get("id").and_then(|id| id.parse().ok()) != Some(asked.request) {
        return Err(Refusal::invalid_field("request", "not_of_path"));
    }
    let perform = async {
        let asked = AttachProof {
            name: name(&asked.name)?,
            ..asked
        };
        portal.store.attachable(&scope, &asked).await??;
        whole(&portal, &scope, &asked).await?;
        let from = Place::whole(scope.user(), asked.sha256);
        let to = Place::proof(asked.request, balcao_domain::ProofId::new(key.id));
        if !portal.files.copy(&from, &to).await? {
            portal.store.remove_upload(&scope, asked.sha256).await?;
            return Err(not_uploaded());
        }
        let now = portal.clock.now();
        let attached = portal.store.attach_proof(&scope, key, &asked, now).await?;
        if attached.is_err() {
            // Another was attached, or the request decided, since it was looked at.
            portal.files.remove(&to).await?;
        }
        Ok::<Answer, Refusal>(attached?)
    };
    let present = async {
        let rows = portal
            .store
            .present_profile(&scope, asked.customer, asked.request);
        Ok(rows.await??)
    };
    once(&portal, key, perform, present).await
}

/// The name as it is kept.
fn name(name: &str) -> Result<String, Refusal> {
    let wrong = |code| Err(Refusal::invalid_field("name", code));
    let strange = |c: char| c.is_control() || c == '/' || c == '\\';
    if text::is_blank(name) {
        wrong("empty")
    } else if name.chars().count() > Proof::LONGEST_NAME {
        wrong("too_long")
    } else if name.contains(strange) {
        wrong("malformed")
    } else {
        Ok(Proof::name_of(name))
    }
}

fn not_uploaded() -> Refusal {
    Refusal::invalid_field("sha256", "not_uploaded")
}

/// The user has uploaded the file, and it is what is said of it.
async fn whole(portal: &Portal, scope: &Scope, asked: &AttachProof) -> Result<(), Refusal> {
    let row = portal.store.upload(scope, asked.sha256).await?;
    let row = row.filter(|row| row.kind.is_some());
    let row = row.ok_or_else(not_uploaded)?;
    if row.size != asked.size {
        Err(Refusal::invalid_field("size", "mismatch"))
    } else if row.kind != Some(asked.kind) {
        Err(Refusal::invalid_field("kind", "mismatch"))
    } else {
        Ok(())
    }
}

/// Gives a proof out to be saved, never to be shown by a browser.
pub async fn one(
    State(portal): State<Portal>,
    scope: Scope,
    Path(path): Path<HashMap<String, String>>,
) -> Result<Response, Refusal> {
    let request = path.get("id").and_then(|id| id.parse().ok());
    let proof = path.get("proof").and_then(|id| id.parse().ok());
    let (Some(request), Some(proof)) = (request, proof) else {
        return Err(ProblemCode::NotFound.into());
    };
    let found = portal.store.proof(&scope, request, proof).await??;
    let bytes = portal.files.read(&Place::proof(request, found.id)).await?;
    let bytes = bytes.ok_or(ProblemCode::NotFound)?;
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type(&found)));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    let disposition = HeaderValue::from_str(&attachment(&found.name));
    let disposition = disposition.map_err(|error| Refusal::unavailable(&error))?;
    headers.insert(CONTENT_DISPOSITION, disposition);
    Ok(response)
}

const fn media_type(proof: &Proof) -> &'static str {
    match proof.kind {
        ProofKind::Pdf => "application/pdf",
        ProofKind::Png => "image/png",
        ProofKind::Jpeg => "image/jpeg",
    }
}

/// The name in the header's own encoding (RFC 8187), of which every letter but the plainest is
/// escaped.
fn attachment(name: &str) -> String {
    let mut text = String::from("attachment; filename*=UTF-8''");
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_') {
            text.push(char::from(byte));
        } else {
            // Writing to a string never fails.
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}
