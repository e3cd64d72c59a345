//! Keys that come back, and with them what waited to be sent.

use super::sending::*;
use super::*;
use crate::vault::Secret;

/// Ana's account with two changes that wait, closed; its secret is gone from the keychain.
async fn lost(stage: &Stage) -> (AccountSummary, Secret) {
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    offline(stage, true);
    change(&core, &account, phone(PHONE)).await.unwrap();
    change(&core, &account, phone("1911112222")).await.unwrap();
    core.close().await;
    let secret = stage.vault.load(account.id).unwrap();
    stage.vault.delete(account.id).unwrap();
    offline(stage, false);
    (account, secret)
}

async fn notice(core: &Core, account: AccountId) -> Option<AccountNotice> {
    let accounts = accounts(core).await.into_iter();
    let mut of = accounts.filter(|summary| summary.id == account);
    of.next().unwrap().notice
}

#[tokio::test]
async fn f15_with_the_key_what_waited_comes_back_once_and_the_rest_is_told() {
    let stage = Stage::new();
    let (account, first) = lost(&stage).await;
    let core = stage.open();
    signed_in(&core, ANA).await;
    let unreadable = AccountNotice::OutboxUnreadable { lost: 2 };
    assert_eq!(notice(&core, account.id).await, Some(unreadable));
    offline(&stage, true);
    change(&core, &account, moved()).await.unwrap();
    core.close().await;
    offline(&stage, false);

    // The keychain of before is back, which does not know the key of since.
    let second = stage.vault.load(account.id).unwrap();
    stage.vault.store(account.id, &first).unwrap();
    let core = stage.open();
    signed_in(&core, ANA).await;
    let recovered = AccountNotice::OutboxRecovered { kept: 2, lost: 1 };
    assert_eq!(notice(&core, account.id).await, Some(recovered));
    all_gone(&core, &account).await;
    assert_eq!(portals_phone(&stage, &account), "1911112222");
    assert_eq!(stage.twin.performed().len(), 2);
    core.close().await;
    let core = stage.open();
    assert_eq!(waiting(&core, &account).await, []);
    assert_eq!(notice(&core, account.id).await, None);
    core.close().await;

    stage.vault.store(account.id, &second).unwrap();
    let core = stage.open();
    signed_in(&core, ANA).await;
    let recovered = AccountNotice::OutboxRecovered { kept: 1, lost: 0 };
    assert_eq!(notice(&core, account.id).await, Some(recovered));
    all_gone(&core, &account).await;
    assert_eq!(stage.twin.performed().len(), 3);
}

#[tokio::test]
async fn f15_whoever_else_signs_in_with_that_key_sends_nothing_of_it() {
    let stage = Stage::new();
    let (account, key) = lost(&stage).await;
    let core = stage.open();
    let bruno = signed_in(&core, BRUNO).await;
    assert_eq!(bruno.id, account.id, "nobody knows whose the folder was");
    core.close().await;
    stage.vault.store(account.id, &key).unwrap();
    let core = stage.open();
    let bruno = signed_in(&core, BRUNO).await;
    assert_eq!(waiting(&core, &bruno).await, []);
    assert_eq!(notice(&core, bruno.id).await, None);

    let ana = signed_in(&core, ANA).await;
    assert_ne!(ana.id, bruno.id);
    let recovered = AccountNotice::OutboxRecovered { kept: 2, lost: 0 };
    assert_eq!(notice(&core, ana.id).await, Some(recovered));
    all_gone(&core, &ana).await;
    assert_eq!(stage.twin.performed().len(), 2);
    assert_eq!(portals_phone(&stage, &ana), "1911112222");
}
