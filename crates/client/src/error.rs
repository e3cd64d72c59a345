//! Turns refusals into what the interface is told.

use balcao_bridge::{AppError, ErrorCode, Retry};
use balcao_contract::{Problem, ProblemCode};
use balcao_domain::Role;

/// The portal's refusal, for the interface. One whose code this version does not know reads as
/// *not now*.
pub(crate) fn from_problem(problem: &Problem) -> AppError {
    let code = match problem.code() {
        Some(ProblemCode::InvalidRequest) => ErrorCode::InvalidRequest,
        Some(ProblemCode::InvalidCredentials) => ErrorCode::InvalidCredentials,
        Some(ProblemCode::Throttled) => ErrorCode::Throttled,
        Some(ProblemCode::SessionRevoked) => ErrorCode::SessionRevoked,
        Some(ProblemCode::AccessRemoved) => ErrorCode::AccessRemoved,
        Some(ProblemCode::RoleNeeded) => ErrorCode::RoleNeeded,
        Some(ProblemCode::NotFound) => ErrorCode::NotFound,
        Some(ProblemCode::Conflict) => ErrorCode::Conflict,
        Some(ProblemCode::VersionTooOld) => ErrorCode::VersionTooOld,
        // One that is over right after its renewal is the portal's trouble, not the user's.
        Some(ProblemCode::TokenExpired | ProblemCode::Unavailable) | None => ErrorCode::Unavailable,
    };
    let mut error = AppError::new(code);
    if let Some(seconds) = problem.seconds {
        error.retry = Retry::After(seconds);
        error = error.with("seconds", seconds);
    }
    if let Some(role) = problem.role {
        error = error.with("role", role.name());
    }
    if let Some(first) = problem.fields.first() {
        error = error
            .with("field", &first.field)
            .with("reason", &first.code);
    }
    error
}

/// The refusal of a role, made here from the cached grants.
pub(crate) fn role_needed(role: Role) -> AppError {
    AppError::new(ErrorCode::RoleNeeded).with("role", role.name())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_of_the_portal_keeps_its_code() {
        for code in ProblemCode::ALL {
            let told = from_problem(&Problem::new(code)).code.name();
            let expected = match code {
                ProblemCode::TokenExpired => "unavailable",
                other => other.name(),
            };
            assert_eq!(told, expected);
        }
    }

    #[test]
    fn what_a_refusal_says_reaches_the_words() {
        let throttled = from_problem(&Problem::throttled(8));
        assert_eq!(throttled.retry, Retry::After(8));
        assert_eq!(throttled.args["seconds"], "8");
        let role = from_problem(&Problem::role_needed(Role::Finance));
        assert_eq!(role.args["role"], "finance");
        let field = from_problem(&Problem::invalid_field("tax_id", "check_digit"));
        assert_eq!(field, AppError::invalid("tax_id", "check_digit"));
    }
}
