//! Data folders that versions of before have left: how they were made stands in
//! `fixtures/README.md`.

use super::sending::*;
use super::*;
use crate::db::{Database, DbError, Encryption, Place, Schema};
use crate::vault::{Key, Secret};
use balcao_bridge::{GetCustomerProfile, GetProfileDraft, WaitingAction};
use balcao_domain::Sensitive;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

const KEY: [u8; 32] = [4; 32];

fn fixture(name: &str) -> PathBuf {
    Path::new("fixtures").join(name)
}

fn stored_json(name: &str) -> Value {
    serde_json::from_slice(&fs::read(fixture(name)).unwrap()).unwrap()
}

/// A device without a network, with what a version has left of Marina's account.
fn device(left: &[&str]) -> (Stage, AccountId) {
    let stage = Stage::new();
    let list = "accounts.json";
    fs::copy(fixture("first").join(list), stage.data.path().join(list)).unwrap();
    let account = stored_json("first/accounts.json")["accounts"][0]["folder"].take();
    let account = AccountId(serde_json::from_value(account).unwrap());
    let secret = Secret {
        key: Key::from_bytes(KEY),
        refresh: Some(Sensitive::new("of that time".into())),
    };
    stage.vault.store(account, &secret).unwrap();
    let folder = stage.folder(account);
    fs::create_dir(&folder).unwrap();
    for file in left {
        let from = fixture(file);
        fs::copy(&from, folder.join(from.file_name().unwrap())).unwrap();
    }
    offline(&stage, true);
    (stage, account)
}

const FIRST: [&str; 2] = ["first/cache.db", "first/key.check"];

fn with_outbox() -> Vec<&'static str> {
    [FIRST.as_slice(), &["outbox/outbox.db"]].concat()
}

/// What the first outbox holds: a phone, an address and its proof.
const WAITING: usize = 3;

async fn first_account(core: &Core) -> AccountSummary {
    accounts(core).await.remove(0)
}

/// Everything reads as the version that wrote it read it, and is found by its words.
async fn nothing_is_lost(core: &Core) {
    let account = first_account(core).await;
    assert_eq!(
        (&account.state, account.notice),
        (&AccountState::Ready, None)
    );
    let expected = stored_json("first/expected.json");
    let expected = expected.as_array().unwrap();
    assert_eq!(account.customers.len(), expected.len());
    for (customer, expected) in account.customers.iter().zip(expected) {
        let page = list(core, account.id, customer.id).await.unwrap();
        assert_eq!(json!(page.rows), expected["bills"]);
        assert_eq!(page.freshness.source, Source::Cached);
        let get = GetCustomerProfile {
            account: account.id,
            customer: customer.id,
        };
        let profile = core.call(get).await.unwrap();
        assert_eq!(json!(profile.customer), expected["customer"]);
        assert_eq!(json!(profile.plans), expected["plans"]);
        let newest = &page.rows[0];
        for search in [newest.description.clone(), newest.number_text()] {
            let found = found(core, account.id, customer.id, search).await;
            assert!(found.contains(newest));
        }
    }
}

async fn found(core: &Core, account: AccountId, customer: CustomerId, search: String) -> Vec<Bill> {
    let request = ListBills {
        account,
        customer,
        filter: BillFilter::All,
        period: None,
        search,
        sort: BillSort::DueOn,
        descending: false,
        after: None,
    };
    core.call(request).await.unwrap().rows
}

fn place(path: PathBuf) -> Place {
    Place::File {
        path,
        encryption: Encryption::On(Key::from_bytes(KEY)),
    }
}

/// What the cache says of every bill beyond its own JSON.
async fn columns(stage: &Stage, account: AccountId) -> Vec<String> {
    let database = Database::open(Schema::CACHE, place(stage.cache(account)));
    let database = database.await.unwrap();
    let columns = database.read(|connection| {
        let sql = "SELECT hex(id) || ' ' || part || ' ' || due_on || ' ' || worth || ' '
                          || description || ' ' || found_by FROM bills ORDER BY id";
        let mut all = connection.prepare(sql)?;
        let rows = all.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    });
    let columns = columns.await.unwrap();
    database.close().await;
    columns
}

#[tokio::test]
async fn f12_a_cache_of_the_first_version_reads_offline_with_nothing_lost() {
    let (stage, account) = device(&FIRST);
    let core = stage.open();
    nothing_is_lost(&core).await;
    core.close().await;
    let migrated = columns(&stage, account).await;

    // The same bills, as this version writes them.
    let expected = stored_json("first/expected.json");
    let bills = expected.as_array().unwrap().iter();
    let bills: Vec<Bill> = bills
        .flat_map(|it| serde_json::from_value::<Vec<Bill>>(it["bills"].clone()).unwrap())
        .collect();
    let database = Database::open(Schema::CACHE, place(stage.cache(account)));
    let database = database.await.unwrap();
    let written = database.write(move |connection| {
        let put = |bill: &Bill| crate::cache::listed::put(connection, 0, bill);
        bills.iter().try_for_each(put)
    });
    written.await.unwrap();
    database.close().await;
    assert_eq!(columns(&stage, account).await, migrated);
}

#[tokio::test]
async fn f12_a_cache_of_the_first_version_is_brought_up_to_date_by_the_next_check() {
    let (stage, account) = device(&FIRST);
    let core = stage.open();
    offline(&stage, false);
    let again = signed_in(&core, MARINA).await;
    assert_eq!(again.id, account);
    assert_eq!(
        sorted(bills(&core, &again).await),
        sorted(portals(&stage, &again))
    );
}

/// Leaves a database as a kill does on the way to the newest schema: at a step, or in the middle of
/// the next one.
async fn killed_at(stage: &Stage, account: AccountId, database: Kind, step: usize, within: bool) {
    let (name, schema) = database;
    let folder = stage.folder(account);
    let database = Database::open(schema.up_to(step), place(folder.join(name)));
    let database = database.await.unwrap();
    if !within {
        database.close().await;
        return;
    }
    let files = [name.to_owned(), format!("{name}-wal")];
    let killed = stage.data.path().join("killed");
    fs::create_dir(&killed).unwrap();
    let (from, to, copied) = (folder.clone(), killed.clone(), files.clone());
    let half = database.write(move |connection| -> Result<(), DbError> {
        // A cache of no room to speak of writes to the log before the end.
        connection.pragma_update(None, "cache_size", 2)?;
        connection.execute_batch(schema.step(step))?;
        for file in &copied {
            fs::copy(from.join(file), to.join(file))?;
        }
        Err(DbError::Closed)
    });
    half.await.unwrap_err();
    database.close().await;
    for file in &files {
        fs::copy(killed.join(file), folder.join(file)).unwrap();
    }
}

type Kind = (&'static str, Schema);

const CACHE: Kind = ("cache.db", Schema::CACHE);
const OUTBOX: Kind = ("outbox.db", Schema::OUTBOX);

#[tokio::test]
async fn f12_killed_between_two_steps_or_within_one_it_goes_on() {
    for step in 1..Schema::CACHE.steps() {
        for within in [false, true] {
            let (stage, account) = device(&FIRST);
            killed_at(&stage, account, CACHE, step, within).await;
            let core = stage.open();
            nothing_is_lost(&core).await;
        }
    }
}

#[tokio::test]
async fn f12_an_outbox_killed_between_two_steps_or_within_one_goes_on() {
    for step in 1..Schema::OUTBOX.steps() {
        for within in [false, true] {
            let (stage, account) = device(&with_outbox());
            killed_at(&stage, account, OUTBOX, step, within).await;
            let core = stage.open();
            let account = first_account(&core).await;
            assert_eq!(waiting(&core, &account).await.len(), WAITING);
            let shown = profile(&core, &account).await;
            assert_eq!(shown.customer.unwrap().phone, PHONE);
            offline(&stage, false);
            let account = signed_in(&core, MARINA).await;
            all_gone(&core, &account).await;
            assert_eq!(stage.twin.performed().len(), WAITING);
        }
    }
}

#[tokio::test]
async fn f12_a_newer_database_is_refused_politely_and_touched_by_nothing() {
    for (name, schema) in [CACHE, OUTBOX] {
        let (stage, account) = device(&FIRST);
        let path = stage.folder(account).join(name);
        let database = Database::create(schema, place(path.clone())).await.unwrap();
        let raised =
            database.write(|connection| Ok(connection.pragma_update(None, "user_version", 99)?));
        raised.await.unwrap();
        database.close().await;
        let before = fs::read(&path).unwrap();
        let core = stage.open();
        let newer = AppError::new(ErrorCode::VersionTooOld);
        assert_eq!(
            first_account(&core).await.state,
            AccountState::Closed(newer),
            "{name}"
        );
        core.close().await;
        assert_eq!(fs::read(&path).unwrap(), before, "{name}");
    }
}

#[tokio::test]
async fn f12_what_the_first_outbox_held_is_shown_and_sent() {
    let (stage, _) = device(&with_outbox());
    let core = stage.open();
    let account = first_account(&core).await;
    let waiting: Vec<WaitingAction> = waiting(&core, &account).await;
    assert_eq!(waiting.len(), WAITING);
    let shown = profile(&core, &account).await;
    assert_eq!(shown.customer.unwrap().phone, PHONE);
    let proof = shown.requests[0].proofs[0].proof.clone();
    let draft = GetProfileDraft {
        account: account.id,
        customer: account.customers[1].id,
    };
    let draft = core.call(draft).await.unwrap();
    assert_eq!(draft.change.phone.as_deref(), Some(PHONE));

    offline(&stage, false);
    let account = signed_in(&core, MARINA).await;
    all_gone(&core, &account).await;
    assert_eq!(portals_phone(&stage, &account), PHONE);
    let done: Vec<_> = stage.twin.performed();
    assert_eq!(done, waiting.iter().map(|it| it.id.0).collect::<Vec<_>>());
    let request = shown.requests[0].request.id;
    let request = stage
        .twin
        .request(account.customers[0].id, request)
        .unwrap();
    assert_eq!(request.proofs, [proof]);
}
