//! Syncing: cut anywhere it resumes, and what is held equals a fresh load.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use balcao_contract::sync::Line;
use balcao_contract::{SYNC_SCHEMA, SYNC_SCHEMA_HEADER, paths};
use balcao_domain::{BillGroup, Collection, Grant, Role, RowId, Sensitive, Stream, User, UserId};
use balcao_people::{ANA_TAX_ID, BRUNO_TAX_ID, CONSTRUTORA_TAX_ID, LOCACOES_TAX_ID, MARINA_TAX_ID};
use chrono::TimeDelta;
use http_body_util::BodyExt;
use tower::ServiceExt;
use uuid::Uuid;

use super::mirror::Mirror;
use super::{RH, Stage, ask, portal, under};
use crate::clock::Clock;
use crate::daily::Days;
use crate::http::router;
use crate::scope::System;
use crate::store::Store;

fn resets(lines: &[Line]) -> Vec<Stream> {
    let resets = lines.iter().filter_map(|line| match line {
        Line::Reset { reset } => Some(*reset),
        _ => None,
    });
    resets.collect()
}

fn puts(lines: &[Line]) -> Vec<(Stream, Collection, RowId)> {
    let puts = lines.iter().filter_map(|line| match line {
        Line::Put {
            stream,
            collection,
            id,
            ..
        } => Some((*stream, *collection, *id)),
        _ => None,
    });
    puts.collect()
}

impl Stage {
    async fn change_marina(&self, change: impl FnOnce(&mut User) + Send) {
        let issuer = self.provider(RH).issuer;
        let (tax_id, now) = (self.tax_id(MARINA_TAX_ID), self.clock.now());
        let store = &self.portal.store;
        let changed = store.change_user(System, issuer, tax_id, now, change);
        assert!(changed.await.unwrap());
    }
}

#[tokio::test]
async fn marinas_first_sync_has_more_than_ten_cursors_and_resumes_at_each() {
    let stage = Stage::with_batch(10).await;
    let marina = stage.sign_in(RH, MARINA_TAX_ID).await;
    let token = marina.access.expose();
    let whole = stage.sync(RH, token, None).await.lines();
    let mut held = Mirror::default();
    let cursors = held.apply(&whole, usize::MAX);
    assert!(cursors > 10, "{cursors}");
    assert!(matches!(whole.last(), Some(Line::Cursor { .. })));

    for k in 1..=cursors {
        let mut killed = Mirror::default();
        killed.apply(&whole, k);
        let before: BTreeSet<_> = {
            let cut = whole.iter().enumerate();
            let mut at = cut.filter(|(_, line)| matches!(line, Line::Cursor { .. }));
            let (place, _) = at.nth(k - 1).unwrap();
            puts(&whole[..place]).into_iter().collect()
        };
        let rest = killed.sync(&stage, RH, token).await;
        let again: Vec<_> = puts(&rest)
            .into_iter()
            .filter(|row| before.contains(row))
            .collect();
        assert!(again.is_empty(), "after cursor {k} sent again: {again:?}");
        assert_eq!(before.len() + puts(&rest).len(), puts(&whole).len());
        assert_eq!(killed.rows(), held.rows(), "after cursor {k}");
    }
}

#[tokio::test]
async fn at_most_a_batch_of_records_stands_between_two_cursors() {
    for batch in [1, 7, 10, 1_000] {
        let stage = Stage::with_batch(batch).await;
        let marina = stage.sign_in(RH, MARINA_TAX_ID).await;
        let lines = stage.sync(RH, marina.access.expose(), None).await.lines();
        let mut records = 0;
        for line in &lines {
            match line {
                Line::Put { .. } | Line::Delete { .. } => records += 1,
                Line::Cursor { .. } => records = 0,
                _ => {}
            }
            assert!(records <= batch);
        }
        assert_eq!(records, 0, "the last line is a cursor");
    }
}

#[tokio::test]
async fn nothing_changed_is_204_without_a_body() {
    let stage = Stage::new().await;
    let ana = stage.sign_in(RH, ANA_TAX_ID).await;
    let mut mirror = Mirror::default();
    mirror.sync(&stage, RH, ana.access.expose()).await;
    let cursor = mirror.cursor.clone();
    let again = stage.sync(RH, ana.access.expose(), cursor.as_deref()).await;
    assert_eq!(again.status, StatusCode::NO_CONTENT);
    assert!(again.body.is_empty());
}

#[tokio::test]
async fn a_bill_paid_elsewhere_is_the_only_row_of_the_next_sync() {
    let stage = Stage::new().await;
    let ana = stage.sign_in(RH, ANA_TAX_ID).await;
    let token = ana.access.expose();
    let mut mirror = Mirror::default();
    mirror.sync(&stage, RH, token).await;
    let cast = stage.cast(RH);
    let own = cast.customer_of(ANA_TAX_ID).unwrap();
    let open = cast
        .bills
        .iter()
        .find(|bill| bill.customer == own && bill.group() == BillGroup::Pending)
        .unwrap();
    stage.pay(RH, open.number).await;
    let lines = mirror.sync(&stage, RH, token).await;
    assert_eq!(
        puts(&lines),
        [(
            Stream::Customer(own),
            Collection::Bills,
            open.id.uuid().into()
        )]
    );
    mirror.assert_fresh(&stage, RH, token).await;
}

#[tokio::test]
async fn changes_made_during_a_load_follow_after_it() {
    let stage = Stage::with_batch(10).await;
    let bruno = stage.sign_in(RH, BRUNO_TAX_ID).await;
    let token = bruno.access.expose();
    let first = stage.sync(RH, token, None).await.lines();
    let own = stage.cast(RH).customer_of(BRUNO_TAX_ID).unwrap();
    let open = stage
        .cast(RH)
        .bills
        .iter()
        .filter(|bill| bill.customer == own && bill.group() == BillGroup::Pending);
    let open: Vec<u32> = open.map(|bill| bill.number).collect();

    let mut mirror = Mirror::default();
    mirror.apply(&first, 1);
    for number in open {
        stage.pay(RH, number).await;
    }
    mirror.sync(&stage, RH, token).await;
    mirror.assert_fresh(&stage, RH, token).await;
}

#[tokio::test]
async fn a_row_changed_often_is_sent_once_as_it_is_now() {
    let stage = Stage::with_batch(1_000).await;
    let bruno = stage.sign_in(RH, BRUNO_TAX_ID).await;
    let token = bruno.access.expose();
    let mut mirror = Mirror::default();
    mirror.sync(&stage, RH, token).await;
    let mut days = Days::default();
    for _ in 0..5 {
        stage.clock.pass(TimeDelta::days(1));
        days.begin(&stage.portal).await.unwrap();
    }
    let access = stage.renew(RH, bruno.refresh.expose()).await;
    let access: balcao_contract::Tokens = access.read();
    let token = access.access.expose();
    let lines = mirror.sync(&stage, RH, token).await;
    let rows = puts(&lines);
    assert_eq!(rows.len(), 2);
    assert_eq!(rows.iter().collect::<BTreeSet<_>>().len(), 2);
    mirror.assert_fresh(&stage, RH, token).await;
}

#[tokio::test]
async fn a_role_taken_away_takes_the_bills_away_and_given_back_brings_them() {
    let stage = Stage::with_batch(10).await;
    let marina = stage.sign_in(RH, MARINA_TAX_ID).await;
    let token = marina.access.expose();
    let mut mirror = Mirror::default();
    mirror.sync(&stage, RH, token).await;
    let all = mirror.count(Collection::Bills);

    let set = |role: Role| move |user: &mut User| user.grants[0].roles = vec![role];
    stage.change_marina(set(Role::Technical)).await;
    let lines = mirror.sync(&stage, RH, token).await;
    assert_eq!(resets(&lines).len(), 4, "every stream is reset");
    let fewer = mirror.count(Collection::Bills);
    assert!(fewer < all);
    mirror.assert_fresh(&stage, RH, token).await;

    stage.change_marina(set(Role::Finance)).await;
    mirror.sync(&stage, RH, token).await;
    assert_eq!(mirror.count(Collection::Bills), all);
    mirror.assert_fresh(&stage, RH, token).await;
}

#[tokio::test]
async fn a_customer_that_is_no_longer_hers_leaves_with_the_first_line() {
    let stage = Stage::with_batch(10).await;
    let marina = stage.sign_in(RH, MARINA_TAX_ID).await;
    let token = marina.access.expose();
    let mut mirror = Mirror::default();
    mirror.sync(&stage, RH, token).await;
    let gone = stage.cast(RH).customer_of(LOCACOES_TAX_ID).unwrap();
    stage
        .change_marina(|user| user.grants.retain(|grant| grant.customer != gone))
        .await;
    let lines = mirror.sync(&stage, RH, token).await;
    let kept = stage.cast(RH).customer_of(CONSTRUTORA_TAX_ID).unwrap();
    let streams = vec![Stream::Provider, Stream::User, Stream::Customer(kept)];
    assert_eq!(lines.first(), Some(&Line::Streams { streams }));
    mirror.assert_fresh(&stage, RH, token).await;
}

#[tokio::test]
async fn another_sync_schema_loads_everything_afresh() {
    let stage = Stage::with_batch(1_000).await;
    let ana = stage.sign_in(RH, ANA_TAX_ID).await;
    let mut mirror = Mirror::default();
    mirror.sync(&stage, RH, ana.access.expose()).await;
    let newer = |number: &str| {
        let path = under(RH, paths::SYNC);
        let mut request = ask(axum::http::Method::GET, &path, ana.access.expose(), None);
        let headers = request.headers_mut();
        headers.insert(SYNC_SCHEMA_HEADER, number.parse().unwrap());
        let cursor = mirror.cursor.clone().unwrap();
        headers.insert(balcao_contract::CURSOR_HEADER, cursor.parse().unwrap());
        stage.send(request)
    };
    let lines = newer(&(SYNC_SCHEMA + 1).to_string()).await.lines();
    assert_eq!(resets(&lines).len(), 3);
    let nonsense = newer("first").await.problem();
    assert_eq!(nonsense.fields[0].field, SYNC_SCHEMA_HEADER);
}

#[tokio::test]
async fn a_cursor_that_does_not_verify_is_a_full_load_and_never_an_error() {
    let stage = Stage::with_batch(1_000).await;
    let ana = stage.sign_in(RH, ANA_TAX_ID).await;
    let bruno = stage.sign_in(RH, BRUNO_TAX_ID).await;
    let mut anas = Mirror::default();
    let fresh = anas.sync(&stage, RH, ana.access.expose()).await;
    let mut brunos = Mirror::default();
    brunos.sync(&stage, RH, bruno.access.expose()).await;
    let brunos = brunos.cursor.unwrap();
    for cursor in ["", "nonsense", "AAAA", brunos.as_str()] {
        let lines = stage.sync(RH, ana.access.expose(), Some(cursor)).await;
        assert_eq!(puts(&lines.lines()), puts(&fresh), "{cursor}");
    }
}

#[tokio::test]
async fn a_pruned_log_resets_who_stood_in_it_and_nobody_else() {
    let stage = Stage::with_batch(1_000).await;
    let bruno = stage.sign_in(RH, BRUNO_TAX_ID).await;
    let mut behind = Mirror::default();
    behind.sync(&stage, RH, bruno.access.expose()).await;

    stage.clock.pass(TimeDelta::days(1));
    let mut days = Days::default();
    days.begin(&stage.portal).await.unwrap();
    let renewed: balcao_contract::Tokens = stage.renew(RH, bruno.refresh.expose()).await.read();
    let token = renewed.access.expose();
    let mut level = behind.clone();
    level.sync(&stage, RH, token).await;

    let store = &stage.portal.store;
    store.prune_log(System, stage.clock.now()).await.unwrap();
    let own = stage.cast(RH).customer_of(BRUNO_TAX_ID).unwrap();
    let lines = behind.sync(&stage, RH, token).await;
    assert_eq!(resets(&lines), [Stream::Customer(own)]);
    behind.assert_fresh(&stage, RH, token).await;
    assert!(level.sync(&stage, RH, token).await.is_empty());
}

#[tokio::test]
async fn f14_a_restored_backup_that_was_written_to_since_resets_the_stream() {
    let stage = Stage::with_batch(1_000).await;
    let bruno = stage.sign_in(RH, BRUNO_TAX_ID).await;
    let token = bruno.access.expose();
    let backup = stage.database.copy();
    let own = stage.cast(RH).customer_of(BRUNO_TAX_ID).unwrap();
    let open: Vec<u32> = stage
        .cast(RH)
        .bills
        .iter()
        .filter(|bill| bill.customer == own && bill.group() == BillGroup::Pending)
        .map(|bill| bill.number)
        .collect();

    // The app sees one bill paid; then the backup is restored and the other one is paid.
    let mut mirror = Mirror::default();
    mirror.sync(&stage, RH, token).await;
    stage.pay(RH, open[0]).await;
    mirror.sync(&stage, RH, token).await;
    let store = Store::open(&backup.address()).await.unwrap();
    let restored = Stage {
        portal: portal(store, stage.portal.files.clone(), &stage.clock, 1_000).await,
        ..stage
    };
    let lines = restored
        .sync(RH, token, mirror.cursor.as_deref())
        .await
        .lines();
    assert_eq!(resets(&lines), [Stream::Customer(own)], "not written to");
    restored.pay(RH, open[1]).await;
    let lines = mirror.sync(&restored, RH, token).await;
    assert_eq!(resets(&lines), [Stream::Customer(own)]);
    mirror.assert_fresh(&restored, RH, token).await;
}

#[tokio::test]
async fn a_user_added_while_the_portal_runs_syncs_at_once() {
    let stage = Stage::with_batch(1_000).await;
    let store = &stage.portal.store;
    let issuer = stage.provider(RH).issuer;
    let customer = stage.cast(RH).customer_of(CONSTRUTORA_TAX_ID).unwrap();
    let tax_id = "529.982.247-25";
    let user = User {
        id: UserId::new(Uuid::now_v7()),
        tax_id: stage.tax_id(tax_id),
        name: "Nina Alves".into(),
        email: "nina@construtora.example".into(),
        job_title: None,
        grants: vec![Grant {
            customer,
            customer_name: String::new(),
            roles: vec![Role::Technical],
        }],
    };
    let password = Sensitive::new("horizonte-nina".to_owned());
    let hash = stage.portal.passwords.hash(password).await.unwrap();
    let now = stage.clock.now();
    store
        .add_user(System, issuer, &user, &hash, now)
        .await
        .unwrap();
    let nina = stage.try_sign_in(RH, tax_id, "horizonte-nina").await;
    let nina: balcao_contract::Tokens = nina.read();
    let mut mirror = Mirror::default();
    mirror.sync(&stage, RH, nina.access.expose()).await;
    assert_eq!(mirror.count(Collection::Users), 1);
    assert_eq!(mirror.count(Collection::Bills), 0);
    assert!(mirror.count(Collection::Plans) > 0);
}

#[tokio::test]
async fn an_answer_that_fails_midway_is_cut_before_its_last_cursor() {
    let stage = Stage::with_batch(10).await;
    let marina = stage.sign_in(RH, MARINA_TAX_ID).await;
    let token = marina.access.expose();
    let path = under(RH, paths::SYNC);
    let request = ask(axum::http::Method::GET, &path, token, None);
    let router = router(stage.portal.clone());
    let response = router.oneshot(request).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    let mut body = response.into_body();
    let mut held = Vec::new();
    for _ in 0..3 {
        let frame = body.frame().await.unwrap().unwrap();
        held.extend(frame.into_data().unwrap());
    }
    stage.portal.store.clone().close().await.unwrap();
    assert!(body.frame().await.unwrap().is_err());
    let text = String::from_utf8(held).unwrap();
    let whole = text.lines().map(serde_json::from_str::<Line>);
    let cursors = whole.filter(|line| matches!(line, Ok(Line::Cursor { .. })));
    assert_eq!(cursors.count(), 2);
}

/// Random payments, days, roles, cuts and batches: what is held always equals a fresh load.
#[tokio::test]
async fn whatever_happens_the_cache_equals_a_fresh_load() {
    for seed in 1..=4_u64 {
        let mut dice = Dice(seed);
        let batch = [1, 3, 10, 40][dice.below(4)];
        let mut stage = Stage::with_batch(batch).await;
        let mut token = String::new();
        let mut mirror = Mirror::default();
        let mut days = Days::default();
        let bills = stage.cast(RH).bills.clone();
        for _ in 0..25 {
            match dice.below(6) {
                0 => stage.pay(RH, bills[dice.below(bills.len())].number).await,
                1 => {
                    stage.clock.pass(TimeDelta::hours(20));
                    days.begin(&stage.portal).await.unwrap();
                }
                2 => {
                    let role = Role::ALL[dice.below(3)];
                    stage
                        .change_marina(|user| user.grants[0].roles = vec![role])
                        .await;
                }
                3 => stage.portal.sync_batch = 1 + dice.below(12),
                _ => {
                    token = stage
                        .sign_in(RH, MARINA_TAX_ID)
                        .await
                        .access
                        .expose()
                        .clone();
                    let cursor = mirror.cursor.clone();
                    let lines = stage.sync(RH, &token, cursor.as_deref()).await.lines();
                    mirror.apply(&lines, 1 + dice.below(5));
                }
            }
        }
        if token.is_empty() || stage.sync(RH, &token, None).await.status != StatusCode::OK {
            token = stage
                .sign_in(RH, MARINA_TAX_ID)
                .await
                .access
                .expose()
                .clone();
        }
        mirror.sync(&stage, RH, &token).await;
        println!("seed {seed}");
        mirror.assert_fresh(&stage, RH, &token).await;
    }
}

/// xorshift64: a failure is repeated by its seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 16).unwrap() % limit
    }
}
