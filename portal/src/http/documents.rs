//! `GET /v1/bills/{id}/pdf`.

use std::collections::HashMap;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header::{
    CONTENT_DISPOSITION, CONTENT_TYPE, ETAG, IF_NONE_MATCH, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use balcao_contract::ProblemCode;

use super::refusal::Refusal;
use super::scoped::Asked;
use crate::documents::{self, BillSheet, Document, DocumentError};
use crate::portal::Portal;
use crate::scope::{Scope, System};

/// The PDF of a bill that the user may read; nothing but its tag for who holds these very bytes.
pub async fn bill(
    State(portal): State<Portal>,
    Asked(provider): Asked,
    scope: Scope,
    Path(path): Path<HashMap<String, String>>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let id = path.get("id").and_then(|id| id.parse().ok());
    let bill = portal.store.bill(&scope, id.ok_or(ProblemCode::NotFound)?);
    let bill = bill.await??;
    let customer = portal
        .store
        .customer_by_id(System, provider.issuer, bill.customer);
    let customer = customer.await?;
    let customer = customer.ok_or(ProblemCode::NotFound)?;
    // Told from what it is drawn of: who holds it has nothing drawn.
    let etag = documents::etag(&(&provider, &customer, &bill))?;
    if holds(&headers, &etag) {
        return Ok((StatusCode::NOT_MODIFIED, [(ETAG, etag)]).into_response());
    }
    let made = portal.drawing.run(move || {
        documents::bill(&BillSheet {
            provider: &provider,
            customer: &customer,
            bill: &bill,
        })
    });
    Ok(answer(made.await??, etag))
}

fn answer(document: Document, etag: String) -> Response {
    let about = [
        (CONTENT_TYPE, "application/pdf".to_owned()),
        (
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"{}\"", document.name),
        ),
        (X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (ETAG, etag),
    ];
    (about, Body::from(document.bytes)).into_response()
}

/// Whether the request names these bytes as held (RFC 9110, 13.1.2; the comparison is weak).
fn holds(headers: &HeaderMap, etag: &str) -> bool {
    let named = headers.get_all(IF_NONE_MATCH).into_iter();
    let mut tags = named
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|tag| tag.trim().trim_start_matches("W/"));
    tags.any(|tag| tag == etag || tag == "*")
}

impl From<DocumentError> for Refusal {
    fn from(error: DocumentError) -> Self {
        Self::unavailable(&error)
    }
}
