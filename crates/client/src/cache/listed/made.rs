//! The tables as their types describe them: compared with what a database holds when it is opened,
//! and made anew, from the JSON of their own rows, where they differ.

use crate::cache::kept::{DESCRIBED, Described, NotPut};
use crate::db::DbError;
use balcao_lists::{Object, Table};
use rusqlite::Connection;
use std::collections::BTreeMap;

/// Makes every described table what its type says, within the caller's transaction. A row that no
/// longer reads is let go of, and its stream's cursor with it: it comes again.
pub(crate) fn bring_up(connection: &Connection) -> Result<(), DbError> {
    let mut lost = 0;
    for described in DESCRIBED.values() {
        if held(connection, &described.table)? != wanted(&described.table) {
            lost += make(connection, described)?;
        }
    }
    if lost > 0 {
        tracing::warn!(lost, "rows of a version of before do not read");
        connection.execute("UPDATE meta SET cursor = NULL", [])?;
    }
    Ok(())
}

type Objects = BTreeMap<String, String>;

fn wanted(table: &Table) -> Objects {
    let objects = table.objects().into_iter();
    objects.map(|Object { name, sql }| (name, sql)).collect()
}

/// What there is of a table; not the tables that an index of words keeps for itself.
fn held(connection: &Connection, table: &Table) -> Result<Objects, DbError> {
    let mut objects = connection.prepare_cached(
        "SELECT name, sql FROM sqlite_schema
         WHERE (tbl_name = ?1 OR name = ?2) AND sql IS NOT NULL",
    )?;
    let objects = objects.query_map([table.name(), &table.words()], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })?;
    Ok(objects.collect::<Result<_, _>>()?)
}

/// Makes a table anew; answers how many of its rows do not read.
fn make(connection: &Connection, described: &Described) -> Result<usize, DbError> {
    let table = described.table;
    let name = table.name();
    let before = held(connection, &table)?;
    let old = format!("{name}_of_before");
    if before.contains_key(name) {
        // Its triggers and indexes go with it, its index of words does not.
        connection.execute_batch(&format!("ALTER TABLE {name} RENAME TO {old}"))?;
        let mut kept = connection.prepare("SELECT name, type FROM sqlite_schema WHERE tbl_name = ?1 AND type IN ('index', 'trigger') AND sql IS NOT NULL")?;
        let kept = kept.query_map([&old], |row| Ok((row.get(0)?, row.get(1)?)))?;
        for (object, kind) in kept.collect::<Result<Vec<(String, String)>, _>>()? {
            connection.execute_batch(&format!("DROP {kind} {object}"))?;
        }
    }
    if before.contains_key(&table.words()) {
        connection.execute_batch(&format!("DROP TABLE {}", table.words()))?;
    }
    for object in table.objects() {
        connection.execute_batch(&object.sql)?;
    }
    if !before.contains_key(name) {
        return Ok(0);
    }
    let lost = put_again(connection, described, &old)?;
    connection.execute_batch(&format!("DROP TABLE {old}"))?;
    Ok(lost)
}

fn put_again(connection: &Connection, described: &Described, old: &str) -> Result<usize, DbError> {
    let mut lost = 0;
    let mut rows = connection.prepare(&format!("SELECT generation, json FROM {old}"))?;
    let mut rows = rows.query([])?;
    while let Some(row) = rows.next()? {
        let json: String = row.get(1)?;
        match (described.put_again)(connection, row.get(0)?, &json) {
            Ok(()) => {}
            Err(NotPut::Unreadable(_) | NotPut::Malformed) => lost += 1,
            Err(NotPut::Database(error)) => return Err(error),
        }
    }
    Ok(lost)
}
