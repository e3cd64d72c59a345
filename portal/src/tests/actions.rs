//! An action is done once, however often it arrives.

use axum::http::{Method, StatusCode};
use balcao_contract::idempotency::KEY_HEADER;
use balcao_contract::{Accepted, ProblemCode, SYNC_SCHEMA_HEADER};
use balcao_domain::{ChangeProfile, Collection};
use balcao_people::{ANA_TAX_ID, BRUNO_TAX_ID, CONSTRUTORA_TAX_ID, MARINA_TAX_ID};
use chrono::TimeDelta;
use serde_json::json;
use uuid::Uuid;

use super::acting::{Actor, CHANGES, new_name, new_phone, rows};
use super::mirror::Mirror;
use super::{RH, Stage, ask, under};
use crate::daily::Days;

#[tokio::test]
async fn a_key_that_is_missing_or_no_uuid_v7_is_refused_by_name() {
    let stage = Stage::new().await;
    let ana = Actor::new(&stage, ANA_TAX_ID).await;
    for (key, code) in [
        (None, "missing"),
        (Some(""), "not_uuid_v7"),
        (Some("nonsense"), "not_uuid_v7"),
        (Some("7b0f0a52-93b2-4a73-9a1c-3d5a7c1f2e10"), "not_uuid_v7"),
    ] {
        let answer = ana.post(CHANGES, key, "{}".into()).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{key:?}");
        let problem = answer.problem();
        assert_eq!(problem.code(), Some(ProblemCode::InvalidRequest));
        let [wrong] = problem.fields.as_slice() else {
            panic!("{problem:?}");
        };
        assert_eq!(
            (wrong.field.as_str(), wrong.code.as_str()),
            (KEY_HEADER, code)
        );
    }
}

#[tokio::test]
async fn the_same_again_is_answered_byte_for_byte_and_changes_nothing() {
    let stage = Stage::with_batch(1_000).await;
    let ana = Actor::new(&stage, ANA_TAX_ID).await;
    let mut mirror = Mirror::default();
    let key = Uuid::now_v7();
    let first = ana.change(key, ANA_TAX_ID, new_phone("1933334444")).await;
    assert_eq!(first.status, StatusCode::OK, "{:?}", first.body);
    assert_eq!(first.headers["content-type"], "application/json");
    mirror.sync(&stage, RH, &ana.token).await;
    stage.clock.pass(TimeDelta::minutes(5));
    let again = ana.change(key, ANA_TAX_ID, new_phone("1933334444")).await;
    assert_eq!((again.status, again.body), (first.status, first.body));
    assert!(mirror.sync(&stage, RH, &ana.token).await.is_empty());
}

#[tokio::test]
async fn the_same_key_for_something_else_or_by_somebody_else_is_refused() {
    let stage = Stage::new().await;
    let marina = Actor::new(&stage, MARINA_TAX_ID).await;
    let company = Actor::new(&stage, CONSTRUTORA_TAX_ID).await;
    let key = Uuid::now_v7();
    let change = || new_phone("1933334444");
    let first = marina.change(key, CONSTRUTORA_TAX_ID, change()).await;
    assert_eq!(first.status, StatusCode::OK);
    let other = new_phone("1933335555");
    for answer in [
        marina.change(key, CONSTRUTORA_TAX_ID, other).await,
        company.change(key, CONSTRUTORA_TAX_ID, change()).await,
    ] {
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(answer.problem().fields[0].field, KEY_HEADER);
        assert_eq!(answer.problem().fields[0].code, "used");
    }
    // To somebody who may not even know the customer it is nothing.
    let ana = Actor::new(&stage, ANA_TAX_ID).await;
    let stranger = ana.change(key, CONSTRUTORA_TAX_ID, change()).await;
    assert_eq!(stranger.code(), Some(ProblemCode::NotFound));
}

#[tokio::test]
async fn a_key_at_work_is_busy_until_the_work_ends_or_is_dropped() {
    let stage = Stage::new().await;
    let ana = Actor::new(&stage, ANA_TAX_ID).await;
    let key = Uuid::now_v7();
    let at_work = stage.portal.working.begin(key);
    let busy = ana.change(key, ANA_TAX_ID, new_phone("1933334444")).await;
    assert_eq!(busy.status, StatusCode::CONFLICT);
    assert_eq!(busy.code(), Some(ProblemCode::Conflict));
    assert_eq!(busy.headers["retry-after"], "1");
    assert_eq!(busy.problem().seconds, Some(1));
    drop(at_work);
    let done = ana.change(key, ANA_TAX_ID, new_phone("1933334444")).await;
    assert_eq!(done.status, StatusCode::OK);
}

#[tokio::test]
async fn many_at_once_with_one_key_have_one_effect() {
    let stage = Stage::with_batch(1_000).await;
    let ana = Actor::new(&stage, ANA_TAX_ID).await;
    let key = Uuid::now_v7();
    let same = (0..8).map(|_| ana.change(key, ANA_TAX_ID, new_name("Ana S. Lima")));
    let answers = futures_util::future::join_all(same).await;
    let done: Vec<_> = answers
        .iter()
        .filter(|answer| answer.status == StatusCode::OK)
        .collect();
    assert!(!done.is_empty());
    assert!(done.iter().all(|answer| answer.body == done[0].body));
    for other in answers.iter().filter(|it| it.status != StatusCode::OK) {
        assert_eq!(other.status, StatusCode::CONFLICT);
    }
    let mut mirror = Mirror::default();
    mirror.sync(&stage, RH, &ana.token).await;
    let told = stage.cast(RH).requests.len();
    assert_eq!(mirror.count(Collection::ProfileRequests), told + 1);
}

#[tokio::test]
async fn a_refused_action_uses_up_no_key() {
    let stage = Stage::new().await;
    let ana = Actor::new(&stage, ANA_TAX_ID).await;
    let key = Uuid::now_v7();
    let refused = ana.change(key, ANA_TAX_ID, new_phone("none")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let edited = ana.change(key, ANA_TAX_ID, new_phone("1933334444")).await;
    assert_eq!(edited.status, StatusCode::OK);
}

#[tokio::test]
async fn an_answer_kept_no_longer_is_the_present_state_and_never_a_second_effect() {
    let stage = Stage::with_batch(1_000).await;
    let bruno = Actor::new(&stage, BRUNO_TAX_ID).await;
    let key = Uuid::now_v7();
    let change = || new_name("Bruno S. Lima");
    let first = rows(&bruno.change(key, BRUNO_TAX_ID, change()).await);
    let later = bruno
        .change(Uuid::now_v7(), BRUNO_TAX_ID, new_phone("1933334444"))
        .await;
    assert_eq!(later.status, StatusCode::OK);

    stage.clock.pass(TimeDelta::days(89));
    Days::default().begin(&stage.portal).await.unwrap();
    let bruno = Actor::new(&stage, BRUNO_TAX_ID).await;
    let kept = rows(&bruno.change(key, BRUNO_TAX_ID, change()).await);
    assert_eq!(kept, first);

    stage.clock.pass(TimeDelta::days(2));
    Days::default().begin(&stage.portal).await.unwrap();
    let bruno = Actor::new(&stage, BRUNO_TAX_ID).await;
    let done = rows(&bruno.change(key, BRUNO_TAX_ID, change()).await);
    assert!(done.accepted.already_done && done.accepted.seq > first.accepted.seq);
    assert_eq!(done.requests, first.requests);
    assert_eq!(done.customer.unwrap().phone, "1933334444");
    let other = bruno.change(key, BRUNO_TAX_ID, new_name("Bruno")).await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_cache_that_has_come_to_the_seq_holds_the_rows() {
    let stage = Stage::with_batch(1_000).await;
    let ana = Actor::new(&stage, ANA_TAX_ID).await;
    let mut mirror = Mirror::default();
    mirror.sync(&stage, RH, &ana.token).await;
    let answer = ana
        .change(Uuid::now_v7(), ANA_TAX_ID, new_name("Ana S. Lima"))
        .await;
    let accepted: Accepted = answer.read();
    mirror.sync(&stage, RH, &ana.token).await;
    let held = mirror.rows();
    for record in &accepted.records {
        let key = (accepted.stream, (record.collection, record.id));
        assert_eq!(Some(&held[&key]), record.put.as_ref());
    }
    let own = stage.cast(RH).person(ANA_TAX_ID).unwrap().user.id;
    let cursor = stage
        .portal
        .seal
        .verify(mirror.cursor.as_ref().unwrap(), own);
    assert_eq!(cursor.unwrap().seqs()[&accepted.stream], accepted.seq);
    mirror.assert_fresh(&stage, RH, &ana.token).await;
}

#[tokio::test]
async fn an_older_app_is_answered_with_what_it_knows() {
    let stage = Stage::new().await;
    let ana = Actor::new(&stage, ANA_TAX_ID).await;
    let change = ChangeProfile {
        customer: ana.customer(ANA_TAX_ID).id,
        change: new_name("Ana Maria Souza"),
    };
    for (schema, knows) in [("1", false), ("2", true)] {
        let body = Some(json!(change));
        let path = under(RH, CHANGES);
        let mut request = ask(Method::POST, &path, &ana.token, body.as_ref());
        let headers = request.headers_mut();
        let key = Uuid::now_v7().to_string();
        headers.insert(KEY_HEADER, key.parse().unwrap());
        headers.insert(SYNC_SCHEMA_HEADER, schema.parse().unwrap());
        let told = rows(&stage.send(request).await);
        assert_eq!(!told.requests.is_empty(), knows, "{schema}");
        assert!(told.customer.is_some());
    }
}
