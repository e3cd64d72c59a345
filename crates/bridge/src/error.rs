//! What can go wrong, as codes; the words are the interface's.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Why a call failed. The first eleven are the portal's, the others the app's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// A field is wrong; args: `field`, `reason`.
    InvalidRequest,
    /// Unknown user or wrong secret (MC-10).
    InvalidCredentials,
    /// Too many tries; args: `seconds`.
    Throttled,
    /// The access token is over (renewed by the core; the interface does not see it).
    TokenExpired,
    /// The session was ended: sign in again.
    SessionRevoked,
    /// The user or all its grants are gone.
    AccessRemoved,
    /// The role does not allow it; args: `role`.
    RoleNeeded,
    /// Not there, or not yours.
    NotFound,
    /// It meanwhile changed.
    Conflict,
    /// The app is too old for this portal.
    VersionTooOld,
    /// The portal says: not now; args: `seconds` when known.
    Unavailable,
    /// No connection to the portal.
    Offline,
    /// The address answers, but not as a portal; args: `host`.
    NotAPortal,
    /// The certificate is not one to trust; args: `host`.
    UntrustedCertificate,
    /// The system has no keychain.
    KeychainAbsent,
    /// The keychain is locked, or was not unlocked in time.
    KeychainLocked,
    /// The stored key does not open the account's files.
    WrongKey,
    /// The account's cache is damaged and could not be rebuilt.
    CacheDamaged,
    /// There is no room on the disk.
    DiskFull,
    /// This cannot be done without a connection.
    NotOffline,
    /// A document is none that can be shown.
    UnreadableDocument,
    /// Nothing can be written in the place that was chosen.
    NotWritable,
    /// Actions were not sent yet and would be lost; args: `count`.
    ActionsWaiting,
}

/// Whether and when trying again makes sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Retry {
    /// Not as it is.
    Never,
    /// In so many seconds.
    After(u32),
    /// When there is a connection.
    WhenOnline,
    /// After signing in again.
    SignIn,
}

/// A failed call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{code:?}")]
pub struct AppError {
    /// Why.
    pub code: ErrorCode,
    /// Whether to try again.
    pub retry: Retry,
    /// What the words need, by name.
    #[serde(default)]
    pub args: BTreeMap<String, String>,
}

impl AppError {
    /// A failure with the code's usual retry and no arguments.
    pub fn new(code: ErrorCode) -> Self {
        Self {
            code,
            retry: code.usual_retry(),
            args: BTreeMap::new(),
        }
    }

    /// Adds an argument.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.args.insert(name.into(), value.to_string());
        self
    }

    /// A field is wrong.
    pub fn invalid(field: &str, reason: &str) -> Self {
        Self::new(ErrorCode::InvalidRequest)
            .with("field", field)
            .with("reason", reason)
    }
}

impl ErrorCode {
    /// Its name on the wire, which support asks for.
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
            Self::Offline => "offline",
            Self::NotAPortal => "not_a_portal",
            Self::UntrustedCertificate => "untrusted_certificate",
            Self::KeychainAbsent => "keychain_absent",
            Self::KeychainLocked => "keychain_locked",
            Self::WrongKey => "wrong_key",
            Self::CacheDamaged => "cache_damaged",
            Self::DiskFull => "disk_full",
            Self::NotOffline => "not_offline",
            Self::UnreadableDocument => "unreadable_document",
            Self::NotWritable => "not_writable",
            Self::ActionsWaiting => "actions_waiting",
        }
    }

    const fn usual_retry(self) -> Retry {
        match self {
            Self::Offline | Self::NotOffline => Retry::WhenOnline,
            Self::Unavailable | Self::Throttled => Retry::After(30),
            Self::TokenExpired | Self::SessionRevoked | Self::WrongKey => Retry::SignIn,
            Self::InvalidRequest
            | Self::InvalidCredentials
            | Self::AccessRemoved
            | Self::RoleNeeded
            | Self::NotFound
            | Self::Conflict
            | Self::VersionTooOld
            | Self::NotAPortal
            | Self::UntrustedCertificate
            | Self::KeychainAbsent
            | Self::KeychainLocked
            | Self::CacheDamaged
            | Self::DiskFull
            | Self::ActionsWaiting
            | Self::UnreadableDocument
            | Self::NotWritable => Retry::Never,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire;

    #[test]
    fn a_codes_name_is_its_word_in_json() {
        let codes = (0_u8..).map_while(|place| wire::decode::<ErrorCode>(&[place]).ok());
        let mut names = Vec::new();
        for code in codes {
            assert_eq!(serde_json::to_value(code).unwrap(), code.name());
            names.push(code.name());
        }
        assert_eq!(names.len(), ErrorCode::ActionsWaiting as usize + 1);
    }
}
