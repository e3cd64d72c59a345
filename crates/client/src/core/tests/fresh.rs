//! Whatever happens to a portal, and to what a user may see there: after a check the cache holds
//! what a fresh sync brings. Each case happens to a cache that is whole, and to one that is loading.

use super::*;
use crate::simulation::oracle::{rows, the_cache_is_a_fresh_one};
use balcao_contract::SYNC_SCHEMA;
use balcao_domain::{Module, Role};
use std::sync::Arc;

type Who = (&'static str, &'static str);

/// A device whose cache is whole, or has come halfway.
async fn with_cache(who: Who, halfway: bool) -> (Stage, Core, AccountSummary) {
    with_cache_of(SYNC_SCHEMA, who, halfway).await
}

/// The same, of an app of that sync schema.
async fn with_cache_of(schema: u32, who: Who, halfway: bool) -> (Stage, Core, AccountSummary) {
    let stage = Stage::new();
    stage.twin.set_batch(3);
    stage.twin.asked_by(schema);
    stage
        .twin
        .fault(|faults| faults.cut_after = halfway.then_some(12));
    let core = stage.open();
    let account = sign_in(&core, who).await.unwrap();
    check(&core, account.id).await;
    let account = accounts(&core).await.remove(0);
    let shown = list(&core, account.id, account.selected.unwrap()).await;
    let shown = shown.map_or(0, |page| page.rows.len());
    assert_eq!(shown < portals(&stage, &account).len(), halfway);
    stage.twin.fault(|faults| faults.cut_after = None);
    (stage, core, account)
}

/// Checks, and compares the cache with that of a device that has just signed in.
async fn equals_a_fresh_sync(
    who: Who,
    stage: &Stage,
    core: &Core,
    account: &AccountSummary,
) -> Vec<String> {
    assert_eq!(check(core, account.id).await.problem, None);
    core.close().await;
    let other = Stage {
        twin: Arc::clone(&stage.twin),
        ..Stage::new()
    };
    let fresh = other.open();
    let signed_in = signed_in(&fresh, who).await;
    fresh.close().await;
    let of = async |stage: &Stage, account: AccountId| {
        let key = stage.vault.load(account).unwrap().key;
        rows(&stage.folder(account), &key).await
    };
    let held = of(stage, account.id).await;
    the_cache_is_a_fresh_one(&held, &of(&other, signed_in.id).await);
    held
}

fn count(rows: &[String], table: &str) -> usize {
    let of = |row: &&String| row.split_once(' ').is_some_and(|(it, _)| it == table);
    rows.iter().filter(of).count()
}

#[tokio::test]
async fn f14_after_the_log_was_pruned_the_cache_equals_a_fresh_sync() {
    for halfway in [false, true] {
        let (stage, core, account) = with_cache(MARINA, halfway).await;
        let all = portals(&stage, &account);
        stage.twin.delete_bill(&all[0]);
        stage.twin.pay(&all[1]);
        stage.twin.forget_log();
        stage.twin.delete_bill(&all[2]);
        equals_a_fresh_sync(MARINA, &stage, &core, &account).await;
    }
}

#[tokio::test]
async fn f14_after_a_backup_was_restored_and_written_to_the_cache_equals_a_fresh_sync() {
    for halfway in [false, true] {
        let (stage, core, account) = with_cache(MARINA, halfway).await;
        let all = portals(&stage, &account);
        let backup = stage.twin.backup();
        stage.twin.pay(&all[0]);
        stage.twin.delete_bill(&all[1]);
        check(&core, account.id).await;
        stage.twin.restore(backup);
        // The numbers that the two changes had are given to these.
        stage.twin.delete_bill(&all[2]);
        stage.twin.pay(&all[3]);
        stage.twin.pay(&all[4]);
        let held = equals_a_fresh_sync(MARINA, &stage, &core, &account).await;
        assert!(count(&held, "bills") >= all.len() - 1);
    }
}

#[tokio::test]
async fn f14_after_a_role_was_taken_away_and_given_back_the_cache_equals_a_fresh_sync() {
    for halfway in [false, true] {
        let (stage, core, account) = with_cache(MARINA, halfway).await;
        let roles = account.customers[0].roles.clone();
        let give = |roles: Vec<Role>| {
            let change = |user: &mut balcao_domain::User| {
                user.grants
                    .iter_mut()
                    .for_each(|it| it.roles = roles.clone());
            };
            stage.twin.change_user(MARINA_TAX_ID, change);
        };
        give(vec![Role::Technical]);
        let held = equals_a_fresh_sync(MARINA, &stage, &core, &account).await;
        assert_eq!(count(&held, "bills"), 0);
        assert_ne!(count(&held, "plans"), 0);
        give(roles);
        let core = stage.open();
        let held = equals_a_fresh_sync(MARINA, &stage, &core, &account).await;
        assert_ne!(count(&held, "bills"), 0);
    }
}

#[tokio::test]
async fn f14_after_a_module_was_switched_off_and_on_the_cache_equals_a_fresh_sync() {
    for halfway in [false, true] {
        let (stage, core, account) = with_cache(MARINA, halfway).await;
        let mut modules = Vec::new();
        stage.twin.change_provider(|provider| {
            modules = provider.modules.clone();
            provider.modules.retain(|it| *it != Module::Bills);
        });
        let held = equals_a_fresh_sync(MARINA, &stage, &core, &account).await;
        assert_eq!(count(&held, "bills"), 0);
        stage
            .twin
            .change_provider(|provider| provider.modules = modules);
        let core = stage.open();
        let held = equals_a_fresh_sync(MARINA, &stage, &core, &account).await;
        assert_ne!(count(&held, "bills"), 0);
    }
}

#[tokio::test]
async fn f14_after_a_customer_was_unlinked_the_cache_equals_a_fresh_sync() {
    for halfway in [false, true] {
        let (stage, core, account) = with_cache(MARINA, halfway).await;
        stage
            .twin
            .change_user(MARINA_TAX_ID, |user| user.grants.truncate(1));
        let held = equals_a_fresh_sync(MARINA, &stage, &core, &account).await;
        assert_eq!(count(&held, "customers"), 1);
    }
}

#[tokio::test]
async fn f14_after_an_old_app_was_upgraded_the_cache_equals_a_fresh_sync() {
    for halfway in [false, true] {
        let (stage, core, account) = with_cache_of(1, ANA, halfway).await;
        stage.twin.asked_by(SYNC_SCHEMA);
        let held = equals_a_fresh_sync(ANA, &stage, &core, &account).await;
        assert_ne!(count(&held, "profile_requests"), 0);
    }
}
