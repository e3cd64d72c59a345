//! From `outgoing` into the queue.

use sea_orm::sqlx::query_scalar;
use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, Set};
use uuid::Uuid;

use super::now;
use crate::scope::System;
use crate::store::TestDatabase;
use crate::store::open::scalar;
use crate::store::outgoing;
use crate::store::queue::Queue;
use crate::store::{Decision, Store};

#[tokio::test]
async fn a_job_is_queued_once_however_often_the_relay_is_killed_before_it_notes_so() {
    let database = TestDatabase::new();
    let store = Store::migrate(&database.address()).await.unwrap();
    let cast = store.populate().await;
    assert_eq!(store.relay(System, now()).await.unwrap(), 0);
    let pending = cast.requests[1].id;
    let decided = store
        .decide(System, pending, &Decision::Approve, now())
        .await;
    decided.unwrap().unwrap();

    let jobs = match store.queue() {
        Queue::Sqlite(_) => "Jobs",
        Queue::Postgres(_) => "apalis.jobs",
    };
    let queued = async || -> i64 {
        let sql = format!("SELECT count(*) AS value FROM {jobs}");
        scalar(&store.db, &sql).await.unwrap()
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
    let database = TestDatabase::new();
    let store = Store::migrate(&database.address()).await.unwrap();
    let cast = store.populate().await;
    // More than are read at a time, all of them before it.
    let newer = (0..250).map(|number| outgoing::ActiveModel {
        id: Set(Uuid::from_u128(number)),
        job: Set(r#"{"job":"newer"}"#.into()),
        made_at: Set(0),
        relayed_at: Set(None),
    });
    let insert = outgoing::Entity::insert_many(newer);
    insert.exec_without_returning(&store.db).await.unwrap();
    let decided = store.decide(System, cast.requests[1].id, &Decision::Approve, now());
    decided.await.unwrap().unwrap();
    assert_eq!(store.relay(System, now()).await.unwrap(), 1);
    assert_eq!(store.relay(System, now()).await.unwrap(), 0);
}

#[tokio::test]
async fn a_decision_that_is_not_committed_leaves_nothing_to_be_told() {
    let database = TestDatabase::new();
    let store = Store::migrate(&database.address()).await.unwrap();
    let cast = store.populate().await;
    let full = match store.db.get_database_backend() {
        DbBackend::Postgres => {
            "CREATE FUNCTION is_full() RETURNS trigger LANGUAGE plpgsql AS
             $$ BEGIN RAISE 'full'; END $$;
             CREATE TRIGGER is_full BEFORE INSERT ON outgoing EXECUTE FUNCTION is_full();"
        }
        _ => {
            "CREATE TRIGGER is_full BEFORE INSERT ON outgoing BEGIN
                SELECT RAISE(ABORT, 'full');
            END"
        }
    };
    store.db.execute_unprepared(full).await.unwrap();
    let pending = &cast.requests[1];
    let decided = store.decide(System, pending.id, &Decision::Approve, now());
    assert!(decided.await.is_err());
    let found = store.profile_request_by_id(System, pending.id).await;
    assert_eq!(&found.unwrap().unwrap().1, pending);
    let customer = store.customer_by_id(System, cast.provider.issuer, pending.customer);
    assert_eq!(customer.await.unwrap().unwrap().name, "Ana Souza");
}

#[tokio::test]
async fn the_queue_works_on_connections_with_our_settings() {
    let database = TestDatabase::new();
    let store = Store::migrate(&database.address()).await.unwrap();
    let cast = store.populate().await;
    let pending = cast.requests[1].id;
    let decided = store
        .decide(System, pending, &Decision::Approve, now())
        .await;
    decided.unwrap().unwrap();
    store.relay(System, now()).await.unwrap();
    macro_rules! assert_settings {
        ($queue:expr, $of:ty, $asked:expr) => {
            let pool = $queue.pool();
            let mut held = Vec::new();
            for _ in 0..pool.options().get_max_connections() {
                held.push(pool.acquire().await.unwrap());
            }
            assert_eq!(held.len(), 8);
            for connection in &mut held {
                for (sql, expected) in $asked {
                    let found = query_scalar(sql).fetch_one(&mut **connection).await;
                    let found: $of = found.unwrap();
                    assert_eq!(found, expected, "{sql}");
                }
            }
        };
    }
    match store.queue() {
        Queue::Sqlite(queue) => {
            assert_settings!(
                queue,
                i64,
                [("PRAGMA synchronous", 2), ("PRAGMA foreign_keys", 1)]
            );
        }
        Queue::Postgres(queue) => {
            assert_settings!(
                queue,
                String,
                [
                    ("SHOW synchronous_commit", "on".to_owned()),
                    ("SHOW lock_timeout", "10s".to_owned()),
                    ("SHOW transaction_isolation", "read committed".to_owned())
                ]
            );
        }
    }
}
