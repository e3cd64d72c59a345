//! Where an account's key and refresh token live: the system's keychain, or memory.

mod keychain;
mod memory;
#[cfg(test)]
mod suite;

pub use keychain::KeychainVault;
pub use memory::MemoryVault;

use balcao_bridge::{AccountId, AppError, ErrorCode};
use balcao_domain::Sensitive;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;

/// How long the system may take, with a prompt to unlock it, before it counts as locked.
const LIMIT: Duration = Duration::from_secs(60);

/// What [`Key::check`] is computed over.
const CHECKED_TEXT: &[u8] = b"balcao account key, version 1";

/// The 32 random bytes that an account's files are encrypted with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key(Sensitive<[u8; 32]>);

impl Key {
    /// A new key from the system's randomness.
    ///
    /// # Errors
    /// When the system has none to give.
    pub fn random() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)?;
        Ok(Self::from_bytes(bytes))
    }

    /// The key of these bytes.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Sensitive::new(bytes))
    }

    /// HMAC-SHA-256 of a fixed text: tells a wrong key from damage without opening anything.
    pub(crate) fn check(&self) -> [u8; 32] {
        self.mac().finalize().into_bytes().into()
    }

    /// Whether a stored [`Key::check`] is this key's, compared in constant time.
    pub(crate) fn matches(&self, check: &[u8]) -> bool {
        self.mac().verify_slice(check).is_ok()
    }

    fn mac(&self) -> Hmac<Sha256> {
        // HMAC pads a short key with zeros to its block of 64 bytes (RFC 2104).
        let mut block = [0; 64];
        for (padded, byte) in block.iter_mut().zip(self.0.expose()) {
            *padded = *byte;
        }
        let mut mac = Hmac::<Sha256>::new(&block.into());
        mac.update(CHECKED_TEXT);
        mac
    }

    /// 64 hex digits, for the one pragma that hands it to SQLCipher.
    pub(crate) fn hex(&self) -> Sensitive<String> {
        let mut hex = String::with_capacity(64);
        for byte in self.0.expose() {
            // Writing to a String cannot fail.
            let _ = write!(hex, "{byte:02x}");
        }
        Sensitive::new(hex)
    }
}

/// What a vault keeps of one account, small enough for every system's keychain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Secret {
    /// Opens the account's files.
    pub key: Key,
    /// Renews its session; none once that has ended.
    pub refresh: Option<Sensitive<String>>,
}

impl Secret {
    /// The key's 32 bytes, then the refresh token's.
    pub fn to_bytes(&self) -> Sensitive<Vec<u8>> {
        let mut bytes = self.key.0.expose().to_vec();
        if let Some(refresh) = &self.refresh {
            bytes.extend_from_slice(refresh.expose().as_bytes());
        }
        Sensitive::new(bytes)
    }

    /// Reads [`Secret::to_bytes`].
    ///
    /// # Errors
    /// [`VaultError::Malformed`] when these are not such bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, VaultError> {
        let (key, refresh) = bytes.split_first_chunk().ok_or(VaultError::Malformed)?;
        let refresh = str::from_utf8(refresh).map_err(|_| VaultError::Malformed)?;
        Ok(Self {
            key: Key::from_bytes(*key),
            refresh: (!refresh.is_empty()).then(|| Sensitive::new(refresh.to_owned())),
        })
    }
}

/// Why a vault did not do it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// The system has no keychain.
    #[error("the system has no keychain")]
    Absent,
    /// It is locked, or was not unlocked in time.
    #[error("the keychain is locked")]
    Locked,
    /// It holds nothing of this account.
    #[error("the keychain holds nothing of this account")]
    Missing,
    /// What it holds of this account is not a secret of ours.
    #[error("the keychain's entry is malformed")]
    Malformed,
}

impl From<VaultError> for AppError {
    fn from(error: VaultError) -> Self {
        Self::new(match error {
            VaultError::Absent => ErrorCode::KeychainAbsent,
            VaultError::Locked => ErrorCode::KeychainLocked,
            VaultError::Missing | VaultError::Malformed => ErrorCode::WrongKey,
        })
    }
}

/// Keeps secrets by account. Calls may block.
pub trait Vault: Send + Sync {
    /// The account's secret.
    ///
    /// # Errors
    /// See [`VaultError`].
    fn load(&self, account: AccountId) -> Result<Secret, VaultError>;

    /// Keeps it, instead of an earlier one.
    ///
    /// # Errors
    /// See [`VaultError`].
    fn store(&self, account: AccountId, secret: &Secret) -> Result<(), VaultError>;

    /// Forgets it; that there is none is no error.
    ///
    /// # Errors
    /// See [`VaultError`].
    fn delete(&self, account: AccountId) -> Result<(), VaultError>;
}

/// A vault called off the async threads, and given up on after a while.
#[derive(Clone)]
pub(crate) struct Unhurried {
    vault: Arc<dyn Vault>,
    limit: Duration,
}

impl Unhurried {
    pub fn new(vault: Arc<dyn Vault>) -> Self {
        Self {
            vault,
            limit: LIMIT,
        }
    }

    pub async fn load(&self, account: AccountId) -> Result<Secret, VaultError> {
        self.ask(move |vault| vault.load(account)).await
    }

    pub async fn store(&self, account: AccountId, secret: Secret) -> Result<(), VaultError> {
        self.ask(move |vault| vault.store(account, &secret)).await
    }

    pub async fn delete(&self, account: AccountId) -> Result<(), VaultError> {
        self.ask(move |vault| vault.delete(account)).await
    }

    async fn ask<T: Send + 'static>(
        &self,
        call: impl FnOnce(&dyn Vault) -> Result<T, VaultError> + Send + 'static,
    ) -> Result<T, VaultError> {
        let vault = Arc::clone(&self.vault);
        let asked = balcao_bounds::apart(move || call(vault.as_ref()));
        match tokio::time::timeout(self.limit, asked).await {
            Ok(Ok(answer)) => answer,
            // Not in time, or the platform's code panicked: it may be there, so it is not *absent*.
            Ok(Err(_)) | Err(_) => Err(VaultError::Locked),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;
    use std::sync::mpsc::{Receiver, channel};

    #[test]
    fn neither_key_nor_token_is_printed() {
        let secret = Secret {
            key: Key::from_bytes([0xab; 32]),
            refresh: Some(Sensitive::new("refresh-token".into())),
        };
        let printed = format!("{secret:?}");
        assert!(
            !printed.contains("171") && !printed.contains("ab, "),
            "{printed}"
        );
        assert!(!printed.contains("refresh-token"), "{printed}");
    }

    #[test]
    fn a_secret_reads_back_from_its_bytes() {
        for refresh in [None, Some(Sensitive::new("token".to_owned()))] {
            let secret = Secret {
                key: Key::random().unwrap(),
                refresh,
            };
            assert_eq!(Secret::from_bytes(secret.to_bytes().expose()), Ok(secret));
        }
        assert_eq!(Secret::from_bytes(&[1; 31]), Err(VaultError::Malformed));
        assert_eq!(Secret::from_bytes(&[255; 40]), Err(VaultError::Malformed));
    }

    #[test]
    fn a_key_knows_its_own_check_only() {
        let key = Key::from_bytes([1; 32]);
        assert!(key.matches(&key.check()));
        assert!(!Key::from_bytes([2; 32]).matches(&key.check()));
        assert!(!key.matches(&[]));
    }

    /// A keychain whose prompt nobody answers until the test lets go.
    struct Prompting(Mutex<Receiver<()>>);

    impl Vault for Prompting {
        fn load(&self, _: AccountId) -> Result<Secret, VaultError> {
            let _ = self.0.lock().unwrap().recv();
            Err(VaultError::Missing)
        }
        fn store(&self, _: AccountId, _: &Secret) -> Result<(), VaultError> {
            Ok(())
        }
        fn delete(&self, _: AccountId) -> Result<(), VaultError> {
            Ok(())
        }
    }

    #[tokio::test]
    async fn a_keychain_that_does_not_answer_in_time_is_locked_not_absent() {
        let (let_go, held) = channel();
        let vault = Unhurried {
            vault: Arc::new(Prompting(Mutex::new(held))),
            limit: Duration::from_millis(5),
        };
        let account = AccountId(uuid::Uuid::from_u128(1));
        assert_eq!(vault.load(account).await, Err(VaultError::Locked));
        drop(let_go);
    }
}
