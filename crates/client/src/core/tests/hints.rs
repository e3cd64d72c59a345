//! The portal says on a line that is held open when there is something new.

use super::*;
use crate::portal::server::{Server, over_twin};
use crate::portal::twin::Twin;
use balcao_bridge::{GetHome, SignIn};
use balcao_domain::{BillGroup, Sensitive};
use std::sync::Arc;
use std::time::Duration;

/// Lets a paused clock run, which waits for calls to the database on their other threads.
async fn seconds(seconds: u64) {
    tokio::time::sleep(Duration::from_secs(seconds)).await;
}

async fn look(core: &Core, visible: bool) {
    core.call(SetVisible { visible }).await.unwrap();
}

/// How often was asked for changes, and for a line.
fn asked(twin: &Twin) -> (usize, usize) {
    let asked = twin.asked();
    (asked.syncs.len(), asked.lines)
}

/// Ana looks at her bills, and everything has come to rest.
async fn at_rest(stage: &Stage) -> (Core, AccountSummary) {
    let core = stage.open_in_memory();
    let account = signed_in(&core, ANA).await;
    look(&core, true).await;
    seconds(20).await;
    (core, account)
}

#[tokio::test(start_paused = true)]
async fn a_hint_is_followed_by_one_check_and_silence_by_one_in_five_minutes() {
    let stage = Stage::new();
    let (core, account) = at_rest(&stage).await;
    let before = asked(&stage.twin);
    assert_eq!((before.1, stage.twin.lines()), (1, 1), "the line stands");
    seconds(200).await;
    assert_eq!(asked(&stage.twin), before);
    let bill = portals(&stage, &account).remove(0);
    stage.twin.pay(&bill);
    seconds(1).await;
    assert_eq!(asked(&stage.twin), (before.0 + 1, 1));
    let rows = bills(&core, &account).await;
    let paid = rows.iter().find(|row| row.id == bill.id).unwrap();
    assert_eq!(paid.group(), BillGroup::Paid);
    seconds(300).await;
    assert_eq!(asked(&stage.twin), (before.0 + 2, 1));
}

#[tokio::test(start_paused = true)]
async fn nobody_elses_changes_are_hinted() {
    let stage = Stage::new();
    let core = stage.open_in_memory();
    let bruno = signed_in(&core, BRUNO).await;
    core.close().await;
    let (_core, _) = at_rest(&stage).await;
    let before = asked(&stage.twin);
    stage.twin.pay(&portals(&stage, &bruno)[0]);
    seconds(10).await;
    assert_eq!(asked(&stage.twin), before);
}

#[tokio::test(start_paused = true)]
async fn f17_out_of_sight_and_asleep_no_line_is_held() {
    let stage = Stage::new();
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    seconds(1).await;
    assert_eq!(stage.twin.lines(), 0);
    for _ in 0..2 {
        look(&core, true).await;
        seconds(1).await;
        assert_eq!(stage.twin.lines(), 1);
        look(&core, false).await;
        seconds(1).await;
        assert_eq!(stage.twin.lines(), 0);
    }
    look(&core, true).await;
    seconds(1).await;
    core.suspend().await;
    assert_eq!(stage.twin.lines(), 0);
    core.resume().await.unwrap();
    seconds(1).await;
    assert_eq!(stage.twin.lines(), 1);
    stage.twin.pay(&portals(&stage, &account)[0]);
    seconds(1).await;
    assert_eq!(
        sorted(bills(&core, &account).await),
        sorted(portals(&stage, &account))
    );
}

#[tokio::test(start_paused = true)]
async fn a_line_that_is_lost_is_polled_for_and_called_again_less_and_less_often() {
    let stage = Stage::new();
    let (core, account) = at_rest(&stage).await;
    seconds(60).await;
    stage.twin.fault(|faults| faults.no_hints = true);
    stage.twin.hang_up();
    let (syncs, lines) = asked(&stage.twin);
    seconds(600).await;
    let (polled, called) = asked(&stage.twin);
    assert!((39..=41).contains(&(polled - syncs)), "{}", polled - syncs);
    assert!((6..=14).contains(&(called - lines)), "{}", called - lines);

    stage.twin.fault(|faults| faults.no_hints = false);
    seconds(300).await;
    assert_eq!(stage.twin.lines(), 1);
    stage.twin.pay(&portals(&stage, &account)[0]);
    seconds(1).await;
    assert_eq!(
        sorted(bills(&core, &account).await),
        sorted(portals(&stage, &account))
    );
}

#[tokio::test(start_paused = true)]
async fn a_line_that_ends_with_its_token_is_followed_by_the_next() {
    let stage = Stage::new();
    let (_core, _) = at_rest(&stage).await;
    for _ in 0..3 {
        seconds(120).await;
        let (_, lines) = asked(&stage.twin);
        stage.twin.expire_access();
        stage.twin.hang_up();
        seconds(5).await;
        assert_eq!(
            asked(&stage.twin).1,
            lines + 1,
            "the check before it renewed"
        );
        assert_eq!(stage.twin.lines(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn access_that_is_removed_while_a_line_stands_wipes_what_it_gave() {
    let stage = Stage::new();
    let (core, _) = at_rest(&stage).await;
    stage
        .twin
        .change_user(ANA_TAX_ID, |user| user.grants.clear());
    stage.twin.hang_up();
    seconds(10).await;
    let removed = AppError::new(ErrorCode::AccessRemoved);
    assert_eq!(
        accounts(&core).await[0].state,
        AccountState::Closed(removed)
    );
}

/// Ana's core, on a portal that is reached over https.
async fn over_https(stage: &Stage) -> (Core, AccountSummary, Server, Arc<Twin>) {
    let (server, twin) = over_twin(today()).await;
    let portal = Arc::new(server.client());
    let core = Core::open_on(stage.setup(None), portal).unwrap();
    let sign_in = SignIn {
        address: server.address("/rede-horizonte").to_string(),
        tax_id: ANA_TAX_ID.into(),
        password: Sensitive::new(ANA_PASSWORD.into()),
    };
    let account = core.call(sign_in).await.unwrap();
    check(&core, account.id).await;
    (core, account, server, twin)
}

#[tokio::test]
async fn a_bill_paid_elsewhere_turns_green_by_itself_over_https() {
    let stage = Stage::new();
    let (core, signed_in, _server, twin) = over_https(&stage).await;
    let (account, customer) = (signed_in.id, signed_in.selected.unwrap());
    let home = core.call(GetHome { account, customer }).await.unwrap();
    let bill = home.next.unwrap();
    look(&core, true).await;
    // Far sooner than the next check by itself: with a line, that is five minutes away.
    let seen = tokio::time::timeout(Duration::from_secs(10), async {
        while twin.lines() == 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        twin.pay(&bill);
        let is_paid = |row: &Bill| row.id == bill.id && row.group() == BillGroup::Paid;
        while !bills(&core, &signed_in).await.iter().any(is_paid) {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        assert_eq!((asked(&twin).1, twin.lines()), (1, 1));
        core.close().await;
        while twin.lines() > 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    });
    seen.await.expect("it is seen, and nothing is left");
}
