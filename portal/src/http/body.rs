//! JSON bodies, refused with the name of the field that is wrong.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use serde::de::DeserializeOwned;
use serde_json::error::Category;
use serde_path_to_error::Segment;

use super::refusal::Refusal;

/// A request's body as JSON, whatever media type it states.
pub struct JsonBody<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for JsonBody<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        read(&bytes(request, state).await?).map(Self)
    }
}

/// A request's body as it came.
pub async fn bytes<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, Refusal> {
    let bytes = Bytes::from_request(request, state).await;
    bytes.map_err(unread)
}

fn unread(rejection: BytesRejection) -> Refusal {
    if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
        Refusal::too_large("body")
    } else {
        Refusal::invalid_field("body", "unreadable")
    }
}

/// Reads a body as JSON.
pub fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Refusal> {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let named = error
            .path()
            .iter()
            .any(|segment| matches!(segment, Segment::Map { .. } | Segment::Seq { .. }));
        match error.inner().classify() {
            Category::Data if named => Refusal::invalid_field(&error.path().to_string(), "invalid"),
            // serde does not say which field is missing but in words.
            Category::Data => Refusal::invalid_field("body", "incomplete"),
            Category::Syntax | Category::Eof | Category::Io => {
                Refusal::invalid_field("body", "not_json")
            }
        }
    })?;
    json.end()
        .map_err(|_| Refusal::invalid_field("body", "not_json"))?;
    Ok(value)
}
