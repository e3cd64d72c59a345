//! JSON bodies, refused with the name of the field that is wrong.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use serde::de::DeserializeOwned;
use serde_json::de::SliceRead;
use serde_json::error::Category;
use serde_path_to_error::{Path, Segment, Track};

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
    read_as(bytes, |json| T::deserialize(json))
}

/// A body's JSON, with an eye on where in it one is.
type Tracked<'a, 'b, 'c> =
    serde_path_to_error::Deserializer<'a, 'b, &'a mut serde_json::Deserializer<SliceRead<'c>>>;

/// Reads a body as JSON of a value that only its reader knows.
pub fn read_as<T>(
    bytes: &[u8],
    read: impl FnOnce(Tracked<'_, '_, '_>) -> Result<T, serde_json::Error>,
) -> Result<T, Refusal> {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let mut track = Track::new();
    let value = read(serde_path_to_error::Deserializer::new(
        &mut json, &mut track,
    ));
    let value = value.map_err(|error| refusal(&track.path(), &error))?;
    json.end()
        .map_err(|_| Refusal::invalid_field("body", "not_json"))?;
    Ok(value)
}

fn refusal(path: &Path, error: &serde_json::Error) -> Refusal {
    let is_name = |segment: &Segment| matches!(segment, Segment::Map { .. } | Segment::Seq { .. });
    match error.classify() {
        Category::Data if path.iter().any(is_name) => {
            Refusal::invalid_field(&path.to_string(), "invalid")
        }
        // serde does not say which field is missing but in words.
        Category::Data => Refusal::invalid_field("body", "incomplete"),
        Category::Syntax | Category::Eof | Category::Io => {
            Refusal::invalid_field("body", "not_json")
        }
    }
}
