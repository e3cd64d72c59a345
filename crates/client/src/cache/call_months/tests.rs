use super::*;
use crate::db::{Database, Place, Schema};
use crate::testing::today;
use uuid::Uuid;

fn customer() -> CustomerId {
    CustomerId::new(Uuid::from_u128(1))
}

fn march() -> Month {
    Month::new(2026, 3).unwrap()
}

fn call(number: u64, start: &str) -> CallRecord {
    CallRecord {
        start: start.parse().unwrap(),
        ..balcao_people::call(number.try_into().unwrap(), number, today())
    }
}

fn page(calls: &[CallRecord], more: bool) -> CallPage {
    let calls = calls.to_vec();
    CallPage { calls, more }
}

async fn begun() -> (Database, Arriving) {
    let database = Database::create(Schema::CACHE, Place::Memory);
    let database = database.await.unwrap();
    let now = DateTime::UNIX_EPOCH;
    let arriving = database.write(move |it| begin(it, customer(), march(), now));
    let arriving = arriving.await.unwrap();
    (database, arriving)
}

async fn put(database: &Database, arriving: Arriving, page: CallPage) -> Result<Put, DbError> {
    database
        .write(move |it| super::put(it, &arriving, &page))
        .await
}

async fn is_whole(database: &Database) -> bool {
    let whole = database.read(|it| whole(it, customer(), march()));
    whole.await.unwrap().is_some()
}

#[tokio::test]
async fn a_page_that_does_not_add_up_is_refused_whole() {
    let (database, arriving) = begun().await;
    let (first, second) = (
        call(2, "2026-03-01T00:00:00Z"),
        call(3, "2026-03-02T00:00:00Z"),
    );
    let begun = put(
        &database,
        arriving,
        page(std::slice::from_ref(&first), true),
    )
    .await;
    assert_eq!(begun.unwrap(), Put::More(first.id));
    let arriving = Arriving {
        after: Some(first.id),
        ..arriving
    };
    for wrong in [
        page(&[call(3, "2026-04-01T00:00:00Z")], false),
        page(&[call(3, "2026-02-28T23:59:59Z")], false),
        page(&[call(4, "2026-03-03T00:00:00Z"), second.clone()], false),
        page(std::slice::from_ref(&first), false),
        page(&[], true),
    ] {
        let refused = put(&database, arriving, wrong).await;
        assert!(matches!(refused, Err(DbError::Malformed)));
        assert!(!is_whole(&database).await);
    }
    let put = put(&database, arriving, page(&[second], false)).await;
    assert_eq!(put.unwrap(), Put::Whole);
    assert!(is_whole(&database).await);
}

#[tokio::test]
async fn a_page_for_a_customer_who_was_taken_away_is_nobodys() {
    let (database, arriving) = begun().await;
    database.write(|it| forget(it, customer())).await.unwrap();
    let late = put(
        &database,
        arriving,
        page(&[call(2, "2026-03-01T00:00:00Z")], false),
    );
    assert_eq!(late.await.unwrap(), Put::Unwanted);
    assert!(!is_whole(&database).await);
}
