//! Refusals: `application/problem+json` (RFC 9457) with a closed set of codes.

use balcao_domain::Role;
use serde::{Deserialize, Serialize};

/// What every `type` begins with.
const TYPE_PREFIX: &str = "urn:balcao:problem:";

/// Why a request was refused. Adding one is a decision: somebody must act on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProblemCode {
    /// 422: a field is wrong; `fields` says which and how.
    InvalidRequest,
    /// 401: unknown user or wrong secret, not said which.
    InvalidCredentials,
    /// 429: too many tries; `seconds` to wait.
    Throttled,
    /// 401: the access token is over; renew it.
    TokenExpired,
    /// 401: the session was ended; sign in again.
    SessionRevoked,
    /// 403: the user or all its grants are gone; what is cached is wiped.
    AccessRemoved,
    /// 403: your customer, not your role; `role` is one that would do.
    RoleNeeded,
    /// 404: not there, or not yours.
    NotFound,
    /// 409: it meanwhile changed, or is being done.
    Conflict,
    /// 426: the app is too old for this portal.
    VersionTooOld,
    /// 503: not now; `seconds` when known.
    Unavailable,
}

impl ProblemCode {
    /// Every code.
    pub const ALL: [Self; 11] = [
        Self::InvalidRequest,
        Self::InvalidCredentials,
        Self::Throttled,
        Self::TokenExpired,
        Self::SessionRevoked,
        Self::AccessRemoved,
        Self::RoleNeeded,
        Self::NotFound,
        Self::Conflict,
        Self::VersionTooOld,
        Self::Unavailable,
    ];

    /// The code's word on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::InvalidRequest => "invalid_request",
            Self::InvalidCredentials => "invalid_credentials",
            Self::Throttled => "throttled",
            Self::TokenExpired => "token_expired",
            Self::SessionRevoked => "session_revoked",
            Self::AccessRemoved => "access_removed",
            Self::RoleNeeded => "role_needed",
            Self::NotFound => "not_found",
            Self::Conflict => "conflict",
            Self::VersionTooOld => "version_too_old",
            Self::Unavailable => "unavailable",
        }
    }

    /// The HTTP status it goes with.
    pub const fn status(self) -> u16 {
        match self {
            Self::InvalidRequest => 422,
            Self::InvalidCredentials | Self::TokenExpired | Self::SessionRevoked => 401,
            Self::Throttled => 429,
            Self::AccessRemoved | Self::RoleNeeded => 403,
            Self::NotFound => 404,
            Self::Conflict => 409,
            Self::VersionTooOld => 426,
            Self::Unavailable => 503,
        }
    }
}

/// One field that was wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldProblem {
    /// The field's name in the request.
    pub field: String,
    /// What is wrong with it, a code such as `check_digit`.
    pub code: String,
}

/// A refusal's body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// `urn:balcao:problem:CODE`.
    #[serde(rename = "type")]
    kind: String,
    /// The HTTP status, once more.
    pub status: u16,
    /// With [`ProblemCode::InvalidRequest`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldProblem>,
    /// With [`ProblemCode::Throttled`] and [`ProblemCode::Unavailable`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds: Option<u32>,
    /// With [`ProblemCode::RoleNeeded`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
}

impl Problem {
    /// The media type of the body.
    pub const MEDIA_TYPE: &str = "application/problem+json";

    /// A refusal with nothing but its code.
    pub fn new(code: ProblemCode) -> Self {
        Self {
            kind: format!("{TYPE_PREFIX}{}", code.name()),
            status: code.status(),
            fields: Vec::new(),
            seconds: None,
            role: None,
        }
    }

    /// One field is wrong.
    pub fn invalid_field(field: &str, code: &str) -> Self {
        let mut problem = Self::new(ProblemCode::InvalidRequest);
        problem.fields.push(FieldProblem {
            field: field.into(),
            code: code.into(),
        });
        problem
    }

    /// Too many tries.
    pub fn throttled(seconds: u32) -> Self {
        let mut problem = Self::new(ProblemCode::Throttled);
        problem.seconds = Some(seconds);
        problem
    }

    /// Your customer, not your role.
    pub fn role_needed(role: Role) -> Self {
        let mut problem = Self::new(ProblemCode::RoleNeeded);
        problem.role = Some(role);
        problem
    }

    /// The code, when it is one this version knows.
    pub fn code(&self) -> Option<ProblemCode> {
        let word = self.kind.strip_prefix(TYPE_PREFIX)?;
        ProblemCode::ALL
            .into_iter()
            .find(|code| code.name() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_reads_back_from_its_json() {
        for code in ProblemCode::ALL {
            let json = serde_json::to_string(&Problem::new(code)).unwrap();
            let back: Problem = serde_json::from_str(&json).unwrap();
            assert_eq!((back.code(), back.status), (Some(code), code.status()));
        }
    }

    #[test]
    fn an_unknown_code_is_no_code() {
        let json = r#"{"type":"about:blank","status":500,"title":"x"}"#;
        let back: Problem = serde_json::from_str(json).unwrap();
        assert_eq!(back.code(), None);
    }
}
