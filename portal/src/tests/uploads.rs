//! Files come in parts, and count when they are what they claim.

use axum::body::Bytes;
use axum::http::StatusCode;
use balcao_contract::{ProblemCode, UPLOAD_CHUNK, UploadState, paths};
use balcao_domain::{Proof, ProofKind, RequestId, RequestState, UserId};
use balcao_people::{ANA_TAX_ID, BRUNO_TAX_ID, CONSTRUTORA_TAX_ID, TIAGO_TAX_ID};
use chrono::TimeDelta;
use uuid::Uuid;

use super::acting::{Actor, CHANGES, new_address, new_name, pdf, rows, sha256, size};
use super::{RH, Stage};
use crate::clock::Clock;
use crate::daily::Days;
use crate::files::Place;
use crate::scope::System;
use crate::store::{Approval, Decision, Undecidable};

fn told(answer: &super::Answer) -> (StatusCode, String, String) {
    let problem = answer.problem();
    let wrong = problem.fields[0].clone();
    (answer.status, wrong.field, wrong.code)
}

fn at(received: usize, file: &[u8]) -> UploadState {
    UploadState {
        received: u32::try_from(received).unwrap(),
        size: size(file),
    }
}

#[tokio::test]
async fn an_upload_goes_on_where_it_was_cut_and_a_part_sent_twice_is_no_error() {
    let stage = Stage::new().await;
    let ana = Actor::new(&stage, ANA_TAX_ID).await;
    let file = pdf();
    let (digest, length) = (sha256(&file), size(&file));
    let state = |answer: super::Answer| answer.read::<UploadState>();
    assert_eq!(state(ana.uploaded(digest, length).await), at(0, &file));
    let first = &file[..UPLOAD_CHUNK];
    for _ in 0..2 {
        let sent = ana.put(digest, length, 0, first).await;
        assert_eq!(state(sent), at(UPLOAD_CHUNK, &file));
    }
    let third = u32::try_from(2 * UPLOAD_CHUNK).unwrap();
    let early = ana
        .put(digest, length, third, &file[2 * UPLOAD_CHUNK..])
        .await;
    assert_eq!(state(early), at(UPLOAD_CHUNK, &file));
    assert_eq!(
        state(ana.uploaded(digest, length).await),
        at(UPLOAD_CHUNK, &file)
    );
    assert!(ana.upload(&file).await.is_whole());
    assert_eq!(
        state(ana.put(digest, length, 0, first).await),
        at(file.len(), &file)
    );
    // Nobody else has it by knowing its digest.
    let bruno = Actor::new(&stage, BRUNO_TAX_ID).await;
    assert_eq!(state(bruno.uploaded(digest, length).await), at(0, &file));
}

#[tokio::test]
async fn an_upload_whose_parts_were_lost_begins_anew() {
    let stage = Stage::new().await;
    let ana = Actor::new(&stage, ANA_TAX_ID).await;
    let file = pdf();
    ana.put(sha256(&file), size(&file), 0, &file[..UPLOAD_CHUNK])
        .await;
    std::fs::remove_dir_all(stage.file("files/uploads")).unwrap();
    assert!(ana.upload(&file).await.is_whole());
}

#[tokio::test]
async fn what_is_not_what_it_claims_is_thrown_away() {
    let stage = Stage::new().await;
    let ana = Actor::new(&stage, ANA_TAX_ID).await;
    let text = b"<svg onload='x'/>".to_vec();
    let wrong = ana.put(sha256(&text), size(&text), 0, &text).await;
    assert_eq!(
        told(&wrong),
        (
            StatusCode::UNPROCESSABLE_ENTITY,
            "kind".into(),
            "not_taken".into()
        )
    );
    let claimed = sha256(b"something else");
    let file = b"%PDF-1.7 x".to_vec();
    let wrong = ana.put(claimed, size(&file), 0, &file).await;
    assert_eq!(
        told(&wrong),
        (
            StatusCode::UNPROCESSABLE_ENTITY,
            "sha256".into(),
            "mismatch".into()
        )
    );
    let state: UploadState = ana.uploaded(claimed, size(&file)).await.read();
    assert_eq!(state.received, 0);
    let left = std::fs::read_dir(stage.file("files")).unwrap().count();
    assert_eq!(left, 0);
}

#[tokio::test]
async fn size_and_parts_have_their_limits() {
    let stage = Stage::new().await;
    let ana = Actor::new(&stage, ANA_TAX_ID).await;
    let digest = sha256(b"x");
    let too_large = (StatusCode::PAYLOAD_TOO_LARGE, "too_large".to_owned());
    let whole = ana.uploaded(digest, Proof::LARGEST + 1).await;
    let (status, field, code) = told(&whole);
    assert_eq!(
        ((status, code), field.as_str()),
        (too_large.clone(), "size")
    );
    let part = ana
        .put(digest, Proof::LARGEST, 0, &vec![0; UPLOAD_CHUNK + 1])
        .await;
    let (status, field, code) = told(&part);
    assert_eq!(((status, code), field.as_str()), (too_large, "body"));
    for (size, offset, part, field, code) in [
        (0, 0, &b""[..], "size", "empty"),
        (3, 0, b"", "size", "empty"),
        (3, 0, b"abcd", "offset", "past_end"),
        (3, 2, b"bc", "offset", "past_end"),
        (3, u32::MAX, b"bc", "offset", "past_end"),
        // Files of one byte each would be many.
        (3, 0, b"a", "size", "not_a_part"),
    ] {
        let answer = ana.put(digest, size, offset, part).await;
        let expected = (StatusCode::UNPROCESSABLE_ENTITY, field.into(), code.into());
        assert_eq!(told(&answer), expected, "{size} {offset}");
    }
    for rest in ["", "size=-1", "size=x", "size=99999999999"] {
        let path = ana.upload_path(digest, rest);
        let answer = stage.get(&path, &ana.token).await;
        assert_eq!(answer.code(), Some(ProblemCode::InvalidRequest), "{rest}");
    }
    let nonsense = ana
        .get(&format!("{}/nonsense?size=1", paths::UPLOADS))
        .await;
    assert_eq!(nonsense.code(), Some(ProblemCode::NotFound));
    let first = vec![b'%'; UPLOAD_CHUNK];
    let begun_size = size(&first) + 1;
    for number in 0..20_u8 {
        let begun = ana.put(sha256(&[number]), begun_size, 0, &first).await;
        assert_eq!(begun.status, StatusCode::OK);
    }
    let more = ana.put(digest, begun_size, 0, &first).await;
    assert_eq!(more.code(), Some(ProblemCode::Throttled));
}

#[tokio::test]
async fn who_may_change_nothing_uploads_nothing() {
    let stage = Stage::new().await;
    let tiago = Actor::new(&stage, TIAGO_TAX_ID).await;
    let refused = tiago.put(sha256(b"x"), 1, 0, b"x").await;
    assert_eq!(refused.code(), Some(ProblemCode::RoleNeeded));
}

#[tokio::test]
async fn an_upload_that_nobody_went_on_with_is_gone_after_a_day() {
    let stage = Stage::new().await;
    let ana = Actor::new(&stage, ANA_TAX_ID).await;
    let file = vec![b'%'; UPLOAD_CHUNK + 9];
    let begun = ana.put(sha256(&file), size(&file), 0, &file[..UPLOAD_CHUNK]);
    begun.await;
    let first = size(&file[..UPLOAD_CHUNK]);
    for (hours, received) in [(23, first), (2, 0)] {
        stage.clock.pass(TimeDelta::hours(hours));
        Days::default().begin(&stage.portal).await.unwrap();
        let ana = Actor::new(&stage, ANA_TAX_ID).await;
        let state: UploadState = ana.uploaded(sha256(&file), size(&file)).await.read();
        assert_eq!(state.received, received);
    }
    assert_eq!(std::fs::read_dir(stage.file("files")).unwrap().count(), 0);
}

#[tokio::test]
async fn parts_that_no_row_knows_are_swept_and_those_of_a_row_are_not() {
    let stage = Stage::new().await;
    let files = &stage.portal.files;
    let user = UserId::new(Uuid::from_u128(9));
    let place = Place::part(user, sha256(b"of no row"), 0);
    files.write(&place, Bytes::from_static(b"x")).await.unwrap();
    Days::default().begin(&stage.portal).await.unwrap();
    assert!(
        files.read(&place).await.unwrap().is_some(),
        "it was just written"
    );
    // Later than the system's own clock, which files are dated by.
    stage.clock.pass(TimeDelta::days(36_500));
    let ana = Actor::new(&stage, ANA_TAX_ID).await;
    let file = vec![b'%'; UPLOAD_CHUNK + 9];
    let begun = ana.put(sha256(&file), size(&file), 0, &file[..UPLOAD_CHUNK]);
    assert_eq!(begun.await.status, StatusCode::OK);
    Days::default().begin(&stage.portal).await.unwrap();
    assert!(files.read(&place).await.unwrap().is_none());
    let state: UploadState = ana.uploaded(sha256(&file), size(&file)).await.read();
    assert_eq!(state, at(UPLOAD_CHUNK, &file));
}

#[tokio::test]
async fn a_proof_is_attached_once_its_file_is_there_and_lets_a_request_be_approved() {
    let stage = Stage::new().await;
    let bruno = Actor::new(&stage, BRUNO_TAX_ID).await;
    let id = Uuid::now_v7();
    bruno.change(id, BRUNO_TAX_ID, new_address()).await;
    let request = RequestId::new(id);
    let store = &stage.portal.store;
    let decide = || store.decide(System, request, &Decision::Approve, stage.clock.now());
    assert_eq!(decide().await.unwrap(), Err(Undecidable::NeedsProof));

    let file = pdf();
    let body = bruno.attachment(BRUNO_TAX_ID, request, &file);
    let key = Uuid::now_v7();
    let early = bruno.attach(key, &body).await;
    let not_there = ("sha256".to_owned(), "not_uploaded".to_owned());
    let (_, field, code) = told(&early);
    assert_eq!((field, code), not_there);
    bruno.upload(&file).await;
    let attached = bruno.attach(key, &body).await;
    let done = rows(&attached);
    let [proof] = done.requests[0].proofs.as_slice() else {
        panic!("{:?}", done.requests);
    };
    assert_eq!((proof.id.uuid(), proof.sha256), (key, sha256(&file)));
    assert_eq!(done.requests[0].state, RequestState::Pending);
    assert_eq!(bruno.attach(key, &body).await.body, attached.body);

    let decided = decide().await.unwrap().unwrap();
    assert_eq!(decided.state, RequestState::Approved);
    assert_eq!(decided.proofs, done.requests[0].proofs);
    let late = bruno.attach(Uuid::now_v7(), &body).await;
    assert_eq!(late.code(), Some(ProblemCode::Conflict));
    assert!(!late.headers.contains_key("retry-after"));
}

#[tokio::test]
async fn mg_06_automatic_approval_comes_with_the_proof() {
    let stage = Stage::new().await;
    let issuer = stage.provider(RH).issuer;
    let set = stage
        .portal
        .store
        .set_approval(System, issuer, Approval::Automatic);
    set.await.unwrap();
    let bruno = Actor::new(&stage, BRUNO_TAX_ID).await;
    let body = bruno.with_file(BRUNO_TAX_ID, new_address()).await;
    let done = rows(&bruno.attach(Uuid::now_v7(), &body).await);
    assert_eq!(done.requests[0].state, RequestState::Approved);
    assert_eq!(Some(done.customer.unwrap().address), new_address().address);
}

#[tokio::test]
async fn what_is_said_of_a_proof_has_to_be_so() {
    let stage = Stage::new().await;
    let bruno = Actor::new(&stage, BRUNO_TAX_ID).await;
    let right = bruno.with_file(BRUNO_TAX_ID, new_address()).await;
    let named = |name: &str| {
        let mut body = right.clone();
        body.name = name.into();
        body
    };
    let mut png = right.clone();
    png.kind = ProofKind::Png;
    let mut shorter = right.clone();
    shorter.size -= 1;
    for (body, field, code) in [
        (named(" "), "name", "empty"),
        (named(&"x".repeat(121)), "name", "too_long"),
        (named("../../etc/passwd"), "name", "malformed"),
        (named("a\r\nb"), "name", "malformed"),
        (png, "kind", "mismatch"),
        (shorter, "size", "mismatch"),
    ] {
        let answer = bruno.attach(Uuid::now_v7(), &body).await;
        let expected = (StatusCode::UNPROCESSABLE_ENTITY, field.into(), code.into());
        assert_eq!(told(&answer), expected);
    }
    let path = format!("{}/{}/proofs", CHANGES, Uuid::now_v7());
    let key = Uuid::now_v7().to_string();
    let elsewhere = bruno.post(&path, Some(&key), serde_json::json!(right).to_string());
    assert_eq!(told(&elsewhere.await).1, "request");
    for _ in 0..Proof::MOST {
        let answer = bruno.attach(Uuid::now_v7(), &right).await;
        assert_eq!(answer.status, StatusCode::OK);
    }
    let more = bruno.attach(Uuid::now_v7(), &right).await;
    assert_eq!(told(&more).2, "too_many");
}

#[tokio::test]
async fn of_two_proofs_at_once_a_request_takes_no_more_than_it_has_room_for() {
    let stage = Stage::new().await;
    let bruno = Actor::new(&stage, BRUNO_TAX_ID).await;
    let body = bruno.with_file(BRUNO_TAX_ID, new_address()).await;
    for _ in 1..Proof::MOST {
        bruno.attach(Uuid::now_v7(), &body).await;
    }
    let (one, other) = tokio::join!(
        bruno.attach(Uuid::now_v7(), &body),
        bruno.attach(Uuid::now_v7(), &body)
    );
    let mut answers = [one.status, other.status];
    answers.sort();
    assert_eq!(answers, [StatusCode::OK, StatusCode::UNPROCESSABLE_ENTITY]);
    let kept = std::fs::read_dir(stage.file(&format!("files/proofs/{}", body.request)));
    assert_eq!(kept.unwrap().count(), Proof::MOST);
}

#[tokio::test]
async fn a_request_about_a_name_takes_no_proof() {
    let stage = Stage::new().await;
    let bruno = Actor::new(&stage, BRUNO_TAX_ID).await;
    let change = new_name("Bruno Prado");
    let body = bruno.with_file(BRUNO_TAX_ID, change).await;
    let refused = bruno.attach(Uuid::now_v7(), &body).await;
    assert_eq!(told(&refused).2, "not_asked");
}

#[tokio::test]
async fn a_proof_is_given_out_to_be_saved_and_only_to_who_may_read_the_request() {
    let stage = Stage::new().await;
    let company = Actor::new(&stage, CONSTRUTORA_TAX_ID).await;
    let (id, key) = (Uuid::now_v7(), Uuid::now_v7());
    company.change(id, CONSTRUTORA_TAX_ID, new_address()).await;
    let file = pdf();
    company.upload(&file).await;
    let mut body = company.attachment(CONSTRUTORA_TAX_ID, RequestId::new(id), &file);
    body.name = "conta \"água\".pdf".into();
    assert_eq!(company.attach(key, &body).await.status, StatusCode::OK);

    let path = format!("{}/{id}/proofs/{key}", CHANGES);
    let given = company.get(&path).await;
    assert_eq!(given.status, StatusCode::OK);
    assert_eq!(given.body, file);
    assert_eq!(given.headers["content-type"], "application/pdf");
    assert_eq!(given.headers["x-content-type-options"], "nosniff");
    assert_eq!(
        given.headers["content-disposition"],
        "attachment; filename*=UTF-8''conta%20%22%C3%A1gua%22.pdf"
    );
    let tiago = Actor::new(&stage, TIAGO_TAX_ID).await;
    assert_eq!(tiago.get(&path).await.code(), Some(ProblemCode::RoleNeeded));
    let ana = Actor::new(&stage, ANA_TAX_ID).await;
    assert_eq!(ana.get(&path).await.code(), Some(ProblemCode::NotFound));
    // Another's request takes no proof either, by whatever customer it is asked for.
    for customer in [CONSTRUTORA_TAX_ID, ANA_TAX_ID] {
        ana.upload(&file).await;
        let body = ana.attachment(customer, RequestId::new(id), &file);
        let refused = ana.attach(Uuid::now_v7(), &body).await;
        assert_eq!(refused.code(), Some(ProblemCode::NotFound));
    }
}

#[tokio::test]
async fn a_key_that_names_anothers_request_changes_nothing_of_it() {
    let stage = Stage::new().await;
    let bruno = Actor::new(&stage, BRUNO_TAX_ID).await;
    let anas = stage.cast(RH).requests[1].clone();
    let answer = bruno
        .change(anas.id.uuid(), BRUNO_TAX_ID, new_name("Bruno"))
        .await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    let found = stage
        .portal
        .store
        .profile_request_by_id(System, anas.id)
        .await;
    assert_eq!(found.unwrap().unwrap().1, anas);
}
