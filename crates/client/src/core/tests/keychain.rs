//! Systems without a keychain, or with one that is locked.

use super::*;
use crate::vault::{KeychainVault, MemoryVault, Secret, VaultError};
use balcao_bridge::{GetAppInfo, RetryKeychain};
use std::sync::{Arc, Mutex};

/// A keychain that refuses while it is told to.
#[derive(Default)]
struct Moody {
    refuses: Mutex<Option<VaultError>>,
    kept: MemoryVault,
}

impl Moody {
    fn set(&self, refuses: Option<VaultError>) {
        *self.refuses.lock().unwrap() = refuses;
    }

    fn asked(&self) -> Result<&MemoryVault, VaultError> {
        match *self.refuses.lock().unwrap() {
            Some(error) => Err(error),
            None => Ok(&self.kept),
        }
    }
}

impl Vault for Moody {
    fn load(&self, account: AccountId) -> Result<Secret, VaultError> {
        self.asked()?.load(account)
    }
    fn store(&self, account: AccountId, secret: &Secret) -> Result<(), VaultError> {
        self.asked()?.store(account, secret)
    }
    fn delete(&self, account: AccountId) -> Result<(), VaultError> {
        self.asked()?.delete(account)
    }
}

fn moody() -> (Arc<Moody>, Stage) {
    let vault = Arc::new(Moody::default());
    let stage = Stage::with_vault(Arc::clone(&vault) as _);
    (vault, stage)
}

async fn profile(core: &Core) -> Profile {
    core.call(GetAppInfo {}).await.unwrap().profile
}

#[tokio::test]
async fn f15_without_a_keychain_everything_stays_in_memory() {
    let (vault, stage) = moody();
    vault.set(Some(VaultError::Absent));
    let core = stage.open();
    assert_eq!(profile(&core).await, Profile::ThisSession);
    let account = signed_in(&core, ANA).await;
    assert!(!bills(&core, &account).await.is_empty());
    core.close().await;
    let names = files(stage.data.path()).into_iter().map(|(path, _)| path);
    assert!(
        names
            .clone()
            .all(|path| path.parent() == Some(stage.data.path()))
    );
    let core = stage.open();
    assert_eq!(accounts(&core).await, []);
}

#[tokio::test]
async fn f15_a_locked_keychain_closes_accounts_until_it_is_tried_again() {
    let (vault, stage) = moody();
    let core = stage.open();
    assert_eq!(profile(&core).await, Profile::Device);
    let account = signed_in(&core, ANA).await;
    core.close().await;

    vault.set(Some(VaultError::Locked));
    let core = stage.open();
    assert_eq!(profile(&core).await, Profile::KeychainLocked);
    let locked = AppError::new(ErrorCode::KeychainLocked);
    assert_eq!(
        accounts(&core).await[0].state,
        AccountState::Closed(locked.clone())
    );
    let refused = core
        .call(SignOut {
            account: account.id,
            unsent: None,
        })
        .await;
    assert_eq!(refused, Err(locked));

    let info = core.call(RetryKeychain {}).await.unwrap();
    assert_eq!(info.profile, Profile::KeychainLocked);
    vault.set(None);
    let info = core.call(RetryKeychain {}).await.unwrap();
    assert_eq!(info.profile, Profile::Device);
    assert_eq!(accounts(&core).await, [account]);
}

#[tokio::test]
async fn f15_a_keychain_that_locks_before_the_sign_in_keeps_it_in_memory_until_it_opens() {
    let (vault, stage) = moody();
    let core = stage.open();
    assert_eq!(profile(&core).await, Profile::Device);
    vault.set(Some(VaultError::Locked));
    let account = signed_in(&core, ANA).await;
    assert_eq!(profile(&core).await, Profile::KeychainLocked);
    assert!(!stage.folder(account.id).exists());

    vault.set(None);
    core.call(RetryKeychain {}).await.unwrap();
    assert_eq!(profile(&core).await, Profile::Device);
    let freshness = check(&core, account.id).await;
    assert_eq!(freshness.problem, None);
    let before = bills(&core, &account).await;
    core.close().await;
    let core = stage.open();
    assert_eq!(accounts(&core).await[0].id, account.id);
    assert_eq!(bills(&core, &account).await, before);
}

#[tokio::test]
async fn f15_a_keychain_that_locks_before_the_sign_out_leaves_the_account_whole() {
    let (vault, stage) = moody();
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    vault.set(Some(VaultError::Locked));
    stage.twin.fault(|faults| faults.offline = true);
    let refused = core
        .call(SignOut {
            account: account.id,
            unsent: None,
        })
        .await;
    assert_eq!(refused.unwrap_err().code, ErrorCode::KeychainLocked);
    assert!(!bills(&core, &account).await.is_empty());
    vault.set(None);
    core.call(SignOut {
        account: account.id,
        unsent: None,
    })
    .await
    .unwrap();
    assert_eq!(accounts(&core).await, []);
}

#[tokio::test]
async fn f15_whoever_signed_in_again_while_it_was_locked_has_one_account_when_it_opens() {
    let (vault, stage) = moody();
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    core.close().await;
    vault.set(Some(VaultError::Locked));
    let core = stage.open();
    let in_memory = signed_in(&core, ANA).await;
    assert_ne!(in_memory.id, account.id);
    assert_eq!(accounts(&core).await.len(), 2);
    vault.set(None);
    core.call(RetryKeychain {}).await.unwrap();
    assert_eq!(accounts(&core).await, std::slice::from_ref(&account));
    assert_eq!(check(&core, account.id).await.problem, None);
}

/// Needs an unlocked keychain, which the test run brings.
#[tokio::test]
async fn a_real_keychain_opens_the_account_after_a_restart() {
    let stage = Stage::with_vault(Arc::new(KeychainVault));
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    assert_eq!(profile(&core).await, Profile::Device);
    core.close().await;
    let core = stage.open();
    assert_eq!(accounts(&core).await, std::slice::from_ref(&account));
    assert!(!bills(&core, &account).await.is_empty());
    core.call(SignOut {
        account: account.id,
        unsent: None,
    })
    .await
    .unwrap();
    assert_eq!(stage.vault.load(account.id), Err(VaultError::Missing));
}

/// Remembers whether the files were still there when the key went.
struct Watching {
    kept: MemoryVault,
    data: Mutex<Option<std::path::PathBuf>>,
    files_at_deletion: Mutex<usize>,
}

impl Vault for Watching {
    fn load(&self, account: AccountId) -> Result<Secret, VaultError> {
        self.kept.load(account)
    }
    fn store(&self, account: AccountId, secret: &Secret) -> Result<(), VaultError> {
        self.kept.store(account, secret)
    }
    fn delete(&self, account: AccountId) -> Result<(), VaultError> {
        let data = self.data.lock().unwrap().clone().unwrap();
        let list = std::fs::read_to_string(data.join("accounts.json")).unwrap();
        assert!(list.contains(&account.0.to_string()), "the list goes last");
        *self.files_at_deletion.lock().unwrap() = files(&data.join(account.0.to_string())).len();
        self.kept.delete(account)
    }
}

#[tokio::test]
async fn signing_out_removes_the_key_first() {
    let vault = Arc::new(Watching {
        kept: MemoryVault::default(),
        data: Mutex::default(),
        files_at_deletion: Mutex::default(),
    });
    let stage = Stage::with_vault(Arc::clone(&vault) as _);
    *vault.data.lock().unwrap() = Some(stage.data.path().into());
    let core = stage.open();
    let account = signed_in(&core, ANA).await.id;
    core.call(SignOut {
        account,
        unsent: None,
    })
    .await
    .unwrap();
    assert!(
        *vault.files_at_deletion.lock().unwrap() >= 3,
        "cache, check and lock"
    );
    assert!(!stage.folder(account).exists());
}
