//! `GET /v1/{collection}/{id}/{kind}`: a row's document, as the provider has it, else as the portal draws
//! it.

use std::collections::HashMap;

use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::header::{
    CONTENT_DISPOSITION, CONTENT_TYPE, ETAG, IF_NONE_MATCH, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use balcao_contract::ProblemCode;
use balcao_domain::{AnyRow, Collection, DocumentKind, DocumentRef, Owner, Provider};

use super::refusal::Refusal;
use super::scoped::Asked;
use crate::documents::{self, DocumentError, Drawing};
use crate::files::Place;
use crate::portal::Portal;
use crate::scope::{Scope, System};

/// A document of a row that the user may read; nothing but its tag for who holds these very bytes.
pub async fn one(
    (of, kind): (Collection, DocumentKind),
    State(portal): State<Portal>,
    Asked(provider): Asked,
    scope: Scope,
    Path(path): Path<HashMap<String, String>>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let id = path.get("id").and_then(|id| id.parse().ok());
    let id = id.ok_or(ProblemCode::NotFound)?;
    let document = DocumentRef { of, id, kind };
    let row = portal.store.documented(&scope, of, id).await??;
    let name = documents::name_of(&row, kind).ok_or(ProblemCode::NotFound)?;
    let given = portal.files.read(&Place::document(document)).await?;
    let content = match given {
        Some(bytes) => Content::Given(bytes),
        None => Content::Drawn(Box::new(drawing(&portal, provider, row).await?)),
    };
    let etag = content.etag()?;
    if holds(&headers, &etag) {
        return Ok((StatusCode::NOT_MODIFIED, [(ETAG, etag)]).into_response());
    }
    let bytes = match content {
        Content::Given(bytes) => bytes,
        Content::Drawn(drawing) => {
            let drawn = portal.drawing.run(move || documents::draw(&drawing, kind));
            drawn.await??.ok_or(ProblemCode::NotFound)?.into()
        }
    };
    let about = [
        (CONTENT_TYPE, kind.media_type().to_owned()),
        (
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
        (X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (ETAG, etag),
    ];
    Ok((about, Body::from(bytes)).into_response())
}

/// What a document is made of.
enum Content {
    /// The provider gave it.
    Given(Bytes),
    /// The portal draws it.
    Drawn(Box<Drawing>),
}

impl Content {
    /// Told from what it is made of: who holds it has nothing drawn.
    fn etag(&self) -> Result<String, DocumentError> {
        match self {
            Self::Given(bytes) => Ok(documents::etag_of(bytes)),
            Self::Drawn(drawing) => drawing.etag(),
        }
    }
}

async fn drawing(portal: &Portal, provider: Provider, row: AnyRow) -> Result<Drawing, Refusal> {
    let Owner::Customer(customer) = row.owner() else {
        return Err(ProblemCode::NotFound.into());
    };
    let customer = portal
        .store
        .customer_by_id(System, provider.issuer, customer);
    let customer = customer.await?.ok_or(ProblemCode::NotFound)?;
    Ok(Drawing {
        provider,
        customer,
        row,
    })
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
