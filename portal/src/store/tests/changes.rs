//! No synced row changes without a line in its stream's log.

use balcao_domain::{
    Action, AttachProof, BillGroup, ChangeProfile, Collection, Customer, DecisionKind, DueDayState,
    Grant, Issuer, PostalAddress, ProfileChange, ProofKind, Provider, RequestId, Role,
    Sha256Digest, TicketAnswer, TicketState, User, UserId,
};
use balcao_people::{BRUNO_TAX_ID, Cast, TIAGO_TAX_ID, rede_horizonte};
use chrono::TimeDelta;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use uuid::Uuid;

use super::{now, telling, today};
use crate::password::PasswordHash;
use crate::scope::{Scope, System};
use crate::store::TestDatabase;
use crate::store::open::scalar;
use crate::store::{ActionKey, Approval, Decision, NoChange, Payment, Settled, Store};

/// Each synced table with its collection; grants are part of their user's row, proofs of their
/// request's. Of one that holds several collections, its rows say which.
const SYNCED: [(&str, Option<Collection>, &str); 10] = [
    ("providers", Some(Collection::Provider), "id"),
    ("users", Some(Collection::Users), "id"),
    ("grants", Some(Collection::Users), "user"),
    ("customers", Some(Collection::Customers), "id"),
    ("plans", Some(Collection::Plans), "id"),
    ("bills", Some(Collection::Bills), "id"),
    ("profile_requests", Some(Collection::ProfileRequests), "id"),
    ("proofs", Some(Collection::ProfileRequests), "request"),
    ("calls", Some(Collection::Calls), "id"),
    ("json_rows", None, "id"),
];

/// Tables whose rows are nobody's cache.
const NOT_SYNCED: [&str; 16] = [
    "access_tokens",
    "action_answers",
    "action_keys",
    "changes",
    "counters",
    "credentials",
    "keys",
    "outgoing",
    "payments",
    "unread_payments",
    "refresh_tokens",
    "sessions",
    "settings",
    "sign_in_tries",
    "streams",
    "uploads",
];

/// Tables of the tools, which we do not declare: of migrations, and of the queue of jobs.
const OF_TOOLS: [&str; 4] = ["_sqlx_migrations", "seaql_migrations", "Jobs", "Workers"];

struct Watched {
    store: Store,
    _database: TestDatabase,
}

impl Watched {
    /// A database whose triggers note every row that is written.
    async fn new() -> Self {
        let database = TestDatabase::new();
        let store = Store::migrate(&database.address()).await.unwrap();
        let is_server = store.db.get_database_backend() == DbBackend::Postgres;
        let mut sql = if is_server {
            "CREATE TABLE written (collection TEXT COLLATE \"C\", id UUID);".to_owned()
        } else {
            "CREATE TABLE written (collection TEXT, id BLOB);".to_owned()
        };
        for (table, collection, id) in SYNCED {
            for (event, row) in [("INSERT", "new"), ("UPDATE", "new"), ("DELETE", "old")] {
                let id = match collection {
                    // As the log keeps a number.
                    Some(Collection::Calls) if is_server => {
                        format!("lpad(to_hex({row}.{id}), 32, '0')::uuid")
                    }
                    Some(Collection::Calls) => format!("unhex(printf('%032x', {row}.{id}))"),
                    _ => format!("{row}.\"{id}\""),
                };
                let collection = match collection {
                    Some(collection) => format!("'{}'", collection.name()),
                    None => format!("{row}.collection"),
                };
                let note = format!("INSERT INTO written VALUES ({collection}, {id});");
                let watch = format!("watch_{table}_{event}");
                let trigger = format!("CREATE TRIGGER {watch} AFTER {event} ON {table}");
                sql += &if is_server {
                    format!(
                        "CREATE FUNCTION {watch}() RETURNS trigger LANGUAGE plpgsql
                           AS $$ BEGIN {note} RETURN NULL; END $$;
                         {trigger} FOR EACH ROW EXECUTE FUNCTION {watch}();"
                    )
                } else {
                    format!("{trigger} BEGIN {note} END;")
                };
            }
        }
        store.db.execute_unprepared(&sql).await.unwrap();
        Self {
            store,
            _database: database,
        }
    }

    async fn count(&self, sql: &str) -> i64 {
        let sql = format!("SELECT ({sql}) AS value");
        scalar(&self.store.db, &sql).await.unwrap()
    }

    /// Something was written since the last look, and the log says so of each row.
    async fn assert_told(&self, path: &str) {
        let written = self.count("SELECT count(*) FROM written").await;
        assert!(written > 0, "{path} wrote no synced row");
        let untold = "SELECT count(*) FROM written WHERE NOT EXISTS (
            SELECT 1 FROM changes WHERE changes.collection = written.collection
            AND changes.id = written.id)";
        assert_eq!(self.count(untold).await, 0, "{path} wrote rows untold");
        self.forget().await;
    }

    async fn forget(&self) {
        let sql = "DELETE FROM written; DELETE FROM changes;";
        self.store.db.execute_unprepared(sql).await.unwrap();
    }
}

#[tokio::test]
async fn every_table_is_synced_or_known_not_to_be_and_strict() {
    let watched = Watched::new().await;
    let db = &watched.store.db;
    let sql = match db.get_database_backend() {
        // Its columns take what their types say, always.
        DbBackend::Postgres => {
            "SELECT tablename::text AS name, true AS strict FROM pg_tables
             WHERE schemaname = current_schema()"
        }
        _ => {
            "SELECT name, strict FROM pragma_table_list
             WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'"
        }
    };
    let statement = Statement::from_string(db.get_database_backend(), sql);
    for row in db.query_all_raw(statement).await.unwrap() {
        let name: String = row.try_get("", "name").unwrap();
        let synced = SYNCED.iter().any(|(table, ..)| *table == name);
        let not_ours = OF_TOOLS.contains(&name.as_str()) || name == "written";
        let known = synced || NOT_SYNCED.contains(&name.as_str()) || not_ours;
        assert!(known, "is {name} synced?");
        let strict: bool = row.try_get("", "strict").unwrap();
        assert!(strict || not_ours, "{name}");
    }
}

#[tokio::test]
async fn every_way_of_writing_a_synced_row_tells_its_stream() {
    let watched = Watched::new().await;
    let store = &watched.store;
    let (now, today) = (now(), today());
    let cast = store.populate().await;
    let issuer = cast.provider.issuer;

    watched.assert_told("taking a provider in").await;

    let another = Provider {
        issuer: Issuer::new(Uuid::from_u128(1)),
        slug: "another".into(),
        ..cast.provider.clone()
    };
    store.add_provider(System, &another, now).await.unwrap();
    watched.assert_told("adding a provider").await;

    let charged = store.charge_overdue(System, telling(issuer), now).await;
    assert_eq!(charged.unwrap(), 3);
    watched.assert_told("charging overdue bills").await;

    // While his plan is suspended.
    decide_everything(&watched, &cast).await;
    answer_and_approve(&watched, issuer).await;

    let bruno = cast.customer_of(BRUNO_TAX_ID).unwrap();
    let owed = cast
        .bills
        .iter()
        .filter(|bill| bill.customer == bruno && bill.group() == BillGroup::Pending);
    let payments: Vec<Payment> = owed
        .map(|bill| Payment {
            end_to_end_id: format!("E{:031}", bill.number),
            txid: bill.id.uuid().simple().to_string(),
            amount: bill.amount + bill.amount,
            returned: balcao_domain::Cents::default(),
            paid_at: now,
        })
        .collect();
    let received = store.receive(System, telling(issuer), &payments, now).await;
    assert!(received.unwrap().iter().all(|did| *did == Settled::Fully));
    let plans = "SELECT count(*) FROM written WHERE collection = 'plans'";
    assert_eq!(watched.count(plans).await, 1);
    watched.assert_told("receiving payments").await;

    change_and_decide(&watched, &cast).await;

    let make = |id| balcao_people::call(id, 1_500, today);
    let taken = store.take_in_calls(System, issuer, bruno, 1_500, make, now);
    taken.await.unwrap();
    let calls = "SELECT count(*) FROM written WHERE collection = 'calls'";
    assert_eq!(watched.count(calls).await, 1_500);
    watched.assert_told("taking calls in").await;

    let tiago = cast.person(TIAGO_TAX_ID).unwrap().user.tax_id;
    let customer = bruno;
    let grant = move |user: &mut User| {
        user.grants.push(Grant {
            customer,
            customer_name: String::new(),
            roles: vec![Role::Technical],
        });
    };
    let changed = store.change_user(System, issuer, tiago, now, grant).await;
    assert!(changed.unwrap());
    watched.assert_told("changing a user's grants").await;

    assert!(store.remove_user(System, issuer, tiago, now).await.unwrap());
    watched.assert_told("removing a user").await;

    let nina = User {
        id: UserId::new(Uuid::from_u128(2)),
        ..cast.person(TIAGO_TAX_ID).unwrap().user.clone()
    };
    let password = PasswordHash::stored(String::new());
    let added = store.add_user(System, issuer, &nina, &password, now).await;
    added.unwrap();
    watched.assert_told("adding a user").await;
}

/// Every way that a request to change data takes.
async fn change_and_decide(watched: &Watched, cast: &Cast) {
    let store = &watched.store;
    let bruno = cast.customer_of(BRUNO_TAX_ID).unwrap();
    let person = &cast.person(BRUNO_TAX_ID).unwrap().user;
    let roles = [(bruno, vec![Role::Customer])];
    let modules = cast.provider.modules.clone();
    let scope = Scope::new(cast.provider.issuer, person.id, modules, roles);
    let key = || ActionKey {
        id: Uuid::now_v7(),
        request: Sha256Digest::new([7; 32]),
    };
    let address = || PostalAddress {
        street: format!("Rua {}", Uuid::now_v7()),
        ..cast.customers[0].address.clone()
    };
    let change = |address: PostalAddress| ChangeProfile {
        customer: bruno,
        change: ProfileChange {
            phone: Some(format!("19{}", Uuid::now_v7().as_u128() % 1_000_000_000)),
            address: Some(address),
            ..ProfileChange::default()
        },
    };
    let mut request = key();
    for told in ["asking for a change", "asking for another"] {
        request = key();
        let asked = change(address());
        let changed = store
            .perform(&scope, request, &Action::from(asked.clone()), now())
            .await;
        changed.unwrap().unwrap();
        watched.assert_told(told).await;
    }
    let request = RequestId::new(request.id);
    let proof = AttachProof {
        customer: bruno,
        request,
        name: "conta.pdf".into(),
        kind: ProofKind::Pdf,
        size: 9,
        sha256: Sha256Digest::new([1; 32]),
    };
    let attached = store
        .perform(&scope, key(), &Action::from(proof.clone()), now())
        .await;
    attached.unwrap().unwrap();
    watched.assert_told("attaching a proof").await;
    let approved = store
        .decide(System, request, &Decision::Approve, now())
        .await;
    approved.unwrap().unwrap();
    watched.assert_told("approving a request").await;
    let pending = cast.requests[1].id;
    let reject = Decision::Reject {
        reason: "Não.".into(),
    };
    let rejected = store.decide(System, pending, &reject, now()).await;
    rejected.unwrap().unwrap();
    watched.assert_told("rejecting a request").await;

    let automatic = store.set_approval(System, cast.provider.issuer, Approval::Automatic);
    automatic.await.unwrap();
    let mut renamed = change(address());
    renamed.change = ProfileChange {
        name: Some("Bruno Lima Filho".into()),
        ..ProfileChange::default()
    };
    let approved = store
        .perform(&scope, key(), &Action::from(renamed.clone()), now())
        .await;
    approved.unwrap().unwrap();
    watched.assert_told("approving by itself").await;
    let request = key();
    let moved = change(address());
    let asked = store
        .perform(&scope, request, &Action::from(moved.clone()), now())
        .await;
    asked.unwrap().unwrap();
    watched
        .assert_told("asking for what a proof is needed")
        .await;
    let proof = AttachProof {
        request: RequestId::new(request.id),
        ..proof
    };
    let approved = store
        .perform(&scope, key(), &Action::from(proof.clone()), now())
        .await;
    approved.unwrap().unwrap();
    watched.assert_told("approving with the proof").await;
}

/// Every decision that there is, one after the other.
async fn decide_everything(watched: &Watched, cast: &Cast) {
    let customer = cast.customer_of(BRUNO_TAX_ID).unwrap();
    let person = &cast.person(BRUNO_TAX_ID).unwrap().user;
    let roles = [(customer, vec![Role::Customer])];
    let modules = cast.provider.modules.clone();
    let scope = Scope::new(cast.provider.issuer, person.id, modules, roles);
    let by = cast.decider(customer).unwrap();
    let mut made = Uuid::nil();
    for kind in DecisionKind::ALL {
        let action = balcao_people::sample(kind, by, 9, made).action;
        let key = ActionKey {
            id: Uuid::now_v7(),
            request: Sha256Digest::new([9; 32]),
        };
        let done = watched.store.perform(&scope, key, &action, now()).await;
        done.unwrap().unwrap();
        watched.assert_told(kind.name()).await;
        made = action.after().unwrap_or(key.id);
    }
}

/// What the provider says to what was decided.
async fn answer_and_approve(watched: &Watched, issuer: Issuer) {
    let store = &watched.store;
    let tickets = store.tickets(System, issuer).await.unwrap();
    let answer = TicketAnswer {
        text: "Resolvido".into(),
        state: TicketState::Resolved,
    };
    let id = tickets.last().unwrap().id;
    let answered = store.answer_ticket(System, id, &answer, now()).await;
    let answered = answered.unwrap().unwrap();
    assert!(!answered.protocol.is_empty() && answered.closed_at.is_some());
    watched.assert_told("answering a ticket").await;

    let changes = store.due_day_changes(System, issuer).await.unwrap();
    let [asked] = changes.as_slice() else {
        panic!("{changes:?}");
    };
    let approved = store.decide_due_day(System, asked.id, true, now()).await;
    assert_eq!(approved.unwrap().unwrap().state, DueDayState::Approved);
    watched.assert_told("approving a due day").await;
    let again = store.decide_due_day(System, asked.id, false, now()).await;
    assert_eq!(
        again.unwrap(),
        Err(NoChange::Decided(DueDayState::Approved))
    );
}

#[tokio::test]
async fn a_customer_renamed_is_told_to_its_users_whose_grants_name_it() {
    let watched = Watched::new().await;
    let store = &watched.store;
    let cast = store.populate().await;
    watched.forget().await;

    let bruno = cast.customer_of(BRUNO_TAX_ID).unwrap();
    let mut customers = cast.customers.iter();
    let renamed = Customer {
        name: "Bruno Lima Filho".into(),
        ..customers.find(|each| each.id == bruno).unwrap().clone()
    };
    let writing = store.write(now()).await.unwrap();
    writing.put(cast.provider.issuer, &renamed).await.unwrap();
    writing.commit().await.unwrap();
    let told = "SELECT count(*) FROM changes WHERE collection IN ('customers', 'users')";
    assert_eq!(watched.count(told).await, 2);
}

#[tokio::test]
async fn writers_at_once_leave_no_gap_and_no_double_in_the_log() {
    let watched = Watched::new().await;
    let store = &watched.store;
    let cast = store.populate().await;
    let issuer = cast.provider.issuer;
    watched.forget().await;

    let person = cast.person(TIAGO_TAX_ID).unwrap().user.clone();
    let mut writers = tokio::task::JoinSet::new();
    for minute in 0..20 {
        let store = store.clone();
        let tax_id = person.tax_id;
        writers.spawn(async move {
            let at = now() + TimeDelta::minutes(minute);
            let change = move |user: &mut User| user.email = format!("{minute}@example.com");
            store.change_user(System, issuer, tax_id, at, change).await
        });
    }
    while let Some(done) = writers.join_next().await {
        assert!(done.unwrap().unwrap());
    }
    let stream = format!("stream = 'user:{}'", person.id);
    let lines = format!("SELECT count(*) FROM changes WHERE {stream}");
    let span = format!("SELECT max(seq) - min(seq) + 1 FROM changes WHERE {stream}");
    assert_eq!(watched.count(&lines).await, 20);
    assert_eq!(watched.count(&span).await, 20);
    let tags = format!("SELECT count(DISTINCT tag) FROM changes WHERE {stream}");
    assert_eq!(watched.count(&tags).await, 20);
}

#[tokio::test]
async fn what_is_not_committed_leaves_neither_row_nor_line() {
    let watched = Watched::new().await;
    let store = &watched.store;
    let cast = rede_horizonte(today(), 1);
    let writing = store.write(now()).await.unwrap();
    let provider = &cast.provider;
    writing.put(provider.issuer, provider).await.unwrap();
    drop(writing);
    for table in ["providers", "changes", "streams"] {
        let rows = format!("SELECT count(*) FROM {table}");
        assert_eq!(watched.count(&rows).await, 0, "{table}");
    }
}
