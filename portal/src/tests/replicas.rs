//! Two portals on one database keep what each promises: what is raced at both has one effect.

use axum::http::{Method, StatusCode};
use balcao_contract::{Accepted, ProblemCode, Tokens, paths};
use balcao_domain::{Collection, ProfileChange};
use balcao_people::{ANA_TAX_ID, BRUNO_TAX_ID};
use futures_util::future::join_all;
use tokio::join;
use uuid::Uuid;

use super::acting::{Actor, new_name, new_phone};
use super::mirror::Mirror;
use super::{RH, Stage, ask, under};
use crate::scope::System;

/// How often a race is run: not every one is close.
const RACES: usize = 12;

async fn both() -> (Stage, Stage) {
    let one = Stage::with_batch(1_000).await;
    let other = one.replica().await;
    (one, other)
}

#[tokio::test]
async fn one_key_sent_to_both_has_one_effect_and_one_answer() {
    let (one, other) = both().await;
    let here = Actor::new(&one, ANA_TAX_ID).await;
    let there = here.at(&other);
    let mut mirror = Mirror::default();
    for race in 0..RACES {
        let key = Uuid::now_v7();
        let change = || new_name(&format!("Ana Souza {race}"));
        let (a, b) = join!(
            here.change(key, ANA_TAX_ID, change()),
            there.change(key, ANA_TAX_ID, change())
        );
        let mut done = Vec::new();
        for answer in [a, b] {
            if answer.status == StatusCode::OK {
                done.push(answer.body);
            } else {
                assert_eq!(answer.code(), Some(ProblemCode::Conflict));
                assert_eq!(answer.problem().seconds, Some(1));
            }
        }
        assert!(!done.is_empty());
        // Whoever was busy is told the same when it asks again.
        for actor in [&here, &there] {
            let again = actor.change(key, ANA_TAX_ID, change()).await;
            assert_eq!(again.status, StatusCode::OK);
            done.push(again.body);
        }
        assert!(done.iter().all(|body| *body == done[0]));
        mirror.sync(&other, RH, &here.token).await;
        let requests = one.cast(RH).requests.iter();
        let asked = requests.filter(|it| it.by == one.cast(RH).person(ANA_TAX_ID).unwrap().user.id);
        let count = mirror.count(Collection::ProfileRequests);
        assert_eq!(count, asked.count() + race + 1);
    }
}

#[tokio::test]
async fn actions_at_both_leave_no_gap_and_no_double_in_their_stream() {
    let (one, other) = both().await;
    let here = Actor::new(&one, ANA_TAX_ID).await;
    let there = here.at(&other);
    let mut mirror = Mirror::default();
    mirror.sync(&one, RH, &here.token).await;
    let actors = [&here, &there];
    let acting = (0..2 * RACES).map(|at| {
        let phone = format!("19333344{at:02}");
        actors[at % 2].change(Uuid::now_v7(), ANA_TAX_ID, new_phone(&phone))
    });
    let mut seqs = Vec::new();
    for answer in join_all(acting).await {
        let accepted: Accepted = answer.read();
        seqs.push(accepted.seq);
    }
    seqs.sort_unstable();
    // Each of them wrote one line.
    let first = seqs[0];
    assert!(
        seqs.iter().copied().eq((first..).take(2 * RACES)),
        "{seqs:?}"
    );
    mirror.sync(&other, RH, &here.token).await;
    mirror.assert_fresh(&one, RH, &here.token).await;
}

#[tokio::test]
async fn two_fields_changed_at_both_are_both_changed() {
    let (one, other) = both().await;
    let here = Actor::new(&one, ANA_TAX_ID).await;
    let there = here.at(&other);
    for race in 0..RACES {
        let phone = format!("19444455{race:02}");
        let email = format!("ana{race}@example.com");
        let new_email = ProfileChange {
            email: Some(email.clone()),
            ..ProfileChange::default()
        };
        let (a, b) = join!(
            here.change(Uuid::now_v7(), ANA_TAX_ID, new_phone(&phone)),
            there.change(Uuid::now_v7(), ANA_TAX_ID, new_email)
        );
        assert_eq!((a.status, b.status), (StatusCode::OK, StatusCode::OK));
        let issuer = one.provider(RH).issuer;
        let id = here.customer(ANA_TAX_ID).id;
        let found = other.portal.store.customer_by_id(System, issuer, id).await;
        let customer = found.unwrap().unwrap();
        assert_eq!((customer.phone, customer.email), (phone, email));
    }
}

#[tokio::test]
async fn a_refresh_token_raced_at_both_leaves_one_of_its_successors_good() {
    let (one, other) = both().await;
    for _ in 0..RACES {
        let tokens = one.sign_in(RH, BRUNO_TAX_ID).await;
        let refresh = tokens.refresh.expose();
        let (a, b) = join!(one.renew(RH, refresh), other.renew(RH, refresh));
        let pairs: [Tokens; 2] = [a.read(), b.read()];
        let mut open = Vec::new();
        for pair in &pairs {
            let token = pair.access.expose();
            let asked = other.get(&under(RH, paths::BILLS), token).await;
            match asked.status {
                StatusCode::OK => open.push(pair),
                _ => assert_eq!(asked.code(), Some(ProblemCode::TokenExpired)),
            }
        }
        // The later one voided the earlier one and what came with it.
        let [good] = open.as_slice() else {
            panic!("{} are good", open.len());
        };
        let refresh = good.refresh.expose();
        assert_eq!(one.renew(RH, refresh).await.status, StatusCode::OK);
        // The other is in nobody's hands who came by it honestly: it ends the session.
        let void = pairs.iter().find(|pair| pair.refresh != good.refresh);
        let replayed = other.renew(RH, void.unwrap().refresh.expose()).await;
        assert_eq!(replayed.code(), Some(ProblemCode::SessionRevoked));
    }
}

#[tokio::test]
async fn a_token_and_its_successor_at_both_do_not_wait_for_each_other() {
    let (one, other) = both().await;
    for _ in 0..RACES {
        let first = one.sign_in(RH, BRUNO_TAX_ID).await;
        let second: Tokens = one.renew(RH, first.refresh.expose()).await.read();
        let (old, new) = join!(
            one.renew(RH, first.refresh.expose()),
            other.renew(RH, second.refresh.expose())
        );
        // Whoever came second presented what was spent or void.
        let statuses = [old.status, new.status];
        assert!(statuses.contains(&StatusCode::OK), "{statuses:?}");
        assert!(statuses.contains(&StatusCode::UNAUTHORIZED), "{statuses:?}");
    }
}

#[tokio::test]
async fn wrong_passwords_at_both_are_counted_together() {
    let (one, other) = both().await;
    let tries =
        (0..4).flat_map(|_| [&one, &other].map(|stage| stage.try_sign_in(RH, ANA_TAX_ID, "wrong")));
    let answers = join_all(tries).await;
    let looked_at = answers
        .iter()
        .filter(|answer| answer.code() == Some(ProblemCode::InvalidCredentials));
    assert_eq!(looked_at.count(), 3);
}

#[tokio::test]
async fn what_is_ended_at_one_is_ended_at_the_other() {
    let (one, other) = both().await;
    let tokens = one.sign_in(RH, ANA_TAX_ID).await;
    let token = tokens.access.expose();
    let bills = under(RH, paths::BILLS);
    assert_eq!(other.get(&bills, token).await.status, StatusCode::OK);
    let sign_out = ask(Method::DELETE, &under(RH, paths::SESSION), token, None);
    assert_eq!(one.send(sign_out).await.status, StatusCode::NO_CONTENT);
    let refused = other.get(&bills, token).await;
    assert_eq!(refused.code(), Some(ProblemCode::SessionRevoked));
}
