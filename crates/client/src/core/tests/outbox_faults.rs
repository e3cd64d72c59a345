//! What may go wrong on the way, and that every decision still comes true once.

use super::kill::{reopened, runtime};
use super::sending::*;
use super::*;
use crate::host::Step;
use crate::vault::Key;
use balcao_contract::Problem;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

#[tokio::test(start_paused = true)]
async fn f3_an_answer_that_is_lost_makes_no_second_effect() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    stage.twin.fault(|faults| faults.lose_acts = true);
    change(&core, &account, phone(PHONE)).await.unwrap();
    while stage.twin.asked().acts.is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    // The answer was pruned meanwhile: the key is kept for ever all the same.
    stage.twin.prune_answers();
    stage.twin.fault(|faults| faults.lose_acts = false);
    all_gone(&core, &account).await;
    let asked = stage.twin.asked().acts;
    assert_eq!((asked.len(), stage.twin.performed().len()), (2, 1));
    assert_eq!(asked[0], asked[1]);
    assert_eq!(
        profile(&core, &account).await.customer.unwrap().phone,
        PHONE
    );
}

#[tokio::test(start_paused = true)]
async fn f3_a_key_that_is_being_worked_on_is_asked_again_when_the_portal_says() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    let gate = Arc::new(Semaphore::new(0));
    stage
        .twin
        .fault(|faults| faults.hold_acts = Some(Arc::clone(&gate)));
    change(&core, &account, phone(PHONE)).await.unwrap();
    while stage.twin.asked().acts.is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    // Ended in the middle of it, and started again: the portal is still at it.
    core.close().await;
    stage.twin.fault(|faults| faults.hold_acts = None);
    let core = stage.open();
    while stage.twin.asked().acts.len() < 2 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let state = &waiting(&core, &account).await[0].state;
    assert!(
        !matches!(state, balcao_bridge::ActionState::Refused(_)),
        "{state:?}"
    );
    stage.twin.give_up_working();
    all_gone(&core, &account).await;
    assert_eq!(stage.twin.performed().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn f5_the_portals_own_word_on_when_is_kept_whatever_else_happens() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    stage
        .twin
        .fault(|faults| faults.refuse_acts = Some(Problem::throttled(600)));
    change(&core, &account, phone(PHONE)).await.unwrap();
    tokio::time::sleep(Duration::from_secs(60)).await;
    check(&core, account.id).await;
    tokio::time::sleep(Duration::from_secs(500)).await;
    assert_eq!(stage.twin.asked().acts.len(), 1);
    stage.twin.fault(|faults| faults.refuse_acts = None);
    all_gone(&core, &account).await;
    assert_eq!(stage.twin.performed().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn f7_after_one_failure_and_silence_it_is_tried_again_without_a_new_write() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    offline(&stage, true);
    change(&core, &account, phone(PHONE)).await.unwrap();
    tokio::time::sleep(Duration::from_secs(1)).await;
    offline(&stage, false);
    assert!(stage.twin.performed().is_empty());
    tokio::time::sleep(Duration::from_secs(30)).await;
    assert_eq!(stage.twin.performed().len(), 1);
    assert_eq!(waiting(&core, &account).await, []);
}

#[tokio::test(start_paused = true)]
async fn f7_after_one_failed_upload_and_silence_the_file_is_sent_to_its_end() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    chosen(&stage, 600_000);
    pick(&core, &account).await.unwrap();
    stage
        .twin
        .fault(|faults| faults.cut_uploads_at = Some(400_000));
    change(&core, &account, moved()).await.unwrap();
    tokio::time::sleep(Duration::from_secs(1)).await;
    stage.twin.fault(|faults| faults.cut_uploads_at = None);
    assert_eq!(stage.twin.performed().len(), 1);
    tokio::time::sleep(Duration::from_secs(30)).await;
    assert_eq!(stage.twin.performed().len(), 2);
    assert_eq!(waiting(&core, &account).await, []);
}

#[tokio::test(start_paused = true)]
async fn a_focus_and_a_device_that_slept_are_reasons_to_try() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    let reasons: [&dyn Fn(); 2] = [
        &|| core.inner().visible.send_modify(|visible| *visible = true),
        &|| stage.clock.forward(chrono::TimeDelta::hours(1)),
    ];
    for (reason, number) in reasons.into_iter().zip(["1911112222", "1933334444"]) {
        core.call(SetVisible { visible: false }).await.unwrap();
        offline(&stage, true);
        change(&core, &account, phone(number)).await.unwrap();
        // By now its pause is minutes long.
        tokio::time::sleep(Duration::from_secs(1_000)).await;
        offline(&stage, false);
        reason();
        tokio::time::sleep(Duration::from_secs(16)).await;
        assert_eq!(portals_phone(&stage, &account), number);
    }
}

#[test]
fn f2_killed_at_any_step_a_decision_comes_true_once() {
    for step in [
        Step::Queued,
        Step::Sending,
        Step::Answered,
        Step::Cached,
        Step::Accepted,
        Step::Gone,
    ] {
        let stage = Stage::new();
        stage.host.kill.when(step);
        let first = runtime();
        let account = first.block_on(async {
            let core = stage.open();
            let account = signed_in(&core, ANA).await;
            let (deciding, asked) = (core.clone(), account.clone());
            tokio::spawn(async move { change(&deciding, &asked, phone(PHONE)).await });
            let mut stopped = stage.host.kill.stopped.subscribe();
            stopped.wait_for(|stopped| *stopped).await.unwrap();
            account
        });
        first.shutdown_background();
        stage.host.kill.release();
        runtime().block_on(async {
            let core = reopened(&stage).await;
            assert_eq!(
                profile(&core, &account).await.customer.unwrap().phone,
                PHONE
            );
            all_gone(&core, &account).await;
            assert_eq!(
                profile(&core, &account).await.customer.unwrap().phone,
                PHONE
            );
            assert_eq!(portals_phone(&stage, &account), PHONE);
            assert_eq!(stage.twin.performed().len(), 1, "killed at {step:?}");
            core.close().await;
        });
    }
}

#[test]
fn f2_what_sync_brought_before_the_kill_is_let_go_of_though_the_next_check_brings_nothing() {
    let stage = Stage::new();
    let first = runtime();
    let account = first.block_on(async {
        let core = stage.open();
        let account = signed_in(&core, ANA).await;
        check(&core, account.id).await;
        stage.host.kill.when_committed();
        change(&core, &account, phone(PHONE)).await.unwrap();
        let mut stopped = stage.host.kill.stopped.subscribe();
        stopped.wait_for(|stopped| *stopped).await.unwrap();
        account
    });
    first.shutdown_background();
    stage.host.kill.release();
    // What is checked on opening would let go of it before it is looked at.
    stage.twin.fault(|faults| faults.offline = true);
    runtime().block_on(async {
        let core = reopened(&stage).await;
        assert_eq!(waiting(&core, &account).await.len(), 1);
        stage.twin.fault(|faults| faults.offline = false);
        check(&core, account.id).await;
        assert_eq!(waiting(&core, &account).await, []);
        core.close().await;
    });
}

#[tokio::test]
async fn an_expired_session_keeps_what_waits_until_signing_in_again() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    stage.twin.revoke();
    change(&core, &account, phone(PHONE)).await.unwrap();
    while accounts(&core).await[0].state != AccountState::SignInNeeded {
        tokio::task::yield_now().await;
    }
    assert_eq!(waiting(&core, &account).await.len(), 1);
    signed_in(&core, ANA).await;
    all_gone(&core, &account).await;
    assert_eq!(portals_phone(&stage, &account), PHONE);
}

/// The sender is told that the old session is over while the user signs in.
#[tokio::test]
async fn what_was_asked_in_the_session_of_before_is_sent_in_the_new_one() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    let gate = Arc::new(Semaphore::new(0));
    stage.twin.expire_access();
    stage
        .twin
        .fault(|faults| faults.hold_refreshes = Some(Arc::clone(&gate)));
    let renewals = stage.twin.asked().refreshes;
    change(&core, &account, phone(PHONE)).await.unwrap();
    while stage.twin.asked().refreshes == renewals {
        tokio::task::yield_now().await;
    }
    stage.twin.revoke();
    let (again, ()) = tokio::join!(sign_in(&core, ANA), async {
        tokio::task::yield_now().await;
        gate.add_permits(1);
    });
    again.unwrap();
    all_gone(&core, &account).await;
    assert_eq!(portals_phone(&stage, &account), PHONE);
}

#[tokio::test]
async fn removed_access_sets_what_waits_aside() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    offline(&stage, true);
    change(&core, &account, phone(PHONE)).await.unwrap();
    stage
        .twin
        .change_user(ANA_TAX_ID, |user| user.grants.clear());
    offline(&stage, false);
    check(&core, account.id).await;
    let removed = AppError::new(ErrorCode::AccessRemoved);
    assert_eq!(
        accounts(&core).await[0].state,
        AccountState::Closed(removed)
    );
    let folder = stage.folder(account.id);
    assert!(folder.join("outbox.removed-1.db").exists());
    assert!(stage.twin.performed().is_empty());
}

#[tokio::test]
async fn f15_an_outbox_whose_key_is_gone_is_set_aside_unread_and_its_count_is_told() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    offline(&stage, true);
    change(&core, &account, phone(PHONE)).await.unwrap();
    change(&core, &account, phone("1911112222")).await.unwrap();
    core.close().await;
    let secret = stage.vault.load(account.id).unwrap();
    let other = crate::vault::Secret {
        key: Key::random().unwrap(),
        ..secret.clone()
    };
    stage.vault.store(account.id, &other).unwrap();
    let core = stage.open();
    let closed = accounts(&core).await.remove(0);
    let wrong_key = AppError::new(ErrorCode::WrongKey);
    assert_eq!(closed.state, AccountState::Closed(wrong_key));
    // Nobody loses it by signing out either, unless they say so.
    let sign_out = SignOut {
        account: account.id,
        unsent: None,
    };
    let asked = AppError::new(ErrorCode::ActionsWaiting).with("count", 2);
    assert_eq!(core.call(sign_out).await, Err(asked));
    core.close().await;

    // The key comes back, and with it all that waits.
    stage.vault.store(account.id, &secret).unwrap();
    let core = stage.open();
    assert_eq!(waiting(&core, &account).await.len(), 2);
    core.close().await;

    stage.vault.delete(account.id).unwrap();
    offline(&stage, false);
    let core = stage.open();
    signed_in(&core, ANA).await;
    let told = AccountNotice::OutboxUnreadable { lost: 2 };
    assert_eq!(accounts(&core).await[0].notice, Some(told));
    assert!(stage.folder(account.id).join("outbox.unread-1.db").exists());
    assert!(stage.twin.performed().is_empty());
    change(&core, &account, phone(PHONE)).await.unwrap();
    all_gone(&core, &account).await;
}

#[tokio::test]
async fn f14_a_portal_that_was_restored_holds_up_no_overlay() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    change(&core, &account, phone(PHONE)).await.unwrap();
    stage.twin.forget_log();
    check(&core, account.id).await;
    all_gone(&core, &account).await;
    assert_eq!(
        profile(&core, &account).await.customer.unwrap().phone,
        PHONE
    );
}
