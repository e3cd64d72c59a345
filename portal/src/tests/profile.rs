//! What customers may change of their data, and what comes of it.

use axum::http::StatusCode;
use balcao_contract::ProblemCode;
use balcao_domain::{FieldRule, ProfileChange, ProfileField, RequestState, Role};
use balcao_people::{ANA_TAX_ID, BRUNO_TAX_ID, CONSTRUTORA_TAX_ID, TIAGO_TAX_ID};
use serde_json::json;
use uuid::Uuid;

use super::acting::{Actor, CHANGES, new_address, new_name, new_phone, rows};
use super::{RH, Stage};
use crate::clock::Clock;
use crate::scope::System;
use crate::store::{Approval, Decision, Undecidable};

async fn decide(stage: &Stage, key: Uuid, decision: &Decision) -> Result<(), Undecidable> {
    let id = balcao_domain::RequestId::new(key);
    let store = &stage.portal.store;
    let decided = store.decide(System, id, decision, stage.clock.now()).await;
    decided.unwrap().map(drop)
}

fn reject(reason: &str) -> Decision {
    Decision::Reject {
        reason: reason.into(),
    }
}

#[tokio::test]
async fn dp_38_free_fields_come_true_at_once_and_the_others_wait_for_approval() {
    let stage = Stage::new().await;
    let bruno = Actor::new(&stage, BRUNO_TAX_ID).await;
    let before = bruno.customer(BRUNO_TAX_ID);
    let change = ProfileChange {
        email: Some("bruno@correio.example".into()),
        ..new_name("Bruno Lima Filho")
    };
    let key = Uuid::now_v7();
    let done = rows(&bruno.change(key, BRUNO_TAX_ID, change.clone()).await);
    let customer = done.customer.unwrap();
    assert_eq!(customer.email, "bruno@correio.example");
    assert_eq!(customer.name, before.name);
    let [request] = done.requests.as_slice() else {
        panic!("{:?}", done.requests);
    };
    assert_eq!(request.id.uuid(), key);
    assert_eq!(request.state, RequestState::Pending);
    assert_eq!(request.proposed, change.with_rule(FieldRule::WithApproval));
    assert_eq!(request.original, new_name(&before.name));
    assert_eq!(
        request.by,
        stage.cast(RH).person(BRUNO_TAX_ID).unwrap().user.id
    );
}

#[tokio::test]
async fn a_change_of_free_fields_alone_asks_nobody() {
    let stage = Stage::new().await;
    let bruno = Actor::new(&stage, BRUNO_TAX_ID).await;
    let answer = bruno
        .change(Uuid::now_v7(), BRUNO_TAX_ID, new_phone("1933334444"))
        .await;
    let done = rows(&answer);
    assert!(done.requests.is_empty());
    assert_eq!(done.customer.unwrap().phone, "1933334444");
}

#[tokio::test]
async fn what_was_pasted_is_kept_as_it_is_seen() {
    let stage = Stage::new().await;
    let bruno = Actor::new(&stage, BRUNO_TAX_ID).await;
    let change = ProfileChange {
        email: Some("mailto:bruno@correio.example".into()),
        phone: Some("+55 19 3333-4444".into()),
        ..new_name(" Bruno\u{a0}Conceic\u{327}a\u{303}o\u{202e} ")
    };
    let done = rows(&bruno.change(Uuid::now_v7(), BRUNO_TAX_ID, change).await);
    let customer = done.customer.unwrap();
    assert_eq!(customer.email, "bruno@correio.example");
    assert_eq!(customer.phone, "1933334444");
    assert_eq!(done.requests[0].proposed, new_name("Bruno Conceição"));
}

#[tokio::test]
async fn what_reads_so_already_is_no_change() {
    let stage = Stage::new().await;
    let bruno = Actor::new(&stage, BRUNO_TAX_ID).await;
    let before = bruno.customer(BRUNO_TAX_ID);
    let answer = bruno
        .change(Uuid::now_v7(), BRUNO_TAX_ID, new_name(&before.name))
        .await;
    let done = rows(&answer);
    assert_eq!((done.requests, done.customer), (Vec::new(), Some(before)));
}

#[tokio::test]
async fn what_is_wrong_is_told_by_field_and_changes_nothing() {
    let stage = Stage::new().await;
    let ana = Actor::new(&stage, ANA_TAX_ID).await;
    let customer = ana.customer(ANA_TAX_ID).id;
    for (change, fields) in [
        (json!({}), vec![("change", "empty")]),
        (
            json!({ "name": " ", "email": "ana" }),
            vec![("name", "empty"), ("email", "malformed")],
        ),
        (json!({ "phone": 7 }), vec![("change.phone", "invalid")]),
        (
            json!({ "tax_id": "88088773105" }),
            vec![("change.tax_id", "invalid")],
        ),
    ] {
        let body = json!({ "customer": customer, "change": change }).to_string();
        let key = Uuid::now_v7().to_string();
        let answer = ana.post(CHANGES, Some(&key), body).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{change}");
        let problem = answer.problem();
        let told: Vec<_> = problem
            .fields
            .iter()
            .map(|it| (it.field.as_str(), it.code.as_str()))
            .collect();
        assert_eq!(told, fields);
    }
    assert_eq!(ProfileField::TaxId.rule(), FieldRule::Locked);
}

#[tokio::test]
async fn a_technician_and_a_stranger_change_nothing() {
    let stage = Stage::new().await;
    let tiago = Actor::new(&stage, TIAGO_TAX_ID).await;
    let change = || new_phone("1933334444");
    let refused = tiago
        .change(Uuid::now_v7(), CONSTRUTORA_TAX_ID, change())
        .await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!(refused.problem().role, Some(Role::Finance));
    let stranger = tiago.change(Uuid::now_v7(), ANA_TAX_ID, change()).await;
    assert_eq!(stranger.code(), Some(ProblemCode::NotFound));
}

#[tokio::test]
async fn a_later_request_about_the_same_field_takes_the_earlier_ones_place() {
    let stage = Stage::new().await;
    let bruno = Actor::new(&stage, BRUNO_TAX_ID).await;
    let (first, second, third) = (Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7());
    bruno
        .change(first, BRUNO_TAX_ID, new_name("Bruno L."))
        .await;
    let apart = rows(&bruno.change(second, BRUNO_TAX_ID, new_address()).await);
    assert_eq!(apart.requests.len(), 1);
    let later = rows(
        &bruno
            .change(third, BRUNO_TAX_ID, new_name("Bruno Lima Neto"))
            .await,
    );
    let states: Vec<_> = later
        .requests
        .iter()
        .map(|request| (request.id.uuid(), request.state))
        .collect();
    assert_eq!(
        states,
        [
            (first, RequestState::Inactive),
            (third, RequestState::Pending)
        ]
    );
    assert_eq!(
        decide(&stage, first, &Decision::Approve).await,
        Err(Undecidable::NotPending(RequestState::Inactive))
    );
}

#[tokio::test]
async fn mg_03_only_what_was_approved_comes_true() {
    let stage = Stage::new().await;
    let bruno = Actor::new(&stage, BRUNO_TAX_ID).await;
    let own = bruno.customer(BRUNO_TAX_ID);
    let present = async || {
        let issuer = stage.provider(RH).issuer;
        let found = stage
            .portal
            .store
            .customer_by_id(System, issuer, own.id)
            .await;
        found.unwrap().unwrap().name
    };
    let (first, second) = (Uuid::now_v7(), Uuid::now_v7());
    bruno
        .change(first, BRUNO_TAX_ID, new_name("Bruno L."))
        .await;
    decide(&stage, first, &reject("Falta o documento."))
        .await
        .unwrap();
    assert_eq!(present().await, own.name);
    bruno
        .change(second, BRUNO_TAX_ID, new_name("Bruno Neto"))
        .await;
    assert_eq!(present().await, own.name);
    decide(&stage, second, &Decision::Approve).await.unwrap();
    assert_eq!(present().await, "Bruno Neto");
    for decision in [Decision::Approve, reject("Não.")] {
        let again = decide(&stage, second, &decision).await;
        assert_eq!(again, Err(Undecidable::NotPending(RequestState::Approved)));
    }
    let nothing = decide(&stage, Uuid::now_v7(), &Decision::Approve).await;
    assert_eq!(nothing, Err(Undecidable::NoSuchRequest));
}

#[tokio::test]
async fn mg_13_a_decided_request_keeps_how_it_was_and_how_it_became() {
    let stage = Stage::new().await;
    let bruno = Actor::new(&stage, BRUNO_TAX_ID).await;
    let key = Uuid::now_v7();
    bruno.change(key, BRUNO_TAX_ID, new_name("Bruno L.")).await;
    decide(&stage, key, &reject("Falta o documento."))
        .await
        .unwrap();
    let id = balcao_domain::RequestId::new(key);
    let found = stage.portal.store.profile_request_by_id(System, id).await;
    let (_, request) = found.unwrap().unwrap();
    assert_eq!(request.original, new_name("Bruno Lima"));
    assert_eq!(request.proposed, new_name("Bruno L."));
    assert_eq!(request.reason.as_deref(), Some("Falta o documento."));
    assert_eq!(request.decided_at, Some(stage.clock.now()));
}

#[tokio::test]
async fn mg_06_where_approval_is_automatic_nobody_waits_except_for_a_proof() {
    let stage = Stage::new().await;
    let store = &stage.portal.store;
    let issuer = stage.provider(RH).issuer;
    store
        .set_approval(System, issuer, Approval::Automatic)
        .await
        .unwrap();
    let bruno = Actor::new(&stage, BRUNO_TAX_ID).await;
    let done = rows(
        &bruno
            .change(Uuid::now_v7(), BRUNO_TAX_ID, new_name("Bruno Neto"))
            .await,
    );
    assert_eq!(done.requests[0].state, RequestState::Approved);
    assert_eq!(done.requests[0].original, new_name("Bruno Lima"));
    assert_eq!(done.customer.unwrap().name, "Bruno Neto");
    let waits = rows(
        &bruno
            .change(Uuid::now_v7(), BRUNO_TAX_ID, new_address())
            .await,
    );
    assert_eq!(waits.requests[0].state, RequestState::Pending);
    assert_ne!(Some(waits.customer.unwrap().address), new_address().address);
}
