//! What the core needs of the program around it.

use balcao_bridge::{AccountId, AppError, Event};
use balcao_client::{Host, Secret, Vault, VaultError};
use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};

/// Secrets in a folder, so that a later run knows them.
pub struct Secrets(pub PathBuf);

impl Secrets {
    fn of(&self, account: AccountId) -> PathBuf {
        self.0.join(account.0.to_string())
    }
}

impl Vault for Secrets {
    fn load(&self, account: AccountId) -> Result<Secret, VaultError> {
        let bytes = fs::read(self.of(account)).map_err(|_| VaultError::Missing)?;
        Secret::from_bytes(&bytes)
    }

    fn store(&self, account: AccountId, secret: &Secret) -> Result<(), VaultError> {
        fs::write(self.of(account), secret.to_bytes().expose()).map_err(|_| VaultError::Absent)
    }

    fn delete(&self, account: AccountId) -> Result<(), VaultError> {
        fs::remove_file(self.of(account)).map_err(|_| VaultError::Missing)
    }
}

/// Counts commits.
#[derive(Default)]
pub struct Commits(AtomicU64);

impl Commits {
    /// How many there were.
    pub fn count(&self) -> u64 {
        self.0.load(Ordering::SeqCst)
    }
}

impl Host for Commits {
    fn emit(&self, _: Event) {}

    fn copy_text(&self, _: &str) -> Result<(), AppError> {
        Ok(())
    }

    fn committed(&self, _: AccountId, cursors: u64) {
        self.0.store(cursors, Ordering::SeqCst);
    }
}
