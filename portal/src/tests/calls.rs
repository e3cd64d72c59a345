//! Calls: the last months by sync, older ones by period.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use balcao_contract::{CallPage, ProblemCode, paths};
use balcao_domain::{CallId, CallRecord, Collection, CustomerId, Role, RowId};
use balcao_people::{ANA_TAX_ID, CONSTRUTORA_TAX_ID, MARINA_TAX_ID, TIAGO_TAX_ID, call};
use chrono::{DateTime, TimeDelta, Utc};

use super::mirror::Mirror;
use super::{RH, Stage, today, under};
use crate::clock::Clock;
use crate::scope::System;

/// Before what sync keeps on the stage's day.
const OLD: &str = "2026-04-30T23:59:59Z";

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

impl Stage {
    fn company(&self) -> CustomerId {
        self.cast(RH).customer_of(CONSTRUTORA_TAX_ID).unwrap()
    }

    /// Until there are so many; every third one is older than what sync keeps.
    async fn make_calls(&self, count: u64) {
        let make = |id: CallId| CallRecord {
            start: if id.get().is_multiple_of(3) {
                at(OLD) - TimeDelta::minutes(count.cast_signed()) + TimeDelta::minutes(id.into())
            } else {
                call(id, count, today()).start
            },
            ..call(id, count, today())
        };
        let (issuer, company) = (self.provider(RH).issuer, self.company());
        let store = &self.portal.store;
        let taken = store.take_in_calls(System, issuer, company, count, make, self.clock.now());
        taken.await.unwrap();
    }

    async fn calls(&self, token: &str, query: &str) -> super::Answer {
        let path = format!("{}?{query}", under(RH, paths::CALLS));
        self.get(&path, token).await
    }
}

fn numbers(mirror: &Mirror) -> BTreeSet<u64> {
    let rows = mirror.rows();
    let ids = rows.keys().filter_map(|(_, (_, id))| match id {
        RowId::Number(id) => Some(id.get()),
        RowId::Uuid(_) => None,
    });
    ids.collect()
}

#[tokio::test]
async fn the_last_months_calls_are_synced_and_resume_at_each_cursor() {
    let stage = Stage::with_batch(100).await;
    stage.make_calls(600).await;
    let tokens = stage.sign_in(RH, CONSTRUTORA_TAX_ID).await;
    let token = tokens.access.expose();
    let whole = stage.sync(RH, token, None).await.lines();
    let mut held = Mirror::default();
    let cursors = held.apply(&whole, usize::MAX);
    let kept: BTreeSet<_> = (1..=600).filter(|id| id % 3 != 0).collect();
    assert_eq!(numbers(&held), kept);
    for k in 1..cursors {
        let mut killed = Mirror::default();
        killed.apply(&whole, k);
        killed.sync(&stage, RH, token).await;
        assert_eq!(killed.rows(), held.rows(), "after cursor {k}");
    }

    stage.make_calls(610).await;
    let lines = held.sync(&stage, RH, token).await;
    assert!(lines.len() < 20, "only what is new");
    let later = [601, 602, 604, 605, 607, 608, 610];
    assert_eq!(numbers(&held), &kept | &BTreeSet::from(later));
    held.assert_fresh(&stage, RH, token).await;
}

#[tokio::test]
async fn calls_are_synced_to_who_sees_what_they_cost() {
    let stage = Stage::new().await;
    stage.make_calls(9).await;
    for (who, seen) in [
        (CONSTRUTORA_TAX_ID, 6),
        (MARINA_TAX_ID, 6),
        (TIAGO_TAX_ID, 0),
        (ANA_TAX_ID, 0),
    ] {
        let tokens = stage.sign_in(RH, who).await;
        let mut mirror = Mirror::default();
        mirror.sync(&stage, RH, tokens.access.expose()).await;
        assert_eq!(mirror.count(Collection::Calls), seen, "{who}");
    }
}

#[tokio::test]
async fn mc_31_older_calls_are_answered_by_period_page_by_page() {
    let stage = Stage::new().await;
    stage.make_calls(6_006).await;
    let tokens = stage.sign_in(RH, CONSTRUTORA_TAX_ID).await;
    let token = tokens.access.expose();
    let period = format!(
        "customer={}&from=2020-01-01T00:00:00Z&to=2026-05-01T00:00:00Z",
        stage.company()
    );
    let (mut found, mut pages, mut query) = (Vec::new(), 0, period.clone());
    loop {
        let page: CallPage = stage.calls(token, &query).await.read();
        pages += 1;
        found.extend(page.calls.iter().map(|call| call.id.get()));
        if !page.more {
            break;
        }
        query = format!("{period}&after={}", found.last().unwrap());
    }
    assert_eq!(pages, 3);
    let old: Vec<_> = (1..=6_006).filter(|id| id % 3 == 0).collect();
    assert_eq!(found, old);
}

#[tokio::test]
async fn calls_of_others_are_not_found_and_a_technician_is_told_the_role() {
    let stage = Stage::new().await;
    stage.make_calls(9).await;
    let period = format!(
        "customer={}&from=2020-01-01T00:00:00Z&to=2027-01-01T00:00:00Z",
        stage.company()
    );
    let ana = stage.sign_in(RH, ANA_TAX_ID).await;
    let refused = stage.calls(ana.access.expose(), &period).await;
    assert_eq!(refused.code(), Some(ProblemCode::NotFound));
    let tiago = stage.sign_in(RH, TIAGO_TAX_ID).await;
    let refused = stage.calls(tiago.access.expose(), &period).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!(refused.problem().role, Some(Role::Finance));
    let refused = stage.calls(tiago.access.expose(), "customer=x").await;
    assert_eq!(refused.code(), Some(ProblemCode::InvalidRequest));
}
