//! Refusals as `application/problem+json`.

use std::any::Any;

use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, Response, StatusCode};
use axum::response::IntoResponse;
use balcao_bounds::NotRun;
use balcao_contract::{FieldProblem, Problem, ProblemCode};
use balcao_domain::decision::Refused;

use crate::files::FilesError;
use crate::password::PasswordError;
use crate::scope::Denied;
use crate::store::{Denial, NotDone, StoreError, Throttled};
use crate::sync::SyncError;
use crate::uploads::UploadError;

/// How long somebody waits who has too many uploads, in seconds.
const UPLOADS_WAIT: u32 = 600;

/// Why a request is refused, ready to be sent.
#[derive(Debug)]
pub struct Refusal {
    status: StatusCode,
    problem: Problem,
}

impl Refusal {
    /// 422: a field is wrong.
    pub fn invalid_field(field: &str, code: &str) -> Self {
        Problem::invalid_field(field, code).into()
    }

    /// 405: the path answers to other methods. Said as *not found*, for there is no code of its
    /// own and nobody acts on it.
    pub fn method_not_allowed() -> Self {
        Self {
            status: StatusCode::METHOD_NOT_ALLOWED,
            problem: Problem::new(ProblemCode::NotFound),
        }
    }

    /// 422: these fields are wrong.
    pub fn invalid_fields(fields: Vec<FieldProblem>) -> Self {
        let mut problem = Problem::new(ProblemCode::InvalidRequest);
        problem.fields = fields;
        problem.into()
    }

    /// 400: a header is missing or wrong, so that it is not known what is asked.
    pub fn bad_header(header: &str, code: &str) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            problem: Problem::invalid_field(header, code),
        }
    }

    /// 413: the body, or what it is a part of, is larger than is taken.
    pub fn too_large(field: &str) -> Self {
        Self {
            status: StatusCode::PAYLOAD_TOO_LARGE,
            problem: Problem::invalid_field(field, "too_large"),
        }
    }

    /// 409 with `Retry-After`: the same is being done at this moment.
    pub fn busy() -> Self {
        let mut problem = Problem::new(ProblemCode::Conflict);
        problem.seconds = Some(1);
        problem.into()
    }

    /// 503 with `Retry-After`: too much is asked for at this moment.
    pub fn too_much() -> Self {
        let mut problem = Problem::new(ProblemCode::Unavailable);
        problem.seconds = Some(2);
        problem.into()
    }

    /// 503, with its cause in the log and not in the answer.
    pub fn unavailable(cause: &dyn std::error::Error) -> Self {
        tracing::error!(error = %cause, "request failed");
        ProblemCode::Unavailable.into()
    }
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        let status = StatusCode::from_u16(problem.status);
        Self {
            status: status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
            problem,
        }
    }
}

impl From<ProblemCode> for Refusal {
    fn from(code: ProblemCode) -> Self {
        Problem::new(code).into()
    }
}

impl From<Denied> for Refusal {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::NotFound => ProblemCode::NotFound.into(),
            Denied::RoleNeeded(role) => Problem::role_needed(role).into(),
        }
    }
}

impl From<Denial> for Refusal {
    fn from(denial: Denial) -> Self {
        match denial {
            Denial::Expired => ProblemCode::TokenExpired.into(),
            Denial::Revoked => ProblemCode::SessionRevoked.into(),
            Denial::AccessRemoved => ProblemCode::AccessRemoved.into(),
        }
    }
}

impl From<Throttled> for Refusal {
    fn from(throttled: Throttled) -> Self {
        Problem::throttled(throttled.seconds).into()
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        match error {
            // Another process did the same meanwhile: asked again, it says so.
            StoreError::Exists => Self::busy(),
            error => Self::unavailable(&error),
        }
    }
}

impl From<FilesError> for Refusal {
    fn from(error: FilesError) -> Self {
        Self::unavailable(&error)
    }
}

impl From<NotDone> for Refusal {
    fn from(refused: NotDone) -> Self {
        match refused {
            NotDone::Denied(denied) => denied.into(),
            NotDone::Refused(refused) => refused.into(),
        }
    }
}

impl From<Refused> for Refusal {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::NotFound => ProblemCode::NotFound.into(),
            Refused::Conflict => ProblemCode::Conflict.into(),
            Refused::Invalid(fault) => Self::invalid_field(fault.field, fault.code),
        }
    }
}

impl From<UploadError> for Refusal {
    fn from(refused: UploadError) -> Self {
        match refused {
            UploadError::Denied(denied) => denied.into(),
            UploadError::Empty => Self::invalid_field("size", "empty"),
            UploadError::TooLarge => Self::too_large("size"),
            UploadError::OtherSize => Self::invalid_field("size", "mismatch"),
            UploadError::PastEnd => Self::invalid_field("offset", "past_end"),
            UploadError::NoPart => Self::invalid_field("size", "not_a_part"),
            UploadError::OtherDigest => Self::invalid_field("sha256", "mismatch"),
            UploadError::OtherKind => Self::invalid_field("kind", "not_taken"),
            UploadError::TooMany => Problem::throttled(UPLOADS_WAIT).into(),
            UploadError::Store(error) => error.into(),
            UploadError::Files(error) => error.into(),
        }
    }
}

impl From<SyncError> for Refusal {
    fn from(error: SyncError) -> Self {
        Self::unavailable(&error)
    }
}

impl From<PasswordError> for Refusal {
    fn from(error: PasswordError) -> Self {
        match error {
            PasswordError::NotRun(not_run) => not_run.into(),
            error => Self::unavailable(&error),
        }
    }
}

impl From<NotRun> for Refusal {
    fn from(error: NotRun) -> Self {
        match error {
            NotRun::Full => Self::too_much(),
            NotRun::Stopping => Self::unavailable(&error),
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(mut self) -> Response<Body> {
        self.problem.status = self.status.as_u16();
        let body = serde_json::to_vec(&self.problem).unwrap_or_default();
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        let media_type = HeaderValue::from_static(Problem::MEDIA_TYPE);
        headers.insert(CONTENT_TYPE, media_type);
        if let Some(seconds) = self.problem.seconds {
            headers.insert(RETRY_AFTER, seconds.into());
        }
        if self.status == StatusCode::UNAUTHORIZED {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

/// The answer in place of a handler that panicked. What it said goes to the log by the panic
/// hook; it may hold personal data, so it is not repeated here.
pub fn panicked(_: Box<dyn Any + Send>) -> Response<Body> {
    tracing::error!("a handler panicked");
    Refusal {
        status: StatusCode::INTERNAL_SERVER_ERROR,
        problem: Problem::new(ProblemCode::Unavailable),
    }
    .into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::Router;
    use axum::http::Request;
    use axum::routing::get;
    use http_body_util::BodyExt;
    use tower::ServiceExt;
    use tower_http::catch_panic::CatchPanicLayer;

    #[tokio::test]
    async fn a_handler_that_panics_answers_a_problem_without_its_words() {
        async fn panics() -> StatusCode {
            panic!("Ana")
        }
        let router = Router::<()>::new()
            .route("/", get(panics))
            .layer(CatchPanicLayer::custom(panicked));
        let request = Request::get("/").body(Body::empty()).unwrap();
        let response = router.oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(response.headers()[CONTENT_TYPE], Problem::MEDIA_TYPE);
        let body = response.into_body().collect().await.unwrap().to_bytes();
        let problem: Problem = serde_json::from_slice(&body).unwrap();
        assert_eq!(problem.code(), Some(ProblemCode::Unavailable));
        assert!(!body.windows(3).any(|word| word == b"Ana"));
    }
}
