//! `GET /v1/profile-changes/{id}/proofs/{proof}` gives a proof out.

use std::collections::HashMap;
use std::fmt::Write;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::response::Response;
use balcao_contract::ProblemCode;
use balcao_domain::{Proof, ProofKind};

use super::refusal::Refusal;
use crate::files::Place;
use crate::portal::Portal;
use crate::scope::Scope;

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
