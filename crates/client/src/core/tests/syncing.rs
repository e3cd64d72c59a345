//! What changes at the portal reaches the cache.

use super::*;
use balcao_bridge::{GetHome, LeftOut};
use balcao_domain::{BillGroup, Collection, Stream};
use chrono::TimeDelta;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

#[tokio::test(start_paused = true)]
async fn a_bill_paid_elsewhere_turns_green_after_sync() {
    let stage = Stage::new();
    let core = stage.open();
    let signed_in = signed_in(&core, ANA).await;
    let (account, customer) = (signed_in.id, signed_in.selected.unwrap());
    let next = GetHome { account, customer };
    let bill = core.call(next).await.unwrap().next.unwrap();
    seconds(1).await;
    stage.events();

    stage.twin.pay(&bill);
    check(&core, account).await;
    seconds(1).await;
    let rows = bills(&core, &signed_in).await;
    let now = rows.iter().find(|row| row.id == bill.id).unwrap();
    assert_eq!(now.group(), BillGroup::Paid);
    assert_eq!(stage.twin.asked().puts.last(), Some(&1));
    let changed = Event::Changed {
        account,
        stream: Stream::Customer(customer),
        collections: vec![Collection::Bills],
    };
    let told = stage.events();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told.contains(&changed) && told.contains(&Event::Checked { account }));
}

#[tokio::test]
async fn a_deleted_bill_goes_and_a_pruned_log_ends_in_the_same_cache() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    let all = portals(&stage, &account);
    stage.twin.delete_bill(&all[0]);
    check(&core, account.id).await;
    assert_eq!(
        sorted(bills(&core, &account).await),
        sorted(portals(&stage, &account))
    );

    stage.twin.delete_bill(&all[1]);
    stage.twin.pay(&all[2]);
    stage.twin.forget_log();
    check(&core, account.id).await;
    let cached = sorted(bills(&core, &account).await);
    assert_eq!(cached, sorted(portals(&stage, &account)));
    assert_eq!(cached.len(), all.len() - 2);
}

#[tokio::test]
async fn a_row_that_does_not_read_is_left_out_told_and_asked_for_again_and_the_others_come() {
    for (member, value) in [("state", "disputed"), ("pix", "00020126no code")] {
        let stage = Stage::new();
        let core = stage.open();
        let account = signed_in(&core, ANA).await;
        let before = bills(&core, &account).await;
        let (unread, other) = (before[0].id, before[1].id);
        let later = (unread.uuid(), member, value);
        stage.twin.fault(|faults| faults.later = Some(later));
        stage.twin.pay(&before[0]);
        stage.twin.pay(&before[1]);
        assert_eq!(check(&core, account.id).await.problem, None);
        let after = bills(&core, &account).await;
        assert_eq!(after.len(), before.len() - 1);
        assert!(after.iter().all(|bill| bill.id != unread));
        let paid = after.iter().find(|bill| bill.id == other).unwrap();
        assert_eq!(paid.group(), BillGroup::Paid);
        let told = accounts(&core).await.remove(0).left_out;
        assert_eq!(
            (told.count, told.first),
            (1, vec![format!("bills {unread}")])
        );

        stage.twin.fault(|faults| faults.later = None);
        check(&core, account.id).await;
        assert_eq!(stage.twin.asked().reloads, [], "not at once");
        stage.clock.forward(TimeDelta::days(1));
        check(&core, account.id).await;
        let stream = Stream::Customer(account.selected.unwrap());
        assert_eq!(stage.twin.asked().reloads, [stream]);
        assert_eq!(bills(&core, &account).await.len(), before.len());
        assert_eq!(accounts(&core).await.remove(0).left_out, LeftOut::default());
        check(&core, account.id).await;
        assert_eq!(stage.twin.asked().reloads, [stream], "and once only");
    }
}

#[tokio::test]
async fn a_row_that_the_portal_cannot_read_is_left_out_and_told_too() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    let before = bills(&core, &account).await;
    stage.twin.spoil(&before[0]);
    stage.twin.pay(&before[1]);
    stage.events();
    assert_eq!(check(&core, account.id).await.problem, None);
    assert!(
        stage.events().contains(&Event::Accounts),
        "whoever shows the account reads it again"
    );
    assert_eq!(bills(&core, &account).await.len(), before.len() - 1);
    let told = accounts(&core).await.remove(0).left_out;
    assert_eq!(told.first, [format!("bills {}", before[0].id)]);
    stage.twin.put_bill(&before[0]);
    check(&core, account.id).await;
    assert_eq!(bills(&core, &account).await.len(), before.len());
    assert_eq!(accounts(&core).await.remove(0).left_out, LeftOut::default());
}

#[tokio::test]
async fn rows_under_another_id_change_nothing() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    let before = bills(&core, &account).await;
    stage.twin.fault(|faults| faults.garble = true);
    stage.twin.pay(&before[0]);
    let freshness = check(&core, account.id).await;
    assert_eq!(freshness.problem.unwrap().code, ErrorCode::NotAPortal);
    assert_eq!(bills(&core, &account).await, before);
    stage.twin.fault(|faults| faults.garble = false);
    check(&core, account.id).await;
    assert_ne!(bills(&core, &account).await, before);
}

#[tokio::test]
async fn an_expired_token_is_renewed_once_and_the_request_repeated() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    stage.twin.expire_access();
    let freshness = check(&core, account.id).await;
    assert_eq!(freshness.problem, None);
    assert_eq!(stage.twin.asked().refreshes, 1);
}

#[tokio::test]
async fn a_check_that_brings_nothing_writes_nothing_for_a_quarter_of_an_hour() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    check(&core, account.id).await;
    let before = files(&stage.folder(account.id));
    stage.clock.forward(TimeDelta::minutes(14));
    assert_eq!(check(&core, account.id).await.age, Some(0));
    assert_eq!(files(&stage.folder(account.id)), before);
    stage.clock.forward(TimeDelta::minutes(1));
    check(&core, account.id).await;
    assert_ne!(files(&stage.folder(account.id)), before);
}

#[tokio::test(start_paused = true)]
async fn whoever_waits_for_a_check_shares_the_next_one() {
    let stage = Stage::new();
    let core = stage.open_in_memory();
    let account = signed_in(&core, ANA).await.id;
    let before = stage.twin.asked().syncs.len();
    let gate = Arc::new(Semaphore::new(0));
    stage.twin.expire_access();
    stage
        .twin
        .fault(|faults| faults.hold_refreshes = Some(Arc::clone(&gate)));
    let waiting: Vec<_> = (0..20)
        .map(|_| {
            let core = core.clone();
            tokio::spawn(async move { check(&core, account).await })
        })
        .collect();
    seconds(1).await;
    gate.add_permits(20);
    for each in waiting {
        assert_eq!(each.await.unwrap().problem, None);
    }
    let asked = stage.twin.asked();
    assert_eq!(
        asked.syncs.len() - before,
        2,
        "the one under way, and one for all who came after"
    );
    assert_eq!(asked.refreshes, 1);
}

/// Lets a paused clock run, which waits for calls to the database on their other threads.
async fn seconds(seconds: u64) {
    tokio::time::sleep(Duration::from_secs(seconds)).await;
}

#[tokio::test(start_paused = true)]
async fn without_hints_a_visible_screen_checks_at_once_and_every_fifteen_seconds() {
    let stage = Stage::new();
    stage.twin.fault(|faults| faults.no_hints = true);
    let core = stage.open_in_memory();
    signed_in(&core, ANA).await;
    let checks = || stage.twin.asked().syncs.len();
    let before = checks();
    seconds(300).await;
    assert_eq!(checks(), before, "out of sight nothing is asked");
    core.call(SetVisible { visible: true }).await.unwrap();
    seconds(1).await;
    assert_eq!(checks(), before + 1);
    seconds(15).await;
    assert_eq!(checks(), before + 2);
    seconds(60).await;
    assert_eq!(checks(), before + 6);
    core.call(SetVisible { visible: false }).await.unwrap();
    let hidden = checks();
    seconds(300).await;
    assert_eq!(checks(), hidden);
    core.close().await;
    core.call(SetVisible { visible: true }).await.unwrap_err();
}
