//! Damaged files, wrong keys.

use super::sending::*;
use super::*;
use crate::simulation::chance::Chance;
use crate::testing::faults::{cases, counted, first_seed};
use crate::testing::harm::{PAGE, harm};
use crate::vault::{Key, Secret};
use std::fs;
use std::path::Path;

fn zero_first_page(cache: &Path) {
    let mut bytes = fs::read(cache).unwrap();
    bytes[..PAGE].fill(0);
    fs::write(cache, bytes).unwrap();
}

fn tear_every_later_page(cache: &Path) {
    let mut bytes = fs::read(cache).unwrap();
    for page in bytes.chunks_mut(PAGE).skip(1) {
        page[PAGE / 2..].fill(7);
    }
    fs::write(cache, bytes).unwrap();
}

fn cut_in_half(cache: &Path) {
    let bytes = fs::read(cache).unwrap();
    fs::write(cache, &bytes[..bytes.len() / 2]).unwrap();
}

fn empty(cache: &Path) {
    fs::write(cache, "").unwrap();
}

fn remove(cache: &Path) {
    fs::remove_file(cache).unwrap();
}

#[tokio::test]
async fn f10_a_damaged_cache_is_rebuilt_and_loaded_again_and_the_user_is_told() {
    for harm in [
        zero_first_page,
        tear_every_later_page,
        cut_in_half,
        empty,
        remove,
    ] {
        let stage = Stage::new();
        let core = stage.open();
        let account = signed_in(&core, ANA).await;
        let before = bills(&core, &account).await;
        core.close().await;
        harm(&stage.cache(account.id));

        let core = stage.open();
        let _ = list(&core, account.id, account.selected.unwrap())
            .await
            .unwrap();
        let summary = accounts(&core).await.remove(0);
        assert_eq!(summary.notice, Some(AccountNotice::CacheRebuilt));
        assert_eq!(summary.state, AccountState::Ready);
        let freshness = check(&core, account.id).await;
        assert_eq!(freshness.problem, None);
        let loaded = accounts(&core).await.remove(0);
        assert_eq!(loaded, account, "told once, it is not told again");
        assert_eq!(bills(&core, &account).await, before);
    }
}

#[tokio::test]
async fn f10_a_cache_that_is_damaged_while_it_is_open_is_rebuilt_too() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, MARINA).await;
    let before = bills(&core, &account).await;
    core.close().await;
    // Whatever is read first at opening lies in the first pages; bills lie behind.
    let cache = stage.cache(account.id);
    let mut bytes = fs::read(&cache).unwrap();
    let half = bytes.len() / 2;
    bytes[half..].fill(0);
    fs::write(&cache, bytes).unwrap();

    let core = stage.open();
    let page = list(&core, account.id, account.selected.unwrap())
        .await
        .unwrap();
    assert_eq!((page.count, page.freshness.fetched_at), (0, None));
    assert_eq!(
        accounts(&core).await[0].notice,
        Some(AccountNotice::CacheRebuilt)
    );
    check(&core, account.id).await;
    assert_eq!(bills(&core, &account).await, before);
}

#[tokio::test]
async fn f10_a_damaged_cache_without_a_network_says_so_and_waits() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    core.close().await;
    zero_first_page(&stage.cache(account.id));
    stage.twin.fault(|faults| faults.offline = true);
    let core = stage.open();
    let freshness = check(&core, account.id).await;
    assert_eq!(freshness.problem.unwrap().code, ErrorCode::Offline);
    assert_eq!(freshness.fetched_at, None);
    let profile = balcao_bridge::GetCustomerProfile {
        account: account.id,
        customer: account.selected.unwrap(),
    };
    let refused = core.call(profile).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::NotOffline);
}

/// The account's files, but for the lock.
fn stored(stage: &Stage, account: AccountId) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let mut files = files(&stage.folder(account));
    files.sort();
    files
}

#[tokio::test]
async fn f10_a_wrong_key_touches_nothing_and_is_told() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    core.close().await;
    let secret = stage.vault.load(account.id).unwrap();
    let other = Secret {
        key: Key::random().unwrap(),
        ..secret.clone()
    };
    stage.vault.store(account.id, &other).unwrap();
    let before = stored(&stage, account.id);

    let core = stage.open();
    let summary = accounts(&core).await.remove(0);
    let wrong_key = AppError::new(ErrorCode::WrongKey);
    assert_eq!(summary.state, AccountState::Closed(wrong_key.clone()));
    assert_eq!((summary.id, summary.issuer), (account.id, account.issuer));
    let refused = core
        .call(CheckNow {
            account: account.id,
        })
        .await;
    assert_eq!(refused, Err(wrong_key));
    core.close().await;
    assert_eq!(stored(&stage, account.id), before);

    // The right key comes back, and with it everything.
    stage.vault.store(account.id, &secret).unwrap();
    let core = stage.open();
    assert_eq!(accounts(&core).await, [account]);
}

#[tokio::test]
async fn f15_signing_in_again_rebuilds_an_account_whose_key_is_lost() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    let before = bills(&core, &account).await;
    core.close().await;
    stage.vault.delete(account.id).unwrap();

    let core = stage.open();
    let lost = accounts(&core).await.remove(0);
    assert_eq!(
        lost.state,
        AccountState::Closed(AppError::new(ErrorCode::WrongKey))
    );
    let again = signed_in(&core, ANA).await;
    assert_eq!(again.id, account.id);
    assert_eq!(accounts(&core).await.len(), 1);
    assert_eq!(bills(&core, &again).await, before);
    core.close().await;
    let core = stage.open();
    assert_eq!(bills(&core, &again).await, before);
}

#[tokio::test]
async fn f15_an_account_whose_key_is_lost_can_be_signed_out_of() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, ANA).await.id;
    core.close().await;
    stage.vault.delete(account).unwrap();
    let core = stage.open();
    core.call(SignOut {
        account,
        unsent: None,
    })
    .await
    .unwrap();
    assert_eq!(accounts(&core).await, []);
    assert!(!stage.folder(account).exists());
}

#[tokio::test]
async fn f15_a_key_check_that_is_gone_is_made_again_when_the_key_opens() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    core.close().await;
    let check = stage.folder(account.id).join("key.check");
    fs::remove_file(&check).unwrap();
    let core = stage.open();
    assert_eq!(accounts(&core).await, std::slice::from_ref(&account));
    core.close().await;
    assert!(check.exists());

    // Without it, what does not open is not taken for damaged.
    fs::remove_file(&check).unwrap();
    zero_first_page(&stage.cache(account.id));
    let before = stored(&stage, account.id);
    let core = stage.open();
    let closed = accounts(&core).await.remove(0);
    assert_eq!(
        closed.state,
        AccountState::Closed(AppError::new(ErrorCode::WrongKey))
    );
    core.close().await;
    assert_eq!(stored(&stage, account.id), before);
}

#[tokio::test]
async fn f10_whatever_page_of_a_cache_is_harmed_it_shows_what_the_portal_has() {
    let count = cases(6);
    for seed in (first_seed()..).take(count as usize) {
        let mut chance = Chance::of(seed);
        let stage = Stage::new();
        let core = stage.open();
        let account = signed_in(&core, MARINA).await;
        core.close().await;
        harm(&stage.cache(account.id), &mut chance);
        let core = stage.open();
        // Whatever is read first may meet it, and so may the check.
        for customer in &account.customers {
            let _ = list(&core, account.id, customer.id).await;
        }
        check(&core, account.id).await;
        assert_eq!(check(&core, account.id).await.problem, None, "seed {seed}");
        let state = accounts(&core).await.remove(0).state;
        assert_eq!(state, AccountState::Ready, "seed {seed}");
        for customer in &account.customers {
            let shown = list(&core, account.id, customer.id).await.unwrap();
            let portals = sorted(stage.twin.bills(customer.id));
            assert_eq!(sorted(shown.rows), portals, "seed {seed}");
        }
    }
    counted(count, "harmed caches");
}

#[tokio::test]
async fn an_emptied_account_stays_its_users_whoever_signs_in_at_the_provider() {
    let stage = Stage::new();
    let core = stage.open();
    let anas = signed_in(&core, ANA).await;
    offline(&stage, true);
    change(&core, &anas, phone(PHONE)).await.unwrap();
    core.close().await;
    fs::write(stage.cache(anas.id), [7; 8192]).unwrap();
    stage.twin.revoke();

    let core = stage.open();
    let rebuilt = accounts(&core).await.remove(0);
    assert_eq!(rebuilt.notice, Some(AccountNotice::CacheRebuilt));
    offline(&stage, false);
    let brunos = signed_in(&core, BRUNO).await;
    assert_ne!(brunos.id, anas.id);
    assert_eq!(waiting(&core, &brunos).await, []);
    assert!(stage.twin.performed().is_empty());

    let again = signed_in(&core, ANA).await;
    assert_eq!(again.id, anas.id);
    all_gone(&core, &again).await;
    assert_eq!(portals_phone(&stage, &again), PHONE);
}

#[tokio::test]
async fn f15_what_was_set_aside_outlasts_a_sign_in_that_found_no_room() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    offline(&stage, true);
    change(&core, &account, phone(PHONE)).await.unwrap();
    core.close().await;
    offline(&stage, false);
    let secret = stage.vault.load(account.id).unwrap();
    stage.vault.delete(account.id).unwrap();
    let core = stage.open();
    accounts(&core).await;
    // Nothing can be written in its place.
    fs::remove_file(stage.cache(account.id)).unwrap();
    fs::create_dir(stage.cache(account.id)).unwrap();
    sign_in(&core, ANA).await.unwrap_err();
    assert_eq!(accounts(&core).await.len(), 1);
    assert!(stage.folder(account.id).join("outbox.unread-1.db").exists());
    core.close().await;

    fs::remove_dir(stage.cache(account.id)).unwrap();
    stage.vault.store(account.id, &secret).unwrap();
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    all_gone(&core, &account).await;
    assert_eq!(portals_phone(&stage, &account), PHONE);
}
