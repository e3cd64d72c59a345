//! What an address answers about the provider behind it.

use balcao_domain::{Provider, SignInMethod};
use serde::{Deserialize, Serialize};

/// The API version this code speaks.
pub const API_VERSION: u32 = 1;

/// The document at [`crate::paths::WELL_KNOWN`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WellKnown {
    /// The provider.
    #[serde(flatten)]
    pub provider: Provider,
    /// The absolute https address under which every other path lies, without a final slash.
    pub base: String,
    /// The API version spoken; the app is too old for a higher one.
    pub api_version: u32,
    /// The ways to sign in.
    pub sign_in: Vec<SignInMethod>,
}
