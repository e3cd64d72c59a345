//! Whether and when a send that failed is tried again: a question to the error. Pure.

use crate::error::from_problem;
use crate::portal::PortalError;
use crate::session::SessionError;
use crate::sync::CheckError;
use balcao_bridge::AppError;
use balcao_contract::{Problem, ProblemCode};
use std::time::Duration;

/// The pause after a first failure.
const FIRST: Duration = Duration::from_secs(2);

/// No pause is longer, but for what a portal asks.
const LONGEST: Duration = Duration::from_secs(300);

/// No portal is left alone for longer, whatever it asks; nor for less than a first pause.
const LONGEST_ASKED: Duration = Duration::from_secs(3_600);

/// What follows a send that failed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Retry {
    /// Nothing as it is: the user decides.
    Never(AppError),
    /// Again after a pause that grows, or as soon as there is reason to hope.
    Later,
    /// Again after so long and not before: the portal said so.
    NotBefore(Duration),
    /// The session it was asked in is over: again once the user has signed in, or never if access
    /// was removed.
    Over(SessionError),
}

impl Retry {
    /// Asks the error.
    pub fn of(error: &CheckError) -> Self {
        match error {
            CheckError::Session(why @ (SessionError::Ended | SessionError::AccessRemoved)) => {
                Self::Over(why.clone())
            }
            CheckError::Session(SessionError::Portal(PortalError::Refused(problem))) => {
                Self::of_refusal(problem)
            }
            // A hotel's sign-in page answers for the portal too, with a certificate of its own.
            CheckError::Session(SessionError::Portal(
                PortalError::Offline
                | PortalError::NotAPortal { .. }
                | PortalError::UntrustedCertificate { .. },
            )) => Self::Later,
            CheckError::Database(_) => Self::Later,
        }
    }

    fn of_refusal(problem: &Problem) -> Self {
        match (problem.code(), problem.seconds) {
            (
                Some(ProblemCode::Throttled | ProblemCode::Unavailable | ProblemCode::Conflict),
                Some(seconds),
            ) => {
                let asked = Duration::from_secs(seconds.into());
                Self::NotBefore(asked.clamp(FIRST, LONGEST_ASKED))
            }
            (
                Some(
                    ProblemCode::Throttled
                    | ProblemCode::Unavailable
                    | ProblemCode::TokenExpired
                    // A newer app will send it.
                    | ProblemCode::VersionTooOld,
                ),
                _,
            ) => Self::Later,
            (Some(ProblemCode::SessionRevoked | ProblemCode::InvalidCredentials), _) => {
                Self::Over(SessionError::Ended)
            }
            (Some(ProblemCode::AccessRemoved), _) => Self::Over(SessionError::AccessRemoved),
            (
                Some(
                    ProblemCode::InvalidRequest
                    | ProblemCode::RoleNeeded
                    | ProblemCode::NotFound
                    | ProblemCode::Conflict,
                ),
                _,
            ) => Self::Never(from_problem(problem)),
            (None, _) if problem.status >= 500 => Self::Later,
            (None, _) => Self::Never(from_problem(problem)),
        }
    }
}

/// The pause after so many failures in a row: doubled each time, and shortened by up to half by
/// `chance`, so that many devices do not come back at the same instant.
pub(crate) fn pause(failures: u32, chance: u8) -> Duration {
    let doubled = FIRST.saturating_mul(1 << failures.saturating_sub(1).min(16));
    let whole = doubled.min(LONGEST);
    whole - whole.mul_f64(f64::from(chance) / 512.0)
}

/// A random byte; the middle when the system has none.
pub(crate) fn chance() -> u8 {
    let mut byte = [128];
    let _ = getrandom::fill(&mut byte);
    byte.into_iter().next().unwrap_or(128)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::DbError;

    fn of(error: PortalError) -> Retry {
        Retry::of(&CheckError::Session(error.into()))
    }

    #[test]
    fn what_the_network_does_is_tried_again_and_what_the_portal_refuses_is_not() {
        assert_eq!(of(PortalError::Offline), Retry::Later);
        for code in ProblemCode::ALL {
            let retry = of(PortalError::refused(code));
            let refused = matches!(retry, Retry::Never(_));
            let expected = matches!(
                code,
                ProblemCode::InvalidRequest
                    | ProblemCode::RoleNeeded
                    | ProblemCode::NotFound
                    | ProblemCode::Conflict
            );
            assert_eq!(refused, expected, "{code:?}: {retry:?}");
        }
        let ended = of(PortalError::refused(ProblemCode::SessionRevoked));
        assert_eq!(ended, Retry::Over(SessionError::Ended));
    }

    #[test]
    fn the_portals_own_word_on_when_is_kept() {
        let mut busy = Problem::new(ProblemCode::Conflict);
        busy.seconds = Some(3);
        for problem in [Problem::throttled(3), busy] {
            let asked = of(PortalError::Refused(problem));
            assert_eq!(asked, Retry::NotBefore(Duration::from_secs(3)));
        }
    }

    #[test]
    fn a_portal_that_asks_for_nothing_or_for_a_year_is_asked_after_a_pause_or_an_hour() {
        for (seconds, pause) in [(0, FIRST), (u32::MAX, LONGEST_ASKED)] {
            let asked = of(PortalError::Refused(Problem::throttled(seconds)));
            assert_eq!(asked, Retry::NotBefore(pause));
        }
    }

    #[test]
    fn a_refusal_keeps_its_field_for_the_user() {
        let refused = of(PortalError::Refused(Problem::invalid_field(
            "email",
            "malformed",
        )));
        assert_eq!(
            refused,
            Retry::Never(AppError::invalid("email", "malformed"))
        );
        let database = Retry::of(&CheckError::Database(DbError::Full));
        assert_eq!(database, Retry::Later);
    }

    #[test]
    fn pauses_grow_to_five_minutes_and_chance_shortens_them_by_half_at_most() {
        assert_eq!(pause(1, 0), FIRST);
        assert_eq!(pause(3, 0), FIRST * 4);
        for failures in 1..100 {
            let (longest, shortest) = (pause(failures, 0), pause(failures, u8::MAX));
            assert!(longest <= LONGEST && shortest >= longest / 2 && shortest < longest);
        }
        assert_eq!(pause(u32::MAX, 0), LONGEST);
    }
}
