use super::*;
use crate::cache::meta::Meta;
use crate::db::{Database, Place, Schema};
use crate::testing::today;
use balcao_contract::AcceptedRecord;
use balcao_contract::sync::RawRow;
use balcao_domain::{Bill, CallRecord, CustomerId};
use balcao_people::{ANA_TAX_ID, BRUNO_TAX_ID, Cast, rede_horizonte};
use proptest::prelude::*;
use serde_json::{Value, json};

fn cast() -> Cast {
    rede_horizonte(today(), 7)
}

fn bills_of(cast: &Cast, tax_id: &str) -> (CustomerId, Vec<Bill>) {
    let customer = cast.customer_of(tax_id).unwrap();
    let bills = cast.bills.iter().filter(|bill| bill.customer == customer);
    (customer, bills.cloned().collect())
}

fn raw(row: &Value) -> RawRow {
    RawRow::of(row).unwrap()
}

fn put(bill: &Bill) -> Line {
    Line::Put {
        stream: Stream::Customer(bill.customer),
        collection: Collection::Bills,
        id: bill.id.uuid().into(),
        put: raw(&json!(bill)),
    }
}

fn streams(customers: &[CustomerId]) -> Line {
    let of_customers = customers.iter().copied().map(Stream::Customer);
    Line::Streams {
        streams: [Stream::Provider, Stream::User]
            .into_iter()
            .chain(of_customers)
            .collect(),
    }
}

struct Cache(Database);

impl Cache {
    async fn new() -> Self {
        Self(
            Database::create(Schema::CACHE, Place::Memory)
                .await
                .unwrap(),
        )
    }

    async fn apply(&self, lines: Vec<Line>, cursor: &str) -> Result<Changed, DbError> {
        let at = DateTime::UNIX_EPOCH;
        self.apply_at(at, lines, cursor).await
    }

    async fn apply_at(
        &self,
        at: DateTime<Utc>,
        lines: Vec<Line>,
        cursor: &str,
    ) -> Result<Changed, DbError> {
        let reached = Reached {
            cursor: cursor.to_owned(),
            seqs: BTreeMap::new(),
            at,
        };
        self.0
            .write(move |connection| apply(connection, &lines, &reached))
            .await
    }

    async fn count(&self, customer: CustomerId) -> i64 {
        let sql = "SELECT count(*) FROM bills WHERE customer = ?1";
        let id = customer.uuid().as_bytes().to_vec();
        self.0
            .read(move |it| Ok(it.query_one(sql, [id], |row| row.get(0))?))
            .await
            .unwrap()
    }

    async fn cursor(&self) -> Option<String> {
        self.0.read(Meta::read).await.unwrap().cursor
    }
}

#[tokio::test]
async fn a_reset_deletes_at_its_end_what_was_not_sent_again() {
    let cache = Cache::new().await;
    let (ana, bills) = bills_of(&cast(), ANA_TAX_ID);
    let stream = Stream::Customer(ana);
    let mut lines = vec![streams(&[ana]), Line::Reset { reset: stream }];
    lines.extend(bills.iter().map(put));
    lines.push(Line::End { end: stream });
    let changed = cache.apply(lines, "first").await.unwrap();
    assert!(changed[&stream].contains(&Collection::Bills));
    let all = i64::try_from(bills.len()).unwrap();
    assert_eq!(cache.count(ana).await, all);

    let again = vec![
        streams(&[ana]),
        Line::Reset { reset: stream },
        put(&bills[0]),
    ];
    cache.apply(again, "second").await.unwrap();
    assert_eq!(
        cache.count(ana).await,
        all,
        "until the end, what was there still reads"
    );
    cache
        .apply(vec![put(&bills[1]), Line::End { end: stream }], "third")
        .await
        .unwrap();
    assert_eq!(cache.count(ana).await, 2);
    assert_eq!(cache.cursor().await.as_deref(), Some("third"));
}

/// The simulation found it: nothing would bring the newer row again.
#[tokio::test]
async fn f5_an_answer_that_was_long_on_its_way_undoes_nothing_that_came_since() {
    let cache = Cache::new().await;
    let (customer, bills) = bills_of(&cast(), ANA_TAX_ID);
    let stream = Stream::Customer(customer);
    let accepted = |seq| Accepted {
        stream,
        seq,
        records: vec![AcceptedRecord {
            collection: Collection::Bills,
            id: bills[0].id.uuid().into(),
            put: Some(raw(&json!(bills[0]))),
        }],
        already_done: false,
    };
    for (held, seq, expected) in [
        (None, 8, 0),
        (Some(9), 8, 0),
        (Some(9), 9, 0),
        (Some(9), 10, 1),
    ] {
        let answer = accepted(seq);
        let seqs = held.map(|held| (stream, held)).into_iter().collect();
        cache
            .0
            .write(move |connection| {
                streams::hold(connection, stream)?;
                streams::set_seqs(connection, &seqs)?;
                take(connection, &answer)
            })
            .await
            .unwrap();
        assert_eq!(cache.count(customer).await, expected, "{held:?} {seq}");
    }
}

#[tokio::test]
async fn a_stream_that_is_lost_goes_with_all_its_rows() {
    let cache = Cache::new().await;
    let cast = cast();
    let (ana, mut bills) = bills_of(&cast, ANA_TAX_ID);
    let (bruno, of_bruno) = bills_of(&cast, BRUNO_TAX_ID);
    bills.extend(of_bruno);
    let mut lines = vec![streams(&[ana, bruno])];
    lines.extend(bills.iter().map(put));
    cache.apply(lines, "both").await.unwrap();
    let changed = cache.apply(vec![streams(&[ana])], "one").await.unwrap();
    assert!(changed.contains_key(&Stream::Customer(bruno)));
    assert_eq!(cache.count(bruno).await, 0);
    assert!(cache.count(ana).await > 0);
}

#[tokio::test]
async fn a_deleted_row_goes_and_only_from_its_own_stream() {
    let cache = Cache::new().await;
    let cast = cast();
    let (ana, bills) = bills_of(&cast, ANA_TAX_ID);
    let (bruno, _) = bills_of(&cast, BRUNO_TAX_ID);
    let delete = |customer, bill: &Bill| Line::Delete {
        stream: Stream::Customer(customer),
        collection: Collection::Bills,
        id: bill.id.uuid().into(),
        delete: true,
    };
    cache
        .apply(
            vec![streams(&[ana, bruno]), put(&bills[0]), put(&bills[1])],
            "a",
        )
        .await
        .unwrap();
    let lines = vec![delete(ana, &bills[0]), delete(bruno, &bills[1])];
    cache.apply(lines, "b").await.unwrap();
    assert_eq!(cache.count(ana).await, 1);
}

#[tokio::test]
async fn what_does_not_add_up_changes_nothing() {
    let cache = Cache::new().await;
    let cast = cast();
    let (ana, bills) = bills_of(&cast, ANA_TAX_ID);
    let (bruno, of_bruno) = bills_of(&cast, BRUNO_TAX_ID);
    cache
        .apply(vec![streams(&[ana]), put(&bills[0])], "good")
        .await
        .unwrap();

    let foreign_row = Line::Put {
        stream: Stream::Customer(ana),
        collection: Collection::Bills,
        id: of_bruno[0].id.uuid().into(),
        put: raw(&json!(of_bruno[0])),
    };
    let other_id = Line::Put {
        stream: Stream::Customer(ana),
        collection: Collection::Bills,
        id: bills[2].id.uuid().into(),
        put: raw(&json!(bills[1])),
    };
    let wrong_place = Line::Delete {
        stream: Stream::User,
        collection: Collection::Bills,
        id: bills[0].id.uuid().into(),
        delete: true,
    };
    let no_delete = Line::Delete {
        stream: Stream::Customer(ana),
        collection: Collection::Bills,
        id: bills[0].id.uuid().into(),
        delete: false,
    };
    let unheld = Stream::Customer(bruno);
    for wrong in [
        foreign_row,
        other_id,
        wrong_place,
        no_delete,
        put(&of_bruno[0]),
        Line::End { end: unheld },
    ] {
        let lines = vec![put(&bills[1]), wrong.clone()];
        let refused = cache.apply(lines, "bad").await;
        assert!(matches!(refused, Err(DbError::Malformed)), "{wrong:?}");
    }
    assert_eq!(cache.count(ana).await, 1);
    assert_eq!(cache.cursor().await.as_deref(), Some("good"));
}

#[tokio::test]
async fn a_row_that_does_not_read_takes_what_was_held_of_it_along_and_nothing_else() {
    let cache = Cache::new().await;
    let (ana, bills) = bills_of(&cast(), ANA_TAX_ID);
    cache
        .apply(vec![streams(&[ana]), put(&bills[0])], "good")
        .await
        .unwrap();
    let no_row = |bill: &Bill| Line::Put {
        stream: Stream::Customer(ana),
        collection: Collection::Bills,
        id: bill.id.uuid().into(),
        put: raw(&json!({"amount": "um monte"})),
    };
    let lines = vec![no_row(&bills[0]), put(&bills[1]), no_row(&bills[2])];
    let changed = cache.apply(lines, "better").await.unwrap();
    assert!(changed[&Stream::Customer(ana)].contains(&Collection::Bills));
    assert_eq!(cache.count(ana).await, 1);
    assert_eq!(cache.cursor().await.as_deref(), Some("better"));
    let told = cache.0.read(left_out::told).await.unwrap();
    assert_eq!(told.count, 2);
    cache.apply(vec![put(&bills[0])], "best").await.unwrap();
    let told = cache.0.read(left_out::told).await.unwrap();
    assert_eq!(told.first, [format!("bills {}", bills[2].id)]);
}

#[tokio::test]
async fn a_user_that_does_not_read_stays_as_it_was_through_a_load() {
    let cache = Cache::new().await;
    let cast = cast();
    let user = cast.person(ANA_TAX_ID).unwrap().user.clone();
    let id: RowId = user.id.uuid().into();
    let put = Line::Put {
        stream: Stream::User,
        collection: Collection::Users,
        id,
        put: raw(&json!(user)),
    };
    let reset = || Line::Reset {
        reset: Stream::User,
    };
    let end = || Line::End { end: Stream::User };
    let loaded = vec![streams(&[]), reset(), put, end()];
    cache.apply(loaded, "good").await.unwrap();

    let left_out = Line::LeftOut {
        stream: Stream::User,
        collection: Collection::Users,
        id,
        left_out: true,
    };
    let loaded = vec![streams(&[]), reset(), left_out, end()];
    cache.apply(loaded, "spoilt").await.unwrap();
    let held: Option<User> = cache.0.read(listed::only).await.unwrap();
    assert_eq!(held, Some(user));
    assert_eq!(cache.0.read(left_out::told).await.unwrap().count, 1);
}

/// Any JSON that is not too deep.
fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::hash_map("[a-z_]{1,8}", inner, 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// A bill with one field replaced by anything.
fn spoilt_bill() -> impl Strategy<Value = Line> {
    let bill = bills_of(&cast(), ANA_TAX_ID).1.remove(0);
    let names: Vec<_> = json!(bill).as_object().unwrap().keys().cloned().collect();
    (proptest::sample::select(names), json_value()).prop_map(move |(name, value)| {
        let mut line = put(&bill);
        if let Line::Put { put, .. } = &mut line {
            let mut row = json!(bill);
            row[name] = value;
            *put = raw(&row);
        }
        line
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_row_panics(line in spoilt_bill()) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let cache = Cache::new().await;
            let ana = cast().customer_of(ANA_TAX_ID).unwrap();
            let applied = cache.apply(vec![streams(&[ana]), line], "any").await;
            assert!(matches!(applied, Ok(_) | Err(DbError::Malformed)));
        });
    }
}

fn call(number: u64, start: &str) -> CallRecord {
    CallRecord {
        start: start.parse().unwrap(),
        ..balcao_people::call(number.try_into().unwrap(), number, today())
    }
}

fn put_call(customer: CustomerId, call: &CallRecord) -> Line {
    Line::Put {
        stream: Stream::Customer(customer),
        collection: Collection::Calls,
        id: call.id.into(),
        put: raw(&json!(call)),
    }
}

impl Cache {
    /// The numbers of a customer's calls.
    async fn calls(&self, customer: CustomerId) -> Vec<i64> {
        let sql = "SELECT id FROM calls WHERE customer = ?1 ORDER BY id";
        let id = customer.uuid().as_bytes().to_vec();
        self.0
            .read(move |it| {
                let mut statement = it.prepare(sql)?;
                let ids = statement.query_map([id], |row| row.get(0))?;
                Ok(ids.collect::<Result<_, _>>()?)
            })
            .await
            .unwrap()
    }
}

#[tokio::test]
async fn calls_are_kept_as_long_as_a_full_load_would_bring_them() {
    let cache = Cache::new().await;
    let (ana, _) = bills_of(&cast(), ANA_TAX_ID);
    let old = call(1, "2026-05-31T23:59:59Z");
    let kept = call(2, "2026-06-01T00:00:00Z");
    let november = call(3, "2026-11-30T12:00:00Z");
    let lines = [&old, &kept, &november].map(|call| put_call(ana, call));
    let lines = [vec![streams(&[ana])], lines.into()].concat();
    cache.apply(lines, "november").await.unwrap();
    assert_eq!(cache.calls(ana).await, [1, 2, 3]);

    let december = call(4, "2026-12-01T00:00:00Z");
    let delete = Line::Delete {
        stream: Stream::Customer(ana),
        collection: Collection::Calls,
        id: november.id.into(),
        delete: true,
    };
    let lines = vec![put_call(ana, &december), delete];
    cache.apply(lines, "december").await.unwrap();
    assert_eq!(cache.calls(ana).await, [2, 4]);
}

#[tokio::test]
async fn a_load_tells_since_when_every_call_is_held() {
    let cache = Cache::new().await;
    let (ana, _) = bills_of(&cast(), ANA_TAX_ID);
    let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
    let held_since = async || {
        let now = at("2026-11-22T12:00:00Z");
        let since = move |it: &Connection| calls::held_since(it, ana, now);
        cache.0.read(since).await.unwrap()
    };
    assert_eq!(held_since().await, at("2026-05-01T00:00:00Z"));
    let newest = call(1, "2026-10-31T12:00:00Z");
    let lines = vec![streams(&[ana]), put_call(ana, &newest)];
    cache.apply(lines, "october").await.unwrap();
    assert_eq!(held_since().await, at("2026-04-01T00:00:00Z"));
    // Loaded anew after the month turned, without a call of the new one.
    let stream = Stream::Customer(ana);
    let lines = vec![
        streams(&[ana]),
        Line::Reset { reset: stream },
        put_call(ana, &newest),
        Line::End { end: stream },
    ];
    let turned = at("2026-11-01T00:00:01Z");
    cache.apply_at(turned, lines, "november").await.unwrap();
    assert_eq!(held_since().await, at("2026-05-01T00:00:00Z"));
}

#[tokio::test]
async fn a_call_takes_no_row_of_another_customer() {
    let cache = Cache::new().await;
    let cast = cast();
    let (ana, _) = bills_of(&cast, ANA_TAX_ID);
    let (bruno, _) = bills_of(&cast, BRUNO_TAX_ID);
    let first = call(1, "2026-11-01T00:00:00Z");
    let lines = vec![streams(&[ana, bruno]), put_call(ana, &first)];
    cache.apply(lines, "good").await.unwrap();
    let provider = Line::Put {
        stream: Stream::Provider,
        collection: Collection::Calls,
        id: first.id.into(),
        put: raw(&json!(first)),
    };
    for wrong in [put_call(bruno, &first), provider] {
        let refused = cache.apply(vec![wrong], "bad").await;
        assert!(matches!(refused, Err(DbError::Malformed)));
    }
    assert_eq!(cache.calls(ana).await, [1]);
    assert_eq!(cache.cursor().await.as_deref(), Some("good"));
}
