//! Reads an answer that is no stream: a refusal, or one JSON document.

use super::failure::{broken, failed, host};
use crate::portal::PortalError;
use balcao_contract::{Problem, ProblemCode};
use reqwest::header::CONTENT_TYPE;
use reqwest::{RequestBuilder, Response};
use serde::de::DeserializeOwned;
use std::time::Duration;

/// How long a whole document may take.
const WHOLE: Duration = Duration::from_secs(60);

/// Larger documents are no portal's.
const LARGEST: usize = 256 * 1024;

/// The document that a request is answered with.
pub(super) async fn document<T: DeserializeOwned>(
    request: RequestBuilder,
) -> Result<T, PortalError> {
    let response = request.timeout(WHOLE).send().await.map_err(failed)?;
    let response = accepted(response).await?;
    let host = host(response.url());
    serde_json::from_slice(&body(response).await?).map_err(|_| PortalError::NotAPortal { host })
}

/// The answer, when it is no refusal.
pub(super) async fn accepted(response: Response) -> Result<Response, PortalError> {
    let status = response.status();
    if status.is_success() {
        return Ok(response);
    }
    let host = host(response.url());
    if media_type(&response) == Some(Problem::MEDIA_TYPE)
        && let Ok(problem) = serde_json::from_slice::<Problem>(&body(response).await?)
        && (problem.code().is_some() || status.is_server_error())
    {
        return Err(PortalError::Refused(problem));
    }
    // A gateway says in words of its own that the portal behind it is away.
    if status.is_server_error() {
        return Err(PortalError::refused(ProblemCode::Unavailable));
    }
    Err(PortalError::NotAPortal { host })
}

/// The answer's media type, without its parameters.
pub(super) fn media_type(response: &Response) -> Option<&str> {
    let value = response.headers().get(CONTENT_TYPE)?.to_str().ok()?;
    value.split(';').next().map(str::trim)
}

async fn body(mut response: Response) -> Result<Vec<u8>, PortalError> {
    let url = response.url().clone();
    let mut body = Vec::new();
    while let Some(chunk) = response
        .chunk()
        .await
        .map_err(|error| broken(error, &url))?
    {
        if body.len() + chunk.len() > LARGEST {
            return Err(PortalError::NotAPortal { host: host(&url) });
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}
