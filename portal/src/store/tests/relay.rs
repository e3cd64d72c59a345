//! From `outgoing` into the queue.

use sea_orm::ConnectionTrait;

use super::now;
use crate::scope::System;
use crate::store::{Decision, Store};

#[tokio::test]
async fn a_job_is_queued_once_however_often_the_relay_is_killed_before_it_notes_so() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::migrate(&folder.path().join("p.db")).await.unwrap();
    let cast = store.populate().await;
    assert_eq!(store.relay(System, now()).await.unwrap(), 0);
    let pending = cast.requests[1].id;
    let decided = store
        .decide(System, pending, &Decision::Approve, now())
        .await;
    decided.unwrap().unwrap();

    let queued = async || -> i64 {
        let sql = "SELECT count(*) AS value FROM Jobs";
        store.pragma(sql).await.unwrap()
    };
    assert_eq!(queued().await, 0);
    for _ in 0..3 {
        assert_eq!(store.relay(System, now()).await.unwrap(), 1);
        assert_eq!(queued().await, 1);
        let forget = "UPDATE outgoing SET relayed_at = NULL";
        store.db.execute_unprepared(forget).await.unwrap();
    }
    store.relay(System, now()).await.unwrap();
    assert_eq!(store.relay(System, now()).await.unwrap(), 0);
}

#[tokio::test]
async fn a_job_that_does_not_read_waits_and_keeps_no_other_back() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::migrate(&folder.path().join("p.db")).await.unwrap();
    let cast = store.populate().await;
    let newer =
        "INSERT INTO outgoing (id, job, made_at) VALUES (zeroblob(16), '{\"job\":\"newer\"}', 0)";
    store.db.execute_unprepared(newer).await.unwrap();
    let decided = store.decide(System, cast.requests[1].id, &Decision::Approve, now());
    decided.await.unwrap().unwrap();
    assert_eq!(store.relay(System, now()).await.unwrap(), 1);
    assert_eq!(store.relay(System, now()).await.unwrap(), 0);
}

#[tokio::test]
async fn a_decision_that_is_not_committed_leaves_nothing_to_be_told() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::migrate(&folder.path().join("p.db")).await.unwrap();
    let cast = store.populate().await;
    let told = "CREATE TRIGGER full BEFORE INSERT ON outgoing BEGIN
        SELECT RAISE(ABORT, 'full');
    END";
    store.db.execute_unprepared(told).await.unwrap();
    let pending = &cast.requests[1];
    let decided = store.decide(System, pending.id, &Decision::Approve, now());
    assert!(decided.await.is_err());
    let found = store.profile_request_by_id(System, pending.id).await;
    assert_eq!(&found.unwrap().unwrap().1, pending);
    let customer = store.customer_by_id(System, cast.provider.issuer, pending.customer);
    assert_eq!(customer.await.unwrap().unwrap().name, "Ana Souza");
}

#[tokio::test]
async fn the_queue_works_on_connections_with_our_pragmas() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::migrate(&folder.path().join("p.db")).await.unwrap();
    let cast = store.populate().await;
    let pending = cast.requests[1].id;
    let decided = store
        .decide(System, pending, &Decision::Approve, now())
        .await;
    decided.unwrap().unwrap();
    store.relay(System, now()).await.unwrap();
    let queue = store.queue();
    let pool = queue.pool();
    let mut held = Vec::new();
    for _ in 0..pool.options().get_max_connections() {
        held.push(pool.acquire().await.unwrap());
    }
    assert_eq!(held.len(), 8);
    for connection in &mut held {
        for (pragma, expected) in [("synchronous", 2), ("foreign_keys", 1)] {
            let sql = sea_orm::sqlx::AssertSqlSafe(format!("PRAGMA {pragma}"));
            let found: i64 = sea_orm::sqlx::query_scalar(sql)
                .fetch_one(&mut **connection)
                .await
                .unwrap();
            assert_eq!(found, expected, "{pragma}");
        }
    }
}
