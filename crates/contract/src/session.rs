//! Signing in and staying signed in.

use balcao_domain::{Sensitive, TaxId, UserId};
use serde::{Deserialize, Serialize};

/// CPF or CNPJ with a password (MC-09).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SignInRequest {
    /// Who.
    pub tax_id: TaxId,
    /// The password.
    #[serde(serialize_with = "Sensitive::serialize_exposed")]
    pub password: Sensitive<String>,
}

/// Replaces one's password (MC-40).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PasswordChange {
    /// The one until now.
    #[serde(serialize_with = "Sensitive::serialize_exposed")]
    pub old: Sensitive<String>,
    /// The one from now on.
    #[serde(serialize_with = "Sensitive::serialize_exposed")]
    pub new: Sensitive<String>,
    /// Whether one's other sessions end.
    pub end_others: bool,
}

/// Asks for new tokens.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RefreshRequest {
    /// The newest refresh token held.
    #[serde(serialize_with = "Sensitive::serialize_exposed")]
    pub refresh: Sensitive<String>,
}

/// What signing in and renewing answer.
///
/// A refresh token stays valid until its successor is first presented, so a lost answer signs
/// nobody out; presented after that, its whole family is revoked.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Tokens {
    /// Who signed in.
    pub user: UserId,
    /// The opaque access token, sent as `Authorization: Bearer`.
    #[serde(serialize_with = "Sensitive::serialize_exposed")]
    pub access: Sensitive<String>,
    /// How long the access token lives, in seconds.
    pub expires_in: u32,
    /// The opaque refresh token.
    #[serde(serialize_with = "Sensitive::serialize_exposed")]
    pub refresh: Sensitive<String>,
}
