//! Calls of before what sync keeps: asked for by month, shown whole or not at all.

use super::kill::{reopened, runtime};
use super::*;
use crate::db::{Database, Encryption, Place, Schema};
use balcao_bridge::{CallPage, FetchCalls, ListCalls};
use balcao_domain::{CallId, CallRecord, Collection, Month, Period, Role};
use chrono::TimeDelta;
use std::sync::Arc;

fn month(number: u32) -> Month {
    Month::new(2026, number).unwrap()
}

fn period(from: u32, to: u32) -> Period {
    Period::new(month(from), month(to)).unwrap()
}

fn call(number: u64, start: &str) -> CallRecord {
    CallRecord {
        start: start.parse().unwrap(),
        ..balcao_people::call(number.try_into().unwrap(), number, today())
    }
}

/// Eight calls in March, of which a page holds three, and two that sync keeps.
fn calls(stage: &Stage, customer: CustomerId) -> Vec<CallRecord> {
    let march = (1..=8).map(|number| call(number, &format!("2026-03-{number:02}T12:00:00Z")));
    let kept = [
        call(9, "2026-05-01T12:00:00Z"),
        call(10, "2026-11-02T12:00:00Z"),
    ];
    let calls: Vec<_> = march.chain(kept).collect();
    stage.twin.set_call_page(3);
    for call in &calls {
        stage.twin.put_call(customer, call);
    }
    calls
}

fn newest_first(calls: &[CallRecord]) -> Vec<CallId> {
    calls.iter().rev().map(|call| call.id).collect()
}

async fn ana() -> (Stage, Core, AccountSummary, Vec<CallRecord>) {
    let stage = Stage::new();
    let cast = balcao_people::rede_horizonte(today(), 7);
    let calls = calls(&stage, cast.customer_of(ANA_TAX_ID).unwrap());
    let core = stage.open();
    let account = signed_in(&core, ANA).await;
    (stage, core, account, calls)
}

async fn listed(
    core: &Core,
    account: AccountId,
    customer: CustomerId,
    period: Period,
) -> Result<CallPage, AppError> {
    core.call(ListCalls {
        account,
        customer,
        terminal_type: None,
        period,
        after: None,
        outline: true,
    })
    .await
}

async fn fetch(
    core: &Core,
    account: &AccountSummary,
    period: Period,
    again: bool,
) -> Result<(), AppError> {
    core.call(FetchCalls {
        account: account.id,
        customer: account.selected.unwrap(),
        period,
        again,
    })
    .await
}

/// What is shown of a period, and the months that are not.
async fn shown(
    core: &Core,
    account: &AccountSummary,
    period: Period,
) -> (Vec<CallId>, Vec<Month>, Freshness) {
    let page = listed(core, account.id, account.selected.unwrap(), period);
    let page = page.await.unwrap();
    let ids: Vec<_> = page.rows.iter().map(|row| row.call.id).collect();
    assert_eq!(page.outline.unwrap().count as usize, ids.len());
    (ids, page.missing, page.freshness)
}

fn after(stage: &Stage) -> Vec<Option<u64>> {
    let asked = stage.twin.asked().calls;
    asked
        .iter()
        .map(|asked| asked.after.map(CallId::get))
        .collect()
}

#[tokio::test]
async fn mc_31_a_month_of_long_ago_is_fetched_and_then_reads_offline_as_old_as_it_is() {
    let (stage, core, account, calls) = ana().await;
    let (ids, missing, _) = shown(&core, &account, period(3, 5)).await;
    assert_eq!(ids, newest_first(&calls[8..9]));
    assert_eq!(missing, [month(4), month(3)]);

    stage.events();
    fetch(&core, &account, period(3, 5), false).await.unwrap();
    assert_eq!(after(&stage), [None, None, Some(3), Some(6)]);
    let (ids, missing, freshness) = shown(&core, &account, period(3, 5)).await;
    assert_eq!((ids, missing), (newest_first(&calls[..9]), Vec::new()));
    assert_eq!(
        (freshness.age, freshness.source),
        (Some(0), Source::JustChecked)
    );
    fetch(&core, &account, period(3, 5), false).await.unwrap();
    assert_eq!(
        stage.twin.asked().calls.len(),
        4,
        "what is here is not fetched again"
    );
    // Open screens read again.
    let of_calls = |event: &Event| {
        matches!(event, Event::Changed { collections, .. }
            if collections.contains(&Collection::Calls))
    };
    while !stage.events().iter().any(of_calls) {
        tokio::task::yield_now().await;
    }
    core.close().await;

    stage.twin.fault(|faults| faults.offline = true);
    stage.clock.forward(TimeDelta::hours(2));
    let core = stage.open();
    let (ids, missing, freshness) = shown(&core, &account, period(3, 3)).await;
    assert_eq!((ids, missing), (newest_first(&calls[..8]), Vec::new()));
    assert_eq!(
        (freshness.age, freshness.source),
        (Some(7_200), Source::Cached)
    );
    let offline = fetch(&core, &account, period(2, 2), false).await;
    assert_eq!(offline.unwrap_err().code, ErrorCode::Offline);
}

#[tokio::test]
async fn a_month_that_was_cut_is_not_shown_and_goes_on_where_it_was() {
    let (stage, core, account, calls) = ana().await;
    stage.twin.fault(|faults| faults.cut_calls_after = Some(3));
    let cut = fetch(&core, &account, period(3, 3), false).await;
    assert_eq!(cut.unwrap_err().code, ErrorCode::Offline);
    let (ids, missing, freshness) = shown(&core, &account, period(3, 3)).await;
    assert_eq!(
        (ids, missing),
        (Vec::new(), vec![month(3)]),
        "April has none, March is not whole"
    );
    assert_eq!(freshness.age, Some(0), "of April");
    stage.twin.fault(|faults| faults.cut_calls_after = None);
    fetch(&core, &account, period(3, 3), false).await.unwrap();
    assert_eq!(after(&stage), [None, None, Some(3), Some(6)]);
    let (ids, missing, _) = shown(&core, &account, period(3, 3)).await;
    assert_eq!((ids, missing), (newest_first(&calls[..8]), Vec::new()));
}

#[tokio::test]
async fn a_month_asked_for_again_stays_as_it_was_until_the_new_one_is_whole() {
    let (stage, core, account, mut calls) = ana().await;
    fetch(&core, &account, period(3, 3), false).await.unwrap();
    let customer = account.selected.unwrap();
    calls.insert(0, call(11, "2026-03-01T11:00:00Z"));
    stage.twin.put_call(customer, &calls[0]);
    stage.clock.forward(TimeDelta::hours(1));
    stage.twin.fault(|faults| faults.cut_calls_after = Some(7));
    let cut = fetch(&core, &account, period(3, 3), true).await;
    assert_eq!(cut.unwrap_err().code, ErrorCode::Offline);
    let (ids, _, freshness) = shown(&core, &account, period(3, 3)).await;
    assert_eq!(
        (ids, freshness.age),
        (newest_first(&calls[1..9]), Some(3_600))
    );
    stage.twin.fault(|faults| faults.cut_calls_after = None);
    fetch(&core, &account, period(3, 3), true).await.unwrap();
    let (ids, _, freshness) = shown(&core, &account, period(3, 3)).await;
    assert_eq!((ids, freshness.age), (newest_first(&calls[..9]), Some(0)));
}

#[test]
fn killed_between_two_pages_a_month_goes_on_and_nothing_half_was_shown() {
    let stage = Stage::new();
    stage
        .twin
        .fault(|faults| faults.silent_calls_after = Some(3));
    let first = runtime();
    let (account, made) = first.block_on(async {
        let core = stage.open();
        let account = signed_in(&core, ANA).await;
        let made = calls(&stage, account.selected.unwrap());
        check(&core, account.id).await;
        let (killed, asked) = (core.clone(), account.clone());
        tokio::spawn(async move { fetch(&killed, &asked, period(3, 3), false).await });
        while stage.twin.asked().calls.len() < 4 {
            tokio::task::yield_now().await;
        }
        (account, made)
    });
    first.shutdown_background();
    stage.twin.fault(|faults| faults.silent_calls_after = None);
    runtime().block_on(async {
        let core = reopened(&stage).await;
        let (ids, missing, _) = shown(&core, &account, period(3, 3)).await;
        assert_eq!((ids, missing), (Vec::new(), vec![month(3)]));
        fetch(&core, &account, period(3, 3), false).await.unwrap();
        assert_eq!(after(&stage), [None, None, Some(3), Some(6), Some(6)]);
        let (ids, missing, _) = shown(&core, &account, period(3, 3)).await;
        assert_eq!((ids, missing), (newest_first(&made[..8]), Vec::new()));
        core.close().await;
    });
}

/// The rows of a table of a closed cache, but for the load they came by.
async fn rows(stage: &Stage, account: AccountId, table: &'static str) -> Vec<String> {
    let place = Place::File {
        path: stage.cache(account),
        encryption: Encryption::On(stage.vault.load(account).unwrap().key),
    };
    let database = Database::open(Schema::CACHE, place).await.unwrap();
    let rows = database.read(move |connection| {
        let sql = format!("SELECT concat_ws(' ', id, start, b_number) FROM {table} ORDER BY id");
        let mut all = connection.prepare(&sql)?;
        let rows = all.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    });
    let rows = rows.await.unwrap();
    database.close().await;
    rows
}

#[tokio::test]
async fn f14_months_outlive_a_reset_and_what_sync_keeps_equals_a_fresh_sync() {
    let (stage, core, account, calls) = ana().await;
    fetch(&core, &account, period(3, 4), false).await.unwrap();
    let customer = account.selected.unwrap();
    stage.twin.forget_log();
    // One of long ago changes, which sync tells as gone: of what it keeps it is none.
    stage
        .twin
        .put_call(customer, &call(2, "2026-03-02T13:00:00Z"));
    stage.clock.forward(TimeDelta::hours(1));
    check(&core, account.id).await;
    let (ids, missing, freshness) = shown(&core, &account, period(3, 5)).await;
    assert_eq!((ids, missing), (newest_first(&calls[..9]), Vec::new()));
    assert_eq!(
        freshness.age,
        Some(3_600),
        "as old as the months, not as the check"
    );
    core.close().await;

    let other = Stage {
        twin: Arc::clone(&stage.twin),
        ..Stage::new()
    };
    let fresh = other.open();
    let again = signed_in(&fresh, ANA).await;
    fresh.close().await;
    let held = rows(&stage, account.id, "calls").await;
    assert_eq!(held, rows(&other, again.id, "calls").await);
    assert_eq!(held.len(), 2);
}

#[tokio::test]
async fn months_are_seen_by_nobody_else_and_gone_with_the_role_that_read_them() {
    let (stage, core, ana, _) = ana().await;
    fetch(&core, &ana, period(3, 3), false).await.unwrap();
    let of_ana = ana.selected.unwrap();
    let bruno = signed_in(&core, BRUNO).await;
    let foreign = listed(&core, bruno.id, of_ana, period(3, 3)).await;
    assert_eq!(foreign.unwrap_err().code, ErrorCode::NotFound);
    let (ids, missing, _) = shown(&core, &bruno, period(3, 3)).await;
    assert_eq!((ids, missing), (Vec::new(), vec![month(4), month(3)]));

    let marina = signed_in(&core, MARINA).await;
    let [first, second] = [0, 1].map(|at| marina.customers[at].id);
    calls(&stage, first);
    fetch(&core, &marina, period(3, 3), false).await.unwrap();
    let page = listed(&core, marina.id, second, period(3, 3))
        .await
        .unwrap();
    assert_eq!((page.rows.len(), page.missing.len()), (0, 2));
    let page = listed(&core, marina.id, first, period(3, 3)).await.unwrap();
    assert_eq!((page.rows.len(), page.missing.len()), (8, 0));

    let tiago = signed_in(&core, TIAGO).await;
    let asked = stage.twin.asked().calls.len();
    let needed = AppError::new(ErrorCode::RoleNeeded).with("role", "finance");
    let refused = listed(&core, tiago.id, tiago.selected.unwrap(), period(3, 3)).await;
    assert_eq!(refused.unwrap_err(), needed);
    let refused = fetch(&core, &tiago, period(3, 3), false).await;
    assert_eq!(refused.unwrap_err(), needed);
    assert_eq!(
        stage.twin.asked().calls.len(),
        asked,
        "the portal need not be asked"
    );

    let technical = |user: &mut balcao_domain::User| user.grants[0].roles = vec![Role::Technical];
    stage.twin.change_user(ANA_TAX_ID, technical);
    let unlink = |user: &mut balcao_domain::User| drop(user.grants.remove(0));
    stage.twin.change_user(MARINA_TAX_ID, unlink);
    check(&core, ana.id).await;
    check(&core, marina.id).await;
    core.close().await;
    for account in [ana.id, marina.id] {
        assert_eq!(
            rows(&stage, account, "calls_of_months").await,
            Vec::<String>::new()
        );
        assert_eq!(rows(&stage, account, "calls").await, Vec::<String>::new());
    }
}

#[tokio::test]
async fn behind_a_browser_every_month_is_asked_for() {
    let stage = Stage::new();
    let core = stage.open_online();
    let account = signed_in(&core, ANA).await;
    let calls = calls(&stage, account.selected.unwrap());
    check(&core, account.id).await;
    let (ids, missing, _) = shown(&core, &account, period(11, 12)).await;
    assert_eq!(
        (ids, missing),
        (Vec::new(), vec![month(11)]),
        "December has not begun"
    );
    fetch(&core, &account, period(11, 12), false).await.unwrap();
    let (ids, missing, freshness) = shown(&core, &account, period(11, 12)).await;
    assert_eq!((ids, missing), (newest_first(&calls[9..]), Vec::new()));
    assert_eq!(freshness.source, Source::JustChecked);
    assert_eq!(files(stage.data.path()), []);
}

#[tokio::test]
async fn a_period_of_many_years_is_refused() {
    let (_, core, account, _) = ana().await;
    let long = Period::new(Month::new(2024, 11).unwrap(), month(11)).unwrap();
    let refused = AppError::invalid("period", "too_long");
    assert_eq!(
        fetch(&core, &account, long, false).await,
        Err(refused.clone())
    );
    let listed = listed(&core, account.id, account.selected.unwrap(), long).await;
    assert_eq!(listed.unwrap_err(), refused);
}
