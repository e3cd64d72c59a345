//! Why a portal gave no answer.

use crate::error::from_problem;
use balcao_bridge::{AppError, ErrorCode};
use balcao_contract::{Problem, ProblemCode};

/// Why a portal gave no answer.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub(crate) enum PortalError {
    /// No connection, or it was lost.
    #[error("offline")]
    Offline,
    /// The certificate is not one to trust.
    #[error("untrusted certificate of {host}")]
    UntrustedCertificate {
        /// Whose.
        host: String,
    },
    /// Something answers, but not as a portal.
    #[error("{host} does not answer as a portal")]
    NotAPortal {
        /// Who.
        host: String,
    },
    /// It refused.
    #[error("refused")]
    Refused(Problem),
}

impl PortalError {
    /// It refused with nothing but a code.
    pub fn refused(code: ProblemCode) -> Self {
        Self::Refused(Problem::new(code))
    }

    /// The refusal's code, when it is one and this version knows it.
    pub fn code(&self) -> Option<ProblemCode> {
        match self {
            Self::Refused(problem) => problem.code(),
            _ => None,
        }
    }
}

impl From<PortalError> for AppError {
    fn from(error: PortalError) -> Self {
        match error {
            PortalError::Offline => Self::new(ErrorCode::Offline),
            PortalError::UntrustedCertificate { host } => {
                Self::new(ErrorCode::UntrustedCertificate).with("host", host)
            }
            PortalError::NotAPortal { host } => Self::new(ErrorCode::NotAPortal).with("host", host),
            PortalError::Refused(problem) => from_problem(&problem),
        }
    }
}
