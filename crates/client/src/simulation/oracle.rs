//! The promises, looked at once the weather is fair again.

use super::ledger::{Decision, Ledger, Told, What};
use crate::cache::kept::TABLES;
use crate::db::{Database, Encryption, Place, Schema};
use crate::vault::Key;
use balcao_domain::Action;
use rusqlite::Connection;
use rusqlite::types::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// What was saved came true once, in order per subject; what was not decided never did.
pub(super) fn each_decision_came_true_once(performed: &[Action], ledger: &Ledger) {
    let done: Vec<_> = performed
        .iter()
        .map(|action| (action.owner(), What::of(action)))
        .collect();
    for (at, each) in done.iter().enumerate() {
        assert!(!done[..at].contains(each), "{each:?} came true twice");
        let is_it = |it: &&Decision| (it.owner, &it.what) == (each.0, &each.1);
        let decided = ledger.decisions().iter().any(|it| is_it(&it));
        assert!(decided, "{each:?} came true and was never decided");
    }
    let mut last = BTreeMap::new();
    for decision in ledger.decisions() {
        let it = (decision.owner, decision.what.clone());
        let at = done.iter().position(|done| *done == it);
        match (decision.told, at) {
            (Told::TakenBack, _) | (Told::Nothing, None) => {}
            (Told::Saved, None) => panic!("{decision:?} was saved and never came true"),
            (Told::Saved | Told::Nothing, Some(at)) => {
                let before = last.insert((decision.owner, decision.subject), at);
                assert!(before < Some(at), "{decision:?} came true out of order");
            }
        }
    }
}

/// The rows of a closed cache, but for the load they came by.
pub(crate) async fn rows(folder: &Path, key: &Key) -> Vec<String> {
    let cache = opened(folder, "cache.db", Schema::CACHE, key).await;
    let rows = cache.read(|connection| {
        integral(connection);
        let tables = TABLES.iter().map(|table| table_of(connection, table));
        Ok(tables.flatten().collect())
    });
    let rows = rows.await.unwrap();
    cache.close().await;
    rows
}

/// The cache holds just what a fresh sync brings.
pub(crate) fn the_cache_is_a_fresh_one(held: &[String], fresh: &[String]) {
    let stale: Vec<_> = held.iter().filter(|row| !fresh.contains(row)).collect();
    let missing: Vec<_> = fresh.iter().filter(|row| !held.contains(row)).collect();
    assert!(
        stale.is_empty() && missing.is_empty(),
        "{stale:#?} instead of {missing:#?}"
    );
}

/// An outbox is sound, and nothing is left in it but drafts and their files.
pub(super) async fn outbox_is_sound_and_empty(folder: &Path, key: &Key) {
    let outbox = opened(folder, "outbox.db", Schema::OUTBOX, key).await;
    let checked = outbox.read(|connection| {
        integral(connection);
        assert_eq!(table_of(connection, "actions"), Vec::<String>::new());
        Ok(())
    });
    checked.await.unwrap();
    outbox.close().await;
}

async fn opened(folder: &Path, file: &str, schema: Schema, key: &Key) -> Database {
    let place = Place::File {
        path: folder.join(file),
        encryption: Encryption::On(key.clone()),
    };
    assert!(!Database::is_damaged(place.clone()).await, "{file}");
    Database::open(schema, place).await.unwrap()
}

fn integral(connection: &Connection) {
    let verdict: String = connection
        .query_one("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(verdict, "ok");
}

/// Whether a column says when a row came, not what it is.
fn of_this_load(column: &str) -> bool {
    matches!(column, "generation" | "row_no")
}

fn table_of(connection: &Connection, table: &str) -> Vec<String> {
    let mut all = connection
        .prepare(&format!("SELECT * FROM {table} ORDER BY 1"))
        .unwrap();
    let names: Vec<String> = all.column_names().map(str::to_owned).collect();
    let kept = names.iter().enumerate().filter(|(_, it)| !of_this_load(it));
    let kept: Vec<_> = kept.map(|(at, _)| at).collect();
    let rows = all.query_map([], |row| {
        let values = kept.iter().map(|at| row.get::<_, Value>(*at));
        let values = values.collect::<Result<Vec<_>, _>>()?;
        Ok(format!("{table} {values:?}"))
    });
    rows.unwrap().collect::<Result<_, _>>().unwrap()
}
