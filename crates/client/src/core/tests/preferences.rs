//! The language is chosen before there is an account, and stays chosen.

use super::*;
use crate::vault::{Secret, Vault, VaultError};
use balcao_bridge::{GetPreferences, Language, Preferences, SetLanguage};
use std::sync::{Arc, mpsc};

const SPANISH: Preferences = Preferences {
    language: Some(Language::Spanish),
};

async fn choose(core: &Core, language: Language) {
    core.call(SetLanguage { language }).await.unwrap();
}

async fn chosen(core: &Core) -> Preferences {
    core.call(GetPreferences {}).await.unwrap()
}

#[tokio::test]
async fn a_language_that_was_chosen_without_an_account_is_chosen_after_a_restart() {
    let stage = Stage::new();
    let core = stage.open();
    assert_eq!(chosen(&core).await, Preferences::default());
    choose(&core, Language::English).await;
    choose(&core, Language::Spanish).await;
    assert_eq!(chosen(&core).await, SPANISH);
    core.close().await;
    assert_eq!(chosen(&stage.open()).await, SPANISH);
}

#[tokio::test]
async fn signing_out_forgets_no_choice() {
    let stage = Stage::new();
    let core = stage.open();
    choose(&core, Language::Spanish).await;
    let account = signed_in(&core, ANA).await.id;
    core.call(SignOut {
        account,
        unsent: None,
    })
    .await
    .unwrap();
    assert_eq!(chosen(&core).await, SPANISH);
}

#[tokio::test]
async fn a_browsers_choice_lasts_its_session() {
    let stage = Stage::new();
    let core = stage.open_online();
    choose(&core, Language::Spanish).await;
    assert_eq!(chosen(&core).await, SPANISH);
    assert_eq!(chosen(&stage.open_online()).await, Preferences::default());
    assert_eq!(files(stage.data.path()), []);
}

/// A keychain that asks its user, who takes until the test ends.
struct Asking(std::sync::Mutex<mpsc::Receiver<()>>);

impl Asking {
    fn asked(&self) -> VaultError {
        // Ends when the sender is dropped.
        let _ = self.0.lock().unwrap().recv();
        VaultError::Absent
    }
}

impl Vault for Asking {
    fn load(&self, _: AccountId) -> Result<Secret, VaultError> {
        Err(self.asked())
    }
    fn store(&self, _: AccountId, _: &Secret) -> Result<(), VaultError> {
        Err(self.asked())
    }
    fn delete(&self, _: AccountId) -> Result<(), VaultError> {
        Err(self.asked())
    }
}

#[tokio::test]
async fn the_language_is_known_while_the_keychain_still_asks() {
    let (answer, asked) = mpsc::channel();
    let stage = Stage::with_vault(Arc::new(Asking(std::sync::Mutex::new(asked))));
    let core = stage.open();
    assert_eq!(chosen(&core).await, Preferences::default());
    drop(answer);
    // Only for this session then, as everything.
    choose(&core, Language::Spanish).await;
    core.close().await;
    assert_eq!(chosen(&stage.open()).await, Preferences::default());
}
