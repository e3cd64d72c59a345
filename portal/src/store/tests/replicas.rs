//! Two stores on one database: what both do at once is done as if one came after the other.

use std::time::Duration;

use balcao_contract::cursor::Mark;
use balcao_domain::{
    Bill, BillGroup, BillState, Cents, Role, Sha256Digest, Stream, TaxId, User, UserId,
};
use balcao_people::{ANA_TAX_ID, BRUNO_TAX_ID, Cast, call};
use futures_util::future::join_all;
use sea_orm::sqlx::query;
use tokio::join;
use tokio::time::timeout;
use uuid::Uuid;

use super::{now, telling, today};
use crate::password::PasswordHash;
use crate::scope::{Scope, System};
use crate::store::TestDatabase;
use crate::store::open::scalar;
use crate::store::{Decision, Payment, Queue, Reader, Settled, Store, StoreError};

/// Longer than anybody waits to hear.
const PATIENCE: Duration = Duration::from_secs(20);

struct Pair {
    one: Store,
    other: Store,
    cast: Cast,
    _database: TestDatabase,
}

impl Pair {
    async fn new() -> Self {
        Self::on(TestDatabase::new()).await
    }

    async fn on(database: TestDatabase) -> Self {
        let address = database.address();
        let one = Store::migrate(&address).await.unwrap();
        let cast = one.populate().await;
        let other = Store::open(&address).await.unwrap();
        Self {
            one,
            other,
            cast,
            _database: database,
        }
    }

    /// The number that a query answers.
    async fn count(&self, sql: &str) -> i64 {
        let sql = format!("SELECT ({sql}) AS value");
        scalar(&self.one.db, &sql).await.unwrap()
    }

    fn scope(&self, tax_id: &str) -> Scope {
        let person = self.cast.person(tax_id).unwrap();
        let own = self.cast.customer_of(tax_id).unwrap();
        let modules = self.cast.provider.modules.clone();
        let roles = [(own, vec![Role::Customer])];
        Scope::new(self.cast.provider.issuer, person.user.id, modules, roles)
    }

    fn owed(&self) -> Vec<&Bill> {
        let bills = self.cast.bills.iter();
        bills
            .filter(|bill| bill.group() == BillGroup::Pending)
            .collect()
    }

    async fn receive(&self, store: &Store, payments: &[Payment]) -> Vec<Settled> {
        let issuer = self.cast.provider.issuer;
        let received = store.receive(System, telling(issuer), payments, now());
        received.await.unwrap()
    }
}

fn payment(bill: &Bill, number: usize, cents: i64) -> Payment {
    Payment {
        end_to_end_id: format!("E{number:031}"),
        txid: bill.id.uuid().simple().to_string(),
        amount: Cents::new(cents),
        returned: Cents::default(),
        paid_at: now(),
    }
}

#[tokio::test]
async fn payments_told_at_both_in_two_orders_are_taken_once() {
    let pair = Pair::new().await;
    let owed = pair.owed();
    let there = owed.iter().enumerate();
    let there = there.map(|(at, bill)| payment(bill, at, 9_000_000));
    let mut there: Vec<_> = there.collect();
    // One of nobody's bill is remembered once too.
    there.push(Payment {
        txid: "0".repeat(32),
        ..payment(owed[0], owed.len(), 1)
    });
    let back: Vec<_> = there.iter().rev().cloned().collect();
    let (a, mut b) = join!(
        pair.receive(&pair.one, &there),
        pair.receive(&pair.other, &back)
    );
    b.reverse();
    for (a, b) in a.iter().zip(&b) {
        let already = [a, b]
            .iter()
            .filter(|did| ***did == Settled::Already)
            .count();
        assert_eq!(already, 1, "{a:?} {b:?}");
    }
    let rows = pair.count("SELECT count(*) FROM payments").await;
    assert_eq!(usize::try_from(rows).unwrap(), there.len());
}

#[tokio::test]
async fn two_parts_of_a_bill_paid_at_both_settle_it() {
    let pair = Pair::new().await;
    for (at, bill) in pair.owed().into_iter().enumerate() {
        let half = |number| [payment(bill, number, bill.amount.get())];
        let (first, second) = (half(2 * at), half(2 * at + 1));
        join!(
            pair.receive(&pair.one, &first),
            pair.receive(&pair.other, &second)
        );
        let issuer = pair.cast.provider.issuer;
        let found = pair.other.bill_by_number(System, issuer, bill.number);
        let found = found.await.unwrap().unwrap();
        assert_eq!(found.state, BillState::Settled);
        let known = format!(
            "SELECT count(*) FROM payments WHERE end_to_end_id IN ('{}', '{}')",
            first[0].end_to_end_id, second[0].end_to_end_id
        );
        assert_eq!(pair.count(&known).await, 2);
    }
}

#[tokio::test]
async fn a_day_that_begins_at_both_charges_once_while_payments_come() {
    let pair = Pair::new().await;
    let issuer = pair.cast.provider.issuer;
    let charge = |store: &Store| {
        let store = store.clone();
        async move { store.charge_overdue(System, telling(issuer), now()).await }
    };
    let paid = [payment(pair.owed()[0], 0, 9_000_000)];
    let (a, b, _) = join!(
        charge(&pair.one),
        charge(&pair.other),
        pair.receive(&pair.other, &paid)
    );
    let charged = a.unwrap() + b.unwrap();
    // One that was paid late keeps what it had cost.
    let kept = "SELECT count(*) FROM bills WHERE charges_as_of IS NOT NULL AND state <> 'settled'";
    let kept = pair.count(kept).await;
    assert!((2..=3).contains(&kept), "{kept}");
    assert!((kept..=3).contains(&i64::try_from(charged).unwrap()));
}

#[tokio::test]
async fn a_request_decided_at_both_is_decided_once() {
    let pair = Pair::new().await;
    let pending = pair.cast.requests[1].id;
    let reject = Decision::Reject {
        reason: "Não.".into(),
    };
    let (a, b) = join!(
        pair.one.decide(System, pending, &Decision::Approve, now()),
        pair.other.decide(System, pending, &reject, now())
    );
    let decided = [a.unwrap(), b.unwrap()];
    assert_eq!(decided.iter().filter(|it| it.is_ok()).count(), 1);
    assert_eq!(pair.count("SELECT count(*) FROM outgoing").await, 1);
    // And relayed once, though both look at the same time.
    let (a, b) = join!(
        pair.one.relay(System, now()),
        pair.other.relay(System, now())
    );
    assert!(a.unwrap() + b.unwrap() >= 1);
    let jobs = match pair.one.queue() {
        Queue::Sqlite(_) => "Jobs",
        Queue::Postgres(_) => "apalis.jobs",
    };
    let queued = format!("SELECT count(*) FROM {jobs}");
    assert_eq!(pair.count(&queued).await, 1);
}

#[tokio::test]
async fn a_user_has_so_many_uploads_and_not_more_at_both() {
    let pair = Pair::new().await;
    let scope = pair.scope(ANA_TAX_ID);
    let stores = [&pair.one, &pair.other];
    let begun = (0..30_u8).map(|at| {
        let sha256 = Sha256Digest::new([at; 32]);
        let store = stores[usize::from(at) % 2];
        store.begin_upload(&scope, sha256, 9, now())
    });
    let begun = join_all(begun).await;
    let begun = begun.into_iter().filter(|it| *it.as_ref().unwrap());
    assert_eq!(begun.count(), 20);
}

#[tokio::test]
async fn a_person_added_at_both_is_added_once() {
    let pair = Pair::new().await;
    let issuer = pair.cast.provider.issuer;
    let nina = |number| User {
        id: UserId::new(Uuid::from_u128(number)),
        tax_id: TaxId::parse("529.982.247-25").unwrap(),
        ..pair.cast.person(BRUNO_TAX_ID).unwrap().user.clone()
    };
    let password = PasswordHash::stored(String::new());
    let (one, other) = (nina(1), nina(2));
    let (a, b) = join!(
        pair.one.add_user(System, issuer, &one, &password, now()),
        pair.other
            .add_user(System, issuer, &other, &password, now())
    );
    let both = [a, b];
    assert_eq!(both.iter().filter(|it| it.is_ok()).count(), 1);
    let refused = both.into_iter().find_map(Result::err).unwrap();
    assert!(matches!(refused, StoreError::Exists), "{refused}");
}

#[tokio::test]
async fn a_person_changed_at_both_keeps_both_changes() {
    let pair = Pair::new().await;
    let issuer = pair.cast.provider.issuer;
    let tax_id = pair.cast.person(BRUNO_TAX_ID).unwrap().user.tax_id;
    for race in 0..12 {
        let email = move |user: &mut User| user.email = format!("{race}@example.com");
        let title = move |user: &mut User| user.job_title = Some(format!("{race}"));
        let (a, b) = join!(
            pair.one.change_user(System, issuer, tax_id, now(), email),
            pair.other.change_user(System, issuer, tax_id, now(), title)
        );
        assert!(a.unwrap() && b.unwrap());
        let users = pair.one.users(System, issuer).await.unwrap();
        let user = users
            .into_iter()
            .find(|user| user.tax_id == tax_id)
            .unwrap();
        assert_eq!(user.email, format!("{race}@example.com"));
        assert_eq!(user.job_title, Some(format!("{race}")));
    }
}

#[tokio::test]
async fn calls_taken_in_at_both_are_numbered_and_told_once() {
    let pair = Pair::new().await;
    let issuer = pair.cast.provider.issuer;
    let take_in = |store: &Store, tax_id| {
        let store = store.clone();
        let customer = pair.cast.customer_of(tax_id).unwrap();
        async move {
            let make = |id| call(id, 2_500, today());
            let taken = store.take_in_calls(System, issuer, customer, 2_500, make, now());
            taken.await.unwrap();
        }
    };
    join!(
        take_in(&pair.one, BRUNO_TAX_ID),
        take_in(&pair.other, ANA_TAX_ID)
    );
    assert_eq!(pair.count("SELECT count(*) FROM calls").await, 2_500);
    let told = "SELECT count(*) FROM changes WHERE collection = 'calls'";
    assert_eq!(pair.count(told).await, 2_500);
}

#[tokio::test]
async fn who_reads_while_both_write_never_passes_over_a_line() {
    let pair = Pair::new().await;
    let scope = pair.scope(BRUNO_TAX_ID);
    let issuer = pair.cast.provider.issuer;
    let user = &pair.cast.person(BRUNO_TAX_ID).unwrap().user;
    let stream = Stream::User;
    let begun = pair.one.head(&scope, stream).await.unwrap();
    let write = async |store: &Store, name: &str| {
        for at in 0..20 {
            let email = format!("{name}{at}@example.com");
            let change = move |user: &mut User| user.email = email;
            let changed = store.change_user(System, issuer, user.tax_id, now(), change);
            assert!(changed.await.unwrap());
        }
    };
    let read = async |store: &Store| {
        let mut place = begun;
        while place.seq < begun.seq + 40 {
            let head = store.head(&scope, stream).await.unwrap();
            let reader = Reader {
                scope: &scope,
                now: now(),
            };
            let lines = store.changes_after(reader, stream, place, head, 100);
            let (_, reached) = lines.await.unwrap();
            // All up to where the log was said to end is there to be read.
            assert_eq!(reached, head);
            place = reached;
        }
        assert_ne!(place, Mark::START);
    };
    join!(
        write(&pair.one, "one"),
        write(&pair.other, "other"),
        read(&pair.one),
        read(&pair.other)
    );
    let stream = format!("stream = 'user:{}' AND seq > {}", user.id, begun.seq);
    let lines = format!("SELECT count(*) FROM changes WHERE {stream}");
    assert_eq!(pair.count(&lines).await, 40);
}

// Of PostgreSQL alone, as what follows is: a file of SQLite has no server that would tell others.
#[tokio::test]
async fn what_one_replica_wrote_is_heard_at_the_other_also_after_its_connection_was_lost() {
    let Some(database) = TestDatabase::at_server() else {
        return;
    };
    let pair = Pair::on(database).await;
    pair.other.hear_replicas().await.unwrap();
    let scope = pair.scope(BRUNO_TAX_ID);
    let others = pair.scope(ANA_TAX_ID);
    let issuer = pair.cast.provider.issuer;
    let tax_id = pair.cast.person(BRUNO_TAX_ID).unwrap().user.tax_id;
    let write = async |email: &'static str| {
        let change = move |user: &mut User| user.email = email.into();
        let changed = pair.one.change_user(System, issuer, tax_id, now(), change);
        assert!(changed.await.unwrap());
    };
    let mut listener = pair.other.listener();
    let mut stranger = pair.other.listener();
    write("a@example.com").await;
    timeout(PATIENCE, listener.heard(&scope)).await.unwrap();

    let cut = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'balcao-portal hints'";
    let pool = pair.one.db.get_postgres_connection_pool();
    query(cut).execute(pool).await.unwrap();
    // Something may have been written meanwhile, by anybody and for anybody.
    timeout(PATIENCE, listener.heard(&scope)).await.unwrap();
    timeout(PATIENCE, stranger.heard(&others)).await.unwrap();
    write("b@example.com").await;
    timeout(PATIENCE, listener.heard(&scope)).await.unwrap();
    // One message tells both or neither: what was not heard by now will not be.
    let silence = timeout(Duration::ZERO, stranger.heard(&others));
    assert!(silence.await.is_err());
}
