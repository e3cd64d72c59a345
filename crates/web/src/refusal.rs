//! How a call is refused: a status, and what the interface tells.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use balcao_bridge::{AppError, ErrorCode, wire};

/// A refused call; the body is the [`AppError`].
#[derive(Debug)]
pub struct Refusal(pub StatusCode, pub AppError);

impl Refusal {
    /// It does not come from the interface that this server gave out.
    pub fn stranger(status: StatusCode, header: &str) -> Self {
        Self(status, AppError::invalid(header, "refused"))
    }

    /// The session is over, or was never there. The only refusal with this status.
    pub fn no_session() -> Self {
        Self(
            StatusCode::UNAUTHORIZED,
            AppError::new(ErrorCode::SessionRevoked),
        )
    }

    /// There is no room for another session, or nothing to make it from.
    pub fn no_room() -> Self {
        Self(
            StatusCode::SERVICE_UNAVAILABLE,
            AppError::new(ErrorCode::Unavailable),
        )
    }

    /// There is no such command.
    pub fn unknown_command() -> Self {
        Self(
            StatusCode::NOT_FOUND,
            AppError::invalid("command", "unknown"),
        )
    }

    /// The body did not come whole, or is too long.
    pub fn malformed(status: StatusCode) -> Self {
        Self(status, AppError::invalid("request", "malformed"))
    }
}

/// The core's own.
impl From<AppError> for Refusal {
    fn from(error: AppError) -> Self {
        Self(StatusCode::UNPROCESSABLE_ENTITY, error)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.0, wire::encode(&self.1).unwrap_or_default()).into_response()
    }
}
