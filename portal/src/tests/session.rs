//! Signing in, renewing, and being told why not.

use axum::http::{Method, StatusCode};
use balcao_contract::{ProblemCode, Tokens, paths};
use balcao_domain::Sensitive;
use balcao_people::{ANA_PASSWORD, ANA_TAX_ID, BRUNO_TAX_ID, OTAVIO_TAX_ID};
use chrono::TimeDelta;

use super::{AV, RH, Stage, ask, under};
use crate::clock::Clock;
use crate::scope::System;

impl Stage {
    async fn opens(&self, access: &Sensitive<String>) -> Option<ProblemCode> {
        let answer = self.get(&under(RH, paths::PLANS), access.expose()).await;
        (answer.status != StatusCode::OK).then(|| answer.code().unwrap())
    }

    async fn renewed(&self, refresh: &Sensitive<String>) -> Tokens {
        self.renew(RH, refresh.expose()).await.read()
    }

    async fn refused(&self, refresh: &Sensitive<String>) -> Option<ProblemCode> {
        self.renew(RH, refresh.expose()).await.code()
    }
}

#[tokio::test]
async fn mc_10_an_unknown_user_and_a_wrong_password_are_one_answer_after_one_verification() {
    let stage = Stage::new().await;
    let mut answers = Vec::new();
    // Ana with another's password; Otávio, who is the other provider's; nobody at all.
    for (tax_id, password) in [
        (ANA_TAX_ID, "horizonte-bruno"),
        (OTAVIO_TAX_ID, "aguas-otavio"),
        ("529.982.247-25", "horizonte-ana"),
    ] {
        let before = stage.portal.passwords.verified();
        let answer = stage.try_sign_in(RH, tax_id, password).await;
        assert_eq!(stage.portal.passwords.verified() - before, 1, "{tax_id}");
        assert_eq!(answer.code(), Some(ProblemCode::InvalidCredentials));
        answers.push((answer.status, answer.headers, answer.body));
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]));
}

#[tokio::test]
async fn mc_09_a_cpf_signs_in_with_and_without_its_mask() {
    let stage = Stage::new().await;
    for tax_id in [ANA_TAX_ID, "880.887.731-05"] {
        let tokens: Tokens = stage.try_sign_in(RH, tax_id, ANA_PASSWORD).await.read();
        assert_eq!(tokens.expires_in, 600);
        assert_eq!(stage.opens(&tokens.access).await, None);
    }
}

#[tokio::test]
async fn an_access_token_lives_ten_minutes_and_renewing_goes_on() {
    let stage = Stage::new().await;
    let first = stage.sign_in(RH, ANA_TAX_ID).await;
    stage.clock.pass(TimeDelta::seconds(599));
    assert_eq!(stage.opens(&first.access).await, None);
    stage.clock.pass(TimeDelta::seconds(1));
    let over = stage.opens(&first.access).await;
    assert_eq!(over, Some(ProblemCode::TokenExpired));

    stage.clock.pass(TimeDelta::days(30));
    let second = stage.renewed(&first.refresh).await;
    assert_eq!(second.user, first.user);
    assert_eq!(stage.opens(&second.access).await, None);
}

#[tokio::test]
async fn a_request_without_a_token_or_with_nonsense_is_told_to_renew() {
    let stage = Stage::new().await;
    for token in ["", "nonsense", "é"] {
        let answer = stage.get(&under(RH, paths::SYNC), token).await;
        assert_eq!(answer.code(), Some(ProblemCode::TokenExpired));
        assert_eq!(answer.headers["www-authenticate"], "Bearer");
    }
    let unknown = stage.refused(&Sensitive::new("nonsense".into())).await;
    assert_eq!(unknown, Some(ProblemCode::SessionRevoked));
}

#[tokio::test]
async fn f13_a_lost_answer_signs_nobody_out_and_its_tokens_are_void() {
    let stage = Stage::new().await;
    let first = stage.sign_in(RH, ANA_TAX_ID).await;
    let lost = stage.renewed(&first.refresh).await;
    let lost_again = stage.renewed(&first.refresh).await;
    let second = stage.renewed(&first.refresh).await;
    for void in [&lost, &lost_again] {
        let opens = stage.opens(&void.access).await;
        assert_eq!(opens, Some(ProblemCode::TokenExpired));
    }
    assert_eq!(stage.opens(&second.access).await, None);
    stage.renewed(&second.refresh).await;
}

#[tokio::test]
async fn f13_a_token_presented_after_its_successor_was_used_ends_the_session() {
    let stage = Stage::new().await;
    let first = stage.sign_in(RH, ANA_TAX_ID).await;
    let second = stage.renewed(&first.refresh).await;
    let third = stage.renewed(&second.refresh).await;
    let elsewhere = stage.sign_in(RH, ANA_TAX_ID).await;

    let replayed = stage.refused(&first.refresh).await;
    assert_eq!(replayed, Some(ProblemCode::SessionRevoked));
    for tokens in [&second, &third] {
        let renewing = stage.refused(&tokens.refresh).await;
        assert_eq!(renewing, Some(ProblemCode::SessionRevoked));
        let opening = stage.opens(&tokens.access).await;
        assert_eq!(opening, Some(ProblemCode::SessionRevoked));
    }
    assert_eq!(stage.opens(&elsewhere.access).await, None);
}

#[tokio::test]
async fn f13_a_void_token_in_somebodys_hands_ends_the_session() {
    let stage = Stage::new().await;
    let first = stage.sign_in(RH, ANA_TAX_ID).await;
    let stolen = stage.renewed(&first.refresh).await;
    let second = stage.renewed(&first.refresh).await;
    let refused = stage.refused(&stolen.refresh).await;
    assert_eq!(refused, Some(ProblemCode::SessionRevoked));
    let found_out = stage.opens(&second.access).await;
    assert_eq!(found_out, Some(ProblemCode::SessionRevoked));
}

#[tokio::test]
async fn f13_of_many_renewals_at_once_one_successor_is_left() {
    let stage = Stage::new().await;
    let first = stage.sign_in(RH, ANA_TAX_ID).await;
    let renewing = || stage.renewed(&first.refresh);
    let (a, b, c, d) = tokio::join!(renewing(), renewing(), renewing(), renewing());
    let mut opening = 0;
    for tokens in [&a, &b, &c, &d] {
        opening += usize::from(stage.opens(&tokens.access).await.is_none());
    }
    assert_eq!(opening, 1);
}

#[tokio::test]
async fn who_is_removed_or_left_without_grants_is_told_so() {
    let stage = Stage::new().await;
    let store = &stage.portal.store;
    let issuer = stage.provider(RH).issuer;
    let ana = stage.sign_in(RH, ANA_TAX_ID).await;
    let bruno = stage.sign_in(RH, BRUNO_TAX_ID).await;
    let now = stage.clock.now();
    let (ana_id, bruno_id) = (stage.tax_id(ANA_TAX_ID), stage.tax_id(BRUNO_TAX_ID));
    assert!(
        store
            .remove_user(System, issuer, ana_id, now)
            .await
            .unwrap()
    );
    let ungrant = |user: &mut balcao_domain::User| user.grants.clear();
    let changed = store.change_user(System, issuer, bruno_id, now, ungrant);
    assert!(changed.await.unwrap());

    for tokens in [&ana, &bruno] {
        let opening = stage.opens(&tokens.access).await;
        assert_eq!(opening, Some(ProblemCode::AccessRemoved));
        let renewing = stage.refused(&tokens.refresh).await;
        assert_eq!(renewing, Some(ProblemCode::AccessRemoved));
    }
    let removed = stage.try_sign_in(RH, ANA_TAX_ID, ANA_PASSWORD).await;
    assert_eq!(removed.code(), Some(ProblemCode::InvalidCredentials));
    let ungranted = stage.try_sign_in(RH, BRUNO_TAX_ID, "horizonte-bruno").await;
    assert_eq!(ungranted.code(), Some(ProblemCode::AccessRemoved));
    // Ana is still a customer of the other provider.
    stage.sign_in(AV, ANA_TAX_ID).await;
}

#[tokio::test]
async fn another_password_ends_the_sessions_of_the_old_one() {
    let stage = Stage::new().await;
    let ana = stage.sign_in(RH, ANA_TAX_ID).await;
    let new = Sensitive::new("another-one".to_owned());
    let hash = stage.portal.passwords.hash(new).await.unwrap();
    let changed = stage.portal.store.change_password(
        System,
        stage.provider(RH).issuer,
        stage.tax_id(ANA_TAX_ID),
        &hash,
        stage.clock.now(),
    );
    assert!(changed.await.unwrap());
    let opening = stage.opens(&ana.access).await;
    assert_eq!(opening, Some(ProblemCode::SessionRevoked));
    let old = stage.try_sign_in(RH, ANA_TAX_ID, ANA_PASSWORD).await;
    assert_eq!(old.code(), Some(ProblemCode::InvalidCredentials));
    stage
        .try_sign_in(RH, ANA_TAX_ID, "another-one")
        .await
        .read::<Tokens>();
}

#[tokio::test]
async fn dp_39_who_signs_out_is_out_even_with_a_token_that_is_over() {
    let stage = Stage::new().await;
    let ana = stage.sign_in(RH, ANA_TAX_ID).await;
    stage.clock.pass(TimeDelta::hours(1));
    let path = under(RH, paths::SESSION);
    let leave = |token: &str| stage.send(ask(Method::DELETE, &path, token, None));
    let left = leave(ana.access.expose()).await;
    assert_eq!(left.status, StatusCode::NO_CONTENT);
    assert_eq!(
        stage.refused(&ana.refresh).await,
        Some(ProblemCode::SessionRevoked)
    );
    let again = leave(ana.access.expose()).await;
    assert_eq!(again.status, StatusCode::NO_CONTENT);
    assert_eq!(leave("nonsense").await.status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn what_is_long_over_is_forgotten_and_a_sleeping_session_is_not() {
    let stage = Stage::new().await;
    let store = &stage.portal.store;
    let first = stage.sign_in(RH, ANA_TAX_ID).await;
    let second = stage.renewed(&first.refresh).await;
    let third = stage.renewed(&second.refresh).await;
    stage.clock.pass(TimeDelta::days(100));
    store.prune_tokens(System, stage.clock.now()).await.unwrap();
    let opening = stage.opens(&third.access).await;
    assert_eq!(opening, Some(ProblemCode::TokenExpired));
    // Too old to be told from no token at all: refused, and nobody is signed out by it.
    assert_eq!(
        stage.refused(&first.refresh).await,
        Some(ProblemCode::SessionRevoked)
    );
    stage.renewed(&third.refresh).await;
}
