//! Reads an answer that is no stream: a refusal, or one JSON document.

use super::failure::{broken, failed, host};
use crate::portal::PortalError;
use balcao_contract::{Problem, ProblemCode};
use chrono::DateTime;
use reqwest::header::{CONTENT_TYPE, DATE, HeaderMap, RETRY_AFTER};
use reqwest::{RequestBuilder, Response, StatusCode};
use serde::de::DeserializeOwned;
use std::time::Duration;

/// How long a whole document may take.
const WHOLE: Duration = Duration::from_secs(60);

/// In seconds.
const LONGEST_WAIT: u32 = 3_600;

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
    let wait = retry_after(response.headers());
    if media_type(&response) == Some(Problem::MEDIA_TYPE)
        && let Ok(mut problem) = serde_json::from_slice::<Problem>(&body(response).await?)
        && (problem.code().is_some() || status.is_server_error())
    {
        problem.seconds = problem.seconds.or(wait);
        return Err(PortalError::Refused(problem));
    }
    // A gateway says in words of its own that the portal behind it is away, or asked too much.
    let code = match (status, wait) {
        (StatusCode::TOO_MANY_REQUESTS, Some(_)) => ProblemCode::Throttled,
        (StatusCode::TOO_MANY_REQUESTS, None) => ProblemCode::Unavailable,
        _ if status.is_server_error() => ProblemCode::Unavailable,
        _ => return Err(PortalError::NotAPortal { host }),
    };
    let mut problem = Problem::new(code);
    problem.seconds = wait;
    Err(PortalError::Refused(problem))
}

/// For how many seconds an answer asks not to be asked again (RFC 9110, 10.2.3). A date is counted
/// from that of the answer itself: the clock of this device may be any. After the longest wait it is
/// asked again whatever was said.
fn retry_after(headers: &HeaderMap) -> Option<u32> {
    let text = |name| headers.get(name)?.to_str().ok();
    let asked = text(RETRY_AFTER)?.trim();
    if let Ok(seconds) = asked.parse() {
        return Some(LONGEST_WAIT.min(seconds));
    }
    let date = |text| DateTime::parse_from_rfc2822(text).ok();
    let wait = date(asked)? - date(text(DATE)?)?;
    let seconds = wait.num_seconds().clamp(0, LONGEST_WAIT.into());
    u32::try_from(seconds).ok()
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
