//! Opaque tokens: 32 random bytes for whoever holds one, their SHA-256 for the database.

use balcao_domain::Sensitive;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// What the database keeps of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TokenHash(pub [u8; 32]);

impl TokenHash {
    /// Of a token as it was presented, whatever it is.
    pub fn of(token: &str) -> Self {
        Self(Sha256::digest(token).into())
    }

    pub(crate) fn bytes(self) -> Vec<u8> {
        self.0.to_vec()
    }
}

/// Makes a token. There are 256 random bits in it, so a plain hash of it gives nothing away.
pub(crate) fn make() -> Result<(Sensitive<String>, TokenHash), getrandom::Error> {
    let text = URL_SAFE_NO_PAD.encode(random::<32>()?);
    let hash = TokenHash::of(&text);
    Ok((Sensitive::new(text), hash))
}

/// Random bytes from the operating system.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], getrandom::Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}
