//! Signing in and out, and renewing.

use super::{Stage, code};
use crate::portal::PortalError;
use crate::portal::SyncAsked;
use balcao_contract::{PasswordChange, ProblemCode};
use balcao_domain::{Sensitive, TaxId};

pub(super) async fn every_promise(stage: &Stage) {
    a_wrong_secret_reads_as_an_unknown_user(stage).await;
    a_refresh_token_is_spent_when_its_successor_is_used(stage).await;
    a_successor_that_nobody_used_is_void_once_there_is_another(stage).await;
    after_signing_out_nothing_is_answered(stage).await;
    a_password_is_replaced_by_who_knows_it_and_other_sessions_end_by_choice(stage).await;
}

async fn a_password_is_replaced_by_who_knows_it_and_other_sessions_end_by_choice(stage: &Stage) {
    let (base, bruno) = (stage.base().await, &stage.known.bruno);
    let tokens = stage.sign_in(bruno).await;
    let other = stage.sign_in(bruno).await;
    let change = async |old: &str, new: &str, end_others: bool| {
        let secret = |text: &str| Sensitive::new(text.to_owned());
        let (old, new) = (secret(old), secret(new));
        let change = PasswordChange {
            old,
            new,
            end_others,
        };
        let asked = stage.portal.change_password(&base, &tokens.access, &change);
        asked.await
    };
    let old = bruno.password.expose();
    let own = bruno.tax_id.formatted();
    for (given, new, field, code) in [
        ("outra senha", "senha nova 1", "old", "wrong"),
        (old.as_str(), "curta", "new", "too_short"),
        (old.as_str(), old.as_str(), "new", "same"),
        (old.as_str(), own.as_str(), "new", "tax_id"),
        (old.as_str(), "          ", "new", "unreadable"),
    ] {
        let Err(PortalError::Refused(problem)) = change(given, new, true).await else {
            panic!("{new:?} was taken");
        };
        let [wrong] = problem.fields.as_slice() else {
            panic!("{problem:?}");
        };
        assert_eq!((wrong.field.as_str(), wrong.code.as_str()), (field, code));
    }
    change(old, "senha nova 1", false).await.unwrap();
    assert!(stage.sync(&other, None).await.is_some(), "it went on");
    let before = stage.try_sign_in(bruno.tax_id, old).await;
    assert_eq!(code(before), Some(ProblemCode::InvalidCredentials));
    // Back to what the others know.
    change("senha nova 1", old, true).await.unwrap();
    assert!(stage.sync(&tokens, None).await.is_some());
    let ended = stage.portal.refresh(&base, &other.refresh).await;
    assert_eq!(code(ended), Some(ProblemCode::SessionRevoked));
}

async fn a_wrong_secret_reads_as_an_unknown_user(stage: &Stage) {
    let ana = &stage.known.ana;
    let nobody = TaxId::parse("52998224725").unwrap();
    let wrong = stage.try_sign_in(ana.tax_id, "outra").await.unwrap_err();
    let unknown = stage.try_sign_in(nobody, ana.password.expose()).await;
    assert_eq!(wrong, unknown.unwrap_err());
    assert_eq!(wrong.code(), Some(ProblemCode::InvalidCredentials));
}

async fn a_refresh_token_is_spent_when_its_successor_is_used(stage: &Stage) {
    let base = stage.base().await;
    let renew = |token| stage.portal.refresh(&base, token);
    let first = stage.sign_in(&stage.known.ana).await;
    let lost = renew(&first.refresh).await.unwrap();
    let again = renew(&first.refresh).await.unwrap();
    assert_ne!(lost.refresh, again.refresh);
    let third = renew(&again.refresh).await.unwrap();
    assert!(stage.sync(&third, None).await.is_some());
    let revoked = Some(ProblemCode::SessionRevoked);
    assert_eq!(code(renew(&first.refresh).await), revoked);
    assert_eq!(code(renew(&third.refresh).await), revoked);
}

async fn a_successor_that_nobody_used_is_void_once_there_is_another(stage: &Stage) {
    let base = stage.base().await;
    let renew = |token| stage.portal.refresh(&base, token);
    let first = stage.sign_in(&stage.known.ana).await;
    let lost = renew(&first.refresh).await.unwrap();
    renew(&first.refresh).await.unwrap();
    let revoked = Some(ProblemCode::SessionRevoked);
    assert_eq!(code(renew(&lost.refresh).await), revoked);
}

async fn after_signing_out_nothing_is_answered(stage: &Stage) {
    let base = stage.base().await;
    let tokens = stage.sign_in(&stage.known.ana).await;
    stage.portal.sign_out(&base, &tokens.access).await.unwrap();
    let revoked = Some(ProblemCode::SessionRevoked);
    let synced = stage
        .portal
        .sync(&base, &tokens.access, SyncAsked::of(None))
        .await;
    assert_eq!(code(synced), revoked);
    let renewed = stage.portal.refresh(&base, &tokens.refresh).await;
    assert_eq!(code(renewed), revoked);
}
