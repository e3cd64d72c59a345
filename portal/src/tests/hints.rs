//! Who listens is told when to sync.

use std::time::Duration;

use axum::body::BodyDataStream;
use axum::extract::connect_info::MockConnectInfo;
use axum::http::{Method, StatusCode};
use balcao_contract::{ProblemCode, paths};
use balcao_domain::{BillGroup, CustomerId};
use balcao_people::{ANA_TAX_ID, BRUNO_TAX_ID};
use chrono::TimeDelta;
use futures_util::StreamExt;
use tokio::time::timeout;
use tower::ServiceExt;

use super::{RH, Stage, ask, under};
use crate::http::router;

/// Longer than anybody waits for an event, or for the end.
const PATIENCE: Duration = Duration::from_secs(20);

/// Longer than an event that concerns the listener takes in one process.
const SILENCE: Duration = Duration::from_millis(500);

async fn answer(stage: &Stage, token: &str) -> axum::response::Response {
    let request = ask(Method::GET, &under(RH, paths::HINTS), token, None);
    let peer = std::net::SocketAddr::from(([192, 0, 2, 1], 50_000));
    let router: axum::Router = router(stage.portal.clone()).layer(MockConnectInfo(peer));
    router.oneshot(request).await.unwrap()
}

/// A line that is open, past the event at its beginning.
async fn listen(stage: &Stage, tax_id: &str) -> BodyDataStream {
    let tokens = stage.sign_in(RH, tax_id).await;
    let response = answer(stage, tokens.access.expose()).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    let mut events = response.into_body().into_data_stream();
    assert_event(&mut events).await;
    events
}

async fn assert_event(events: &mut BodyDataStream) {
    let event = timeout(PATIENCE, events.next()).await.unwrap().unwrap();
    assert_eq!(event.unwrap(), "data: changed\n\n");
}

async fn assert_silent(events: &mut BodyDataStream) {
    assert!(timeout(SILENCE, events.next()).await.is_err());
}

async fn assert_ends(events: &mut BodyDataStream) {
    assert!(timeout(PATIENCE, events.next()).await.unwrap().is_none());
}

fn owed(stage: &Stage, customer: CustomerId) -> u32 {
    let mut bills = stage.cast(RH).bills.iter();
    let bill = bills.find(|bill| bill.customer == customer && bill.group() == BillGroup::Pending);
    bill.unwrap().number
}

#[tokio::test]
async fn a_payment_reaches_who_listens_and_nobody_else() {
    let stage = Stage::new().await;
    let mut ana = listen(&stage, ANA_TAX_ID).await;
    let mut bruno = listen(&stage, BRUNO_TAX_ID).await;
    let customer = stage.cast(RH).customer_of(ANA_TAX_ID).unwrap();
    stage.pay(RH, owed(&stage, customer)).await;
    assert_event(&mut ana).await;
    assert_silent(&mut bruno).await;
    assert_silent(&mut ana).await;
}

#[tokio::test]
async fn what_another_process_wrote_reaches_who_listens() {
    let stage = Stage::new().await;
    let mut ana = listen(&stage, ANA_TAX_ID).await;
    let elsewhere = stage.replica().await;
    let customer = elsewhere.cast(RH).customer_of(ANA_TAX_ID).unwrap();
    elsewhere.pay(RH, owed(&elsewhere, customer)).await;
    assert_event(&mut ana).await;
}

#[tokio::test]
async fn listening_ends_with_the_session_with_its_token_and_with_the_portal() {
    let stage = Stage::new().await;
    let tokens = stage.sign_in(RH, ANA_TAX_ID).await;
    let token = tokens.access.expose();
    let mut events = answer(&stage, token).await.into_body().into_data_stream();
    assert_event(&mut events).await;
    let sign_out = ask(Method::DELETE, &under(RH, paths::SESSION), token, None);
    assert_eq!(stage.send(sign_out).await.status, StatusCode::NO_CONTENT);
    assert_ends(&mut events).await;

    let mut events = listen(&stage, ANA_TAX_ID).await;
    stage.clock.pass(TimeDelta::minutes(11));
    assert_ends(&mut events).await;

    let mut events = listen(&stage, ANA_TAX_ID).await;
    stage.portal.stopping.cancel();
    assert_ends(&mut events).await;
}

#[tokio::test]
async fn a_user_listens_so_often_and_not_more() {
    let stage = Stage::new().await;
    let mut held = Vec::new();
    for _ in 0..8 {
        held.push(listen(&stage, ANA_TAX_ID).await);
    }
    let tokens = stage.sign_in(RH, ANA_TAX_ID).await;
    let path = under(RH, paths::HINTS);
    let refused = stage.get(&path, tokens.access.expose()).await;
    assert_eq!(refused.code(), Some(ProblemCode::Throttled));
    let _bruno = listen(&stage, BRUNO_TAX_ID).await;
    drop(held);
    let _again = listen(&stage, ANA_TAX_ID).await;
    let stranger = stage.get(&path, "nonsense").await;
    assert_eq!(stranger.code(), Some(ProblemCode::TokenExpired));
}
