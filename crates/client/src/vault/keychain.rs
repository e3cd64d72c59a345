//! The system's keychain: Secret Service, macOS Keychain, Windows Credential Manager.

use super::{Secret, Vault, VaultError};
use balcao_bridge::AccountId;
use keyring::{Entry, Error};

/// What entries are filed under. Labels and attributes lie there in clear, so nothing personal
/// goes into them: this word and the account's random id.
const SERVICE: &str = "balcao";

/// Keeps secrets in the system's keychain. Whether there is one is found out once a run.
#[derive(Debug, Clone, Copy, Default)]
pub struct KeychainVault;

impl KeychainVault {
    fn entry(account: AccountId) -> Result<Entry, VaultError> {
        Entry::new(SERVICE, &account.0.simple().to_string()).map_err(|error| refused(&error))
    }
}

impl Vault for KeychainVault {
    fn load(&self, account: AccountId) -> Result<Secret, VaultError> {
        let bytes = Self::entry(account)?.get_secret();
        Secret::from_bytes(&bytes.map_err(|error| refused(&error))?)
    }

    fn store(&self, account: AccountId, secret: &Secret) -> Result<(), VaultError> {
        Self::entry(account)?
            .set_secret(secret.to_bytes().expose())
            .map_err(|error| refused(&error))
    }

    fn delete(&self, account: AccountId) -> Result<(), VaultError> {
        match Self::entry(account)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(refused(&error)),
        }
    }
}

/// What a keychain's refusal means. Only one that could not be reached at all is absent: once
/// there, a dismissed prompt comes as a platform failure too (seen in zbus' store 1.0.1), and
/// trying again can help.
fn refused(error: &Error) -> VaultError {
    match error {
        Error::NoDefaultStore | Error::NotSupportedByStore(_) => VaultError::Absent,
        Error::NoEntry => VaultError::Missing,
        Error::NoStorageAccess(_) | Error::PlatformFailure(_) => VaultError::Locked,
        _ => VaultError::Malformed,
    }
}
