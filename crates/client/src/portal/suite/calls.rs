//! Calls: the last months by sync, all of them by period.

use super::{Acting, Stage, code};
use balcao_contract::sync::Line;
use balcao_contract::{CallPage, CallsOf, ProblemCode};
use balcao_domain::{CallId, CallRecord, Cents, Collection, CustomerId, TerminalType};
use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

pub(super) async fn every_promise(stage: &Stage) {
    calls_of_long_ago_are_answered_by_period_and_the_last_months_by_sync(stage).await;
}

fn call(id: u64, start: DateTime<Utc>) -> CallRecord {
    CallRecord {
        id: CallId::try_from(9_000_000_000 + id).unwrap(),
        terminal_type: TerminalType::Mobile,
        a_number: "19993334000".into(),
        b_number: "11988887777".into(),
        start,
        duration: 61,
        cost: Cents::new(14),
    }
}

async fn calls_of_long_ago_are_answered_by_period_and_the_last_months_by_sync(stage: &Stage) {
    let ana = stage.ana().await;
    let since = CallRecord::kept_since(
        stage
            .known
            .today
            .naive()
            .and_hms_opt(12, 0, 0)
            .unwrap()
            .and_utc(),
    );
    let second = TimeDelta::seconds(1);
    let last = call(2, since - second);
    let calls = [
        call(1, since - TimeDelta::days(400)),
        last.clone(),
        call(3, since),
    ];
    stage.backstage.take_in_calls(ana.customer, &calls);
    let [oldest, _, kept] = calls.clone();

    let synced = ana.sync(None).await.unwrap();
    let came = |call: &CallRecord| {
        let is_it = |line: &Line| matches!(line, Line::Put { collection: Collection::Calls, id, .. } if *id == call.id.into());
        synced.iter().any(is_it)
    };
    assert!(came(&kept) && !came(&last) && !came(&oldest));

    let all = CallsOf {
        customer: ana.customer,
        from: oldest.start,
        to: since + second,
        after: None,
    };
    assert_eq!(ours(asked(&ana, all).await.unwrap()), calls);
    // The end is no part of a period, its beginning is.
    let month = CallsOf {
        from: last.start,
        to: since,
        ..all
    };
    assert_eq!(ours(asked(&ana, month).await.unwrap()), calls[1..2]);
    let after = CallsOf {
        after: Some(last.id),
        ..all
    };
    assert_eq!(ours(asked(&ana, after).await.unwrap()), [kept]);
    let foreign = CallsOf {
        customer: CustomerId::new(Uuid::from_u128(9)),
        ..all
    };
    assert_eq!(
        code(asked(&ana, foreign).await),
        Some(ProblemCode::NotFound)
    );
}

async fn asked(ana: &Acting<'_>, of: CallsOf) -> Result<CallPage, crate::portal::PortalError> {
    let portal = &ana.stage.portal;
    portal.calls(&ana.base, &ana.tokens.access, &of).await
}

/// Those that were made here, of a page that is the last one.
fn ours(page: CallPage) -> Vec<CallRecord> {
    assert!(!page.more);
    let first = call(0, DateTime::UNIX_EPOCH).id;
    page.calls.into_iter().filter(|it| it.id > first).collect()
}
