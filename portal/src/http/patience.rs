//! How long a request may take: a body that trickles in and a queue that grows both end here.

use std::time::Duration;

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use balcao_contract::ProblemCode;
use tokio::time::timeout;

use super::refusal::Refusal;

/// Until an answer begins. What was being written is undone when it ends before.
const PATIENCE: Duration = Duration::from_secs(30);

/// Refuses with *unavailable* what does not begin to answer in time.
pub async fn patience(request: Request, next: Next) -> Response {
    match timeout(PATIENCE, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Refusal::from(ProblemCode::Unavailable).into_response(),
    }
}
