//! What every vault does.

use super::{Key, KeychainVault, MemoryVault, Secret, Vault, VaultError};
use balcao_bridge::AccountId;
use balcao_domain::Sensitive;
use uuid::Uuid;

fn keeps_one_secret_an_account(vault: &dyn Vault) {
    let mut random = [0; 16];
    getrandom::fill(&mut random).unwrap();
    let (mine, other) = (Uuid::from_bytes(random), Uuid::nil());
    let (mine, other) = (AccountId(mine), AccountId(other));
    let first = Secret {
        key: Key::random().unwrap(),
        refresh: Some(Sensitive::new("first".into())),
    };
    let second = Secret {
        refresh: None,
        ..first.clone()
    };

    assert_eq!(vault.load(mine), Err(VaultError::Missing));
    assert_eq!(vault.delete(mine), Ok(()));
    assert_eq!(vault.store(mine, &first), Ok(()));
    assert_eq!(vault.load(mine), Ok(first));
    assert_eq!(vault.store(mine, &second), Ok(()));
    assert_eq!(vault.load(mine), Ok(second));
    assert_eq!(vault.load(other), Err(VaultError::Missing));
    assert_eq!(vault.delete(mine), Ok(()));
    assert_eq!(vault.load(mine), Err(VaultError::Missing));
}

#[test]
fn memory_keeps_one_secret_an_account() {
    keeps_one_secret_an_account(&MemoryVault::default());
}

/// Needs an unlocked keychain, which the test run brings.
#[test]
fn a_real_keychain_keeps_one_secret_an_account() {
    keeps_one_secret_an_account(&KeychainVault);
}
