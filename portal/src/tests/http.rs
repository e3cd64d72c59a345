//! What every request can count on.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use balcao_contract::{ProblemCode, WellKnown, paths};
use balcao_people::ANA_TAX_ID;
use serde_json::{Value, json};

use super::{AV, RH, Stage, ask, portal, under};
use crate::clock::Clock;
use crate::scope::System;
use crate::store::Store;
use crate::store::TestDatabase;

#[tokio::test]
async fn st_14_an_address_tells_which_provider_is_behind_it() {
    let stage = Stage::new().await;
    let look_up = |query: &str| {
        let path = format!("{}{query}", paths::WELL_KNOWN);
        let request = ask(Method::GET, &path, "", None);
        stage.send(request)
    };
    for (query, slug) in [
        ("?path=/rede-horizonte", RH),
        ("?path=rede-horizonte/", RH),
        ("?path=%2Faguas-do-vale", AV),
    ] {
        let found: WellKnown = look_up(query).await.read();
        assert_eq!(&found.provider, stage.provider(slug));
        assert_eq!(found.base, format!("https://portal.example/{slug}"));
    }
    // Two providers share this address: without a path it is nobody's.
    for query in [
        "",
        "?path=",
        "?path=/",
        "?path=/nobody",
        "?path=/rede-horizonte/x",
    ] {
        assert_eq!(look_up(query).await.code(), Some(ProblemCode::NotFound));
    }
    let twice = look_up("?path=a&path=b").await.problem();
    assert_eq!(twice.code(), Some(ProblemCode::InvalidRequest));
    assert_eq!(twice.fields[0].field, "path");
}

#[tokio::test]
async fn st_14_an_address_with_one_provider_needs_no_path() {
    let stage = Stage::new().await;
    let one = TestDatabase::new();
    let store = Store::migrate(&one.address()).await.unwrap();
    let provider = stage.provider(RH).clone();
    let now = stage.clock.now();
    store.add_provider(System, &provider, now).await.unwrap();
    let alone = Stage {
        portal: portal(store, stage.portal.files.clone(), &stage.clock, 10).await,
        ..stage
    };
    let found: WellKnown = alone.get(paths::WELL_KNOWN, "").await.read();
    assert_eq!(found.provider, provider);
}

#[tokio::test]
async fn what_is_not_there_is_a_problem_and_never_a_page() {
    let stage = Stage::new().await;
    let token = stage.sign_in(RH, ANA_TAX_ID).await;
    for path in [
        "/",
        "/nothing",
        "/rede-horizonte",
        "/rede-horizonte/v1",
        "/rede-horizonte/v2/bills",
        "/nobody/v1/bills",
        "/rede-horizonte/v1/bills/nonsense",
        "/rede-horizonte/v1/bills/%ff",
        "/rede-horizonte/v1/bills/%00",
        "/%ff/v1/bills",
        "/%00/v1/bills",
        "/rede-horizonte/v1/bills/018f0000-0000-7000-8000-000000000001",
    ] {
        let answer = stage.get(path, token.access.expose()).await;
        assert_eq!(answer.code(), Some(ProblemCode::NotFound), "{path}");
    }
    let wrong_method = ask(Method::PUT, &under(RH, paths::BILLS), "", None);
    let answer = stage.send(wrong_method).await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(answer.code(), Some(ProblemCode::NotFound));
}

#[tokio::test]
async fn a_wrong_body_is_told_by_field() {
    let stage = Stage::new().await;
    let path = under(RH, paths::SESSION);
    let send = |body: Body| {
        let request = Request::post(&path).body(body).unwrap();
        stage.send(request)
    };
    for (body, field, code) in [
        ("", "body", "not_json"),
        ("{", "body", "not_json"),
        ("tax_id=1", "body", "not_json"),
        (
            r#"{"tax_id":"88088773105","password":"x"} x"#,
            "body",
            "not_json",
        ),
        ("[]", "body", "incomplete"),
        (r#"{"tax_id":"88088773105"}"#, "body", "incomplete"),
        (
            r#"{"tax_id":"88088773106","password":"x"}"#,
            "tax_id",
            "invalid",
        ),
        (
            r#"{"tax_id":88088773105,"password":"x"}"#,
            "tax_id",
            "invalid",
        ),
        (
            r#"{"tax_id":"88088773105","password":1}"#,
            "password",
            "invalid",
        ),
    ] {
        let answer = send(Body::from(body)).await;
        let problem = answer.problem();
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        let [wrong] = problem.fields.as_slice() else {
            panic!("{body}: {problem:?}");
        };
        assert_eq!(
            (wrong.field.as_str(), wrong.code.as_str()),
            (field, code),
            "{body}"
        );
    }
    assert_eq!(stage.portal.passwords.verified(), 0);

    let huge = json!({ "tax_id": ANA_TAX_ID, "password": "x".repeat(2 << 20) });
    let answer = send(Body::from(huge.to_string())).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(answer.problem().fields[0].code, "too_large");
}

#[tokio::test]
async fn health_tells_that_the_database_answers_and_when_it_does_not() {
    let stage = Stage::new().await;
    let well = stage.get("/health", "").await;
    assert_eq!(well.read::<Value>(), json!({ "status": "ok" }));
    stage.portal.store.clone().close().await.unwrap();
    let ill = stage.get("/health", "").await;
    assert_eq!(ill.code(), Some(ProblemCode::Unavailable));
}

#[tokio::test]
async fn sync_is_compressed_for_who_asks_for_it_and_not_cached() {
    let stage = Stage::with_batch(3).await;
    let ana = stage.sign_in(RH, ANA_TAX_ID).await;
    let path = under(RH, paths::SYNC);
    let mut request = ask(Method::GET, &path, ana.access.expose(), None);
    let headers = request.headers_mut();
    headers.insert("accept-encoding", "gzip".parse().unwrap());
    let zipped = stage.send(request).await;
    assert_eq!(zipped.headers["content-encoding"], "gzip");
    assert_eq!(zipped.headers["cache-control"], "no-store");
    assert_eq!(zipped.headers["content-type"], "application/x-ndjson");
    let plain = stage.get(&path, ana.access.expose()).await;
    assert!(!plain.headers.contains_key("content-encoding"));
    assert!(zipped.body.len() * 3 < plain.body.len());
}
