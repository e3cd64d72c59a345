//! Sign-ins that are tried too often.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use balcao_bounds::NotRun;
use balcao_contract::{ProblemCode, Tokens, paths};
use balcao_people::{ANA_PASSWORD, ANA_TAX_ID, BRUNO_TAX_ID};
use chrono::TimeDelta;
use futures_util::FutureExt;
use serde_json::json;
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};

use super::{AV, RH, Stage, ask, under};

fn trying(tax_id: &str, password: &str) -> Request<Body> {
    let body = json!({ "tax_id": tax_id, "password": password });
    ask(Method::POST, &under(RH, paths::SESSION), "", Some(&body))
}

#[tokio::test]
async fn after_three_wrong_passwords_even_the_right_one_waits_longer_each_time() {
    let stage = Stage::new().await;
    for tax_id in [ANA_TAX_ID, "529.982.247-25"] {
        for (tries, seconds) in [(3, 5), (1, 10), (1, 20)] {
            for _ in 0..tries {
                let wrong = stage.try_sign_in(RH, tax_id, "wrong").await;
                assert_eq!(wrong.code(), Some(ProblemCode::InvalidCredentials));
            }
            let before = stage.portal.passwords.verified();
            let waiting = stage.try_sign_in(RH, tax_id, ANA_PASSWORD).await;
            let problem = waiting.problem();
            assert_eq!(problem.code(), Some(ProblemCode::Throttled));
            assert_eq!(problem.seconds, Some(seconds));
            assert_eq!(waiting.headers["retry-after"], seconds.to_string());
            assert_eq!(stage.portal.passwords.verified(), before);
            stage.clock.pass(TimeDelta::seconds(seconds.into()));
        }
    }
    // The right one was right all along, and wipes the slate clean.
    stage.sign_in(RH, ANA_TAX_ID).await;
    for _ in 0..2 {
        stage.try_sign_in(RH, ANA_TAX_ID, "wrong").await;
    }
    stage.sign_in(RH, ANA_TAX_ID).await;
}

#[tokio::test]
async fn one_accounts_wrong_passwords_hold_up_nobody_else() {
    let stage = Stage::new().await;
    for _ in 0..4 {
        stage.try_sign_in(RH, ANA_TAX_ID, "wrong").await;
    }
    stage.sign_in(RH, BRUNO_TAX_ID).await;
    stage.sign_in(AV, ANA_TAX_ID).await;
}

#[tokio::test]
async fn many_tries_at_once_do_not_slip_through() {
    let stage = Stage::new().await;
    let one = || stage.try_sign_in(RH, ANA_TAX_ID, "wrong");
    let (a, b, c, d, e, f) = tokio::join!(one(), one(), one(), one(), one(), one());
    let answers = [a, b, c, d, e, f];
    let looked_at = answers
        .iter()
        .filter(|answer| answer.code() == Some(ProblemCode::InvalidCredentials));
    assert_eq!(looked_at.count(), 3);
    assert_eq!(stage.portal.passwords.verified(), 3);
}

#[tokio::test]
async fn an_address_waits_only_after_far_more_and_others_do_not() {
    let stage = Stage::new().await;
    let crowd = "198.51.100.7";
    // A household of customers: each a few wrong tries, over and over, on numbers of their own.
    let mut tried = 0;
    let mut number = 0_u32;
    while tried < 200 {
        number += 1;
        let Some(tax_id) = cpf(number) else { continue };
        let answer = stage.from(crowd, trying(&tax_id, "wrong")).await;
        assert_eq!(answer.code(), Some(ProblemCode::InvalidCredentials));
        tried += 1;
    }
    let held = stage.from(crowd, trying(ANA_TAX_ID, ANA_PASSWORD)).await;
    assert_eq!(held.code(), Some(ProblemCode::Throttled));
    let elsewhere = stage.from("198.51.100.8", trying(ANA_TAX_ID, ANA_PASSWORD));
    elsewhere.await.read::<Tokens>();
    stage.clock.pass(TimeDelta::seconds(5));
    let after = stage.from(crowd, trying(ANA_TAX_ID, ANA_PASSWORD)).await;
    after.read::<Tokens>();
}

#[tokio::test]
async fn a_password_that_was_not_looked_at_is_no_wrong_one() {
    let stage = Stage::new().await;
    let work = stage.portal.passwords.work();
    let (end, ending) = channel::<()>();
    let ending = Arc::new(Mutex::new(ending));
    let mut taken = Vec::new();
    loop {
        let ending = Arc::clone(&ending);
        let mut one = Box::pin(work.run(move || ending.lock().unwrap().recv()));
        match (&mut one).now_or_never() {
            None => taken.push(one),
            Some(full) => break assert_eq!(full, Err(NotRun::Full)),
        }
    }
    for _ in 0..5 {
        let busy = stage.try_sign_in(RH, ANA_TAX_ID, ANA_PASSWORD).await;
        assert_eq!(busy.status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(busy.headers.contains_key("retry-after"));
    }
    drop((end, taken));
    stage.sign_in(RH, ANA_TAX_ID).await;
}

/// The CPF whose first nine digits are this number, when its check digits are found.
fn cpf(number: u32) -> Option<String> {
    (0..100)
        .map(|digits| format!("{number:09}{digits:02}"))
        .find(|text| balcao_domain::Cpf::parse(text).is_ok())
}
