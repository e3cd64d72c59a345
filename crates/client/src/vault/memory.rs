//! A vault that forgets when the app is closed.

use super::{Secret, Vault, VaultError};
use balcao_bridge::AccountId;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Keeps secrets in memory: for *só nesta sessão*, and for tests.
#[derive(Debug, Default)]
pub struct MemoryVault(Mutex<HashMap<AccountId, Secret>>);

impl MemoryVault {
    fn with<T>(&self, act: impl FnOnce(&mut HashMap<AccountId, Secret>) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Vault for MemoryVault {
    fn load(&self, account: AccountId) -> Result<Secret, VaultError> {
        self.with(|secrets| secrets.get(&account).cloned())
            .ok_or(VaultError::Missing)
    }

    fn store(&self, account: AccountId, secret: &Secret) -> Result<(), VaultError> {
        self.with(|secrets| secrets.insert(account, secret.clone()));
        Ok(())
    }

    fn delete(&self, account: AccountId) -> Result<(), VaultError> {
        self.with(|secrets| secrets.remove(&account));
        Ok(())
    }
}
