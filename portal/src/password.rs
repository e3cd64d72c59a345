//! Passwords: hashed and verified with argon2id, away from the threads that answer requests.

use std::fmt;

use argon2::Argon2;
use argon2::password_hash::{self, PasswordHasher, PasswordVerifier, SaltString};
use balcao_bounds::{Bounded, NotRun};
use balcao_domain::{PasswordRule, Sensitive};

use crate::token;

/// The shortest password that may be given to somebody, in characters.
const SHORTEST: usize = PasswordRule::SHORTEST;

/// How many sign-ins wait for their turn: each takes some 20 ms of a processor, and nobody waits
/// longer than a few seconds.
const MOST_WAITING: usize = 256;

/// The longest password that is looked at, in bytes.
const LONGEST: usize = PasswordRule::LONGEST;

/// A password's argon2id hash as a PHC string.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

impl PasswordHash {
    pub(crate) const fn stored(phc: String) -> Self {
        Self(phc)
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// Why a password could not be hashed or verified.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    /// Shorter than 8 characters, or longer than 256 bytes.
    #[error("a password has at least {SHORTEST} characters and at most {LONGEST} bytes")]
    Length,
    /// The operating system gave no random bytes.
    #[error("no random bytes")]
    Random(#[from] getrandom::Error),
    /// A stored hash is not one.
    #[error("password hash: {0}")]
    Hash(#[from] password_hash::Error),
    /// It was not looked at.
    #[error(transparent)]
    NotRun(#[from] NotRun),
}

/// Hashes and verifies, as many at once as there are processors: each takes 19 MiB and one of
/// them for tens of milliseconds, and a flood of sign-ins must not take more.
#[derive(Debug)]
pub struct Passwords {
    /// The hash of nothing anybody knows, verified in place of an unknown user's.
    nobody: PasswordHash,
    work: Bounded,
    #[cfg(test)]
    verified: std::sync::atomic::AtomicU64,
}

impl Passwords {
    /// Ready to verify.
    ///
    /// # Errors
    /// Without random bytes.
    pub fn new() -> Result<Self, PasswordError> {
        let unknowable = token::make()?.0;
        Ok(Self {
            nobody: hash(&unknowable)?,
            work: Bounded::new(MOST_WAITING),
            #[cfg(test)]
            verified: 0.into(),
        })
    }

    /// Hashes a password that is given to somebody.
    ///
    /// # Errors
    /// Those of [`PasswordError`].
    pub async fn hash(&self, password: Sensitive<String>) -> Result<PasswordHash, PasswordError> {
        let text = password.expose();
        if text.chars().count() < SHORTEST || text.len() > LONGEST {
            return Err(PasswordError::Length);
        }
        self.apart(move || hash(&password)).await
    }

    /// Whether the password is the one of the hash. With no hash it never is, after the same work
    /// as with one, so that time does not tell who has a sign-in.
    ///
    /// # Errors
    /// Those of [`PasswordError`].
    pub async fn verify(
        &self,
        password: Sensitive<String>,
        hash: Option<PasswordHash>,
    ) -> Result<bool, PasswordError> {
        #[cfg(test)]
        self.verified
            .fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let can_be = hash.is_some() && password.expose().len() <= LONGEST;
        let hash = hash.unwrap_or_else(|| self.nobody.clone());
        let right = self.apart(move || {
            let hash = password_hash::PasswordHash::new(hash.as_str())?;
            let bytes = password.expose().as_bytes();
            let bytes = bytes.get(..LONGEST.min(bytes.len())).unwrap_or_default();
            match Argon2::default().verify_password(bytes, &hash) {
                Ok(()) => Ok(true),
                Err(password_hash::Error::Password) => Ok(false),
                Err(error) => Err(error.into()),
            }
        });
        Ok(right.await? && can_be)
    }

    /// How many verifications were made.
    #[cfg(test)]
    pub(crate) fn verified(&self) -> u64 {
        self.verified.load(std::sync::atomic::Ordering::Relaxed)
    }

    /// Where it is done, for a test that fills it.
    #[cfg(test)]
    pub(crate) fn work(&self) -> &Bounded {
        &self.work
    }

    async fn apart<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, PasswordError> + Send + 'static,
    ) -> Result<T, PasswordError> {
        self.work.run(work).await?
    }
}

fn hash(password: &Sensitive<String>) -> Result<PasswordHash, PasswordError> {
    let salt = SaltString::encode_b64(&token::random::<16>()?)?;
    let hash = Argon2::default().hash_password(password.expose().as_bytes(), &salt)?;
    Ok(PasswordHash(hash.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(text: &str) -> Sensitive<String> {
        Sensitive::new(text.into())
    }

    #[tokio::test]
    async fn only_the_right_password_of_somebody_is_right() {
        let passwords = Passwords::new().unwrap();
        let hash = passwords.hash(secret("horizonte-7")).await.unwrap();
        assert!(hash.as_str().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        let verify = |text, hash| passwords.verify(secret(text), hash);
        assert!(verify("horizonte-7", Some(hash.clone())).await.unwrap());
        assert!(!verify("horizonte-8", Some(hash.clone())).await.unwrap());
        assert!(!verify("horizonte-7", None).await.unwrap());
        assert!(!verify(&"é".repeat(200), Some(hash)).await.unwrap());
        assert_eq!(passwords.verified(), 4);
        // What is cut off before hashing is not forgiven.
        let longest = "x".repeat(LONGEST);
        let hash = passwords.hash(secret(&longest)).await.unwrap();
        let longer = secret(&format!("{longest}y"));
        assert!(!passwords.verify(longer, Some(hash.clone())).await.unwrap());
        assert!(
            passwords
                .verify(secret(&longest), Some(hash))
                .await
                .unwrap()
        );
    }

    #[tokio::test]
    async fn a_password_of_seven_characters_is_not_given() {
        let passwords = Passwords::new().unwrap();
        for text in ["", "1234567", &"x".repeat(257)] {
            let refused = passwords.hash(secret(text)).await;
            assert!(matches!(refused, Err(PasswordError::Length)));
        }
    }
}
