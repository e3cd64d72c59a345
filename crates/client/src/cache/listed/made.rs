//! The tables as their types describe them: compared with what a database holds when it is opened,
//! and made anew, from the JSON of their own rows, where they differ.

use crate::cache::kept::{DESCRIBED, Described, NotPut};
use crate::db::DbError;
use balcao_lists::{Object, Table};
use rusqlite::Connection;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Makes every described table what its type says, within the caller's transaction. A row that no
/// longer reads is let go of, and the cursor with it: everything comes again.
pub(crate) fn bring_up(connection: &Connection) -> Result<(), DbError> {
    let all = Held::read(connection)?;
    let mut lost = 0;
    for described in DESCRIBED.values() {
        let held = all.of(&described.table);
        if held != wanted(&described.table) {
            lost += make(connection, described, &held)?;
        }
    }
    if lost > 0 {
        connection.execute("UPDATE meta SET cursor = NULL", [])?;
    }
    Ok(())
}

type Objects = BTreeMap<String, String>;

fn wanted(table: &Table) -> Objects {
    let objects = table.objects().into_iter();
    objects.map(|Object { name, sql }| (name, sql)).collect()
}

/// Everything that a database holds: of which table, its name, the statement that made it.
struct Held(Vec<(String, String, String)>);

impl Held {
    fn read(connection: &Connection) -> Result<Self, DbError> {
        let sql = "SELECT tbl_name, name, sql FROM sqlite_schema WHERE sql IS NOT NULL";
        let mut all = connection.prepare(sql)?;
        let all = all.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        Ok(Self(all.collect::<Result<_, _>>()?))
    }

    /// What there is of a table; not the tables that an index of words keeps for itself.
    fn of(&self, table: &Table) -> Objects {
        let words = table.words();
        let of = self
            .0
            .iter()
            .filter(|(of, name, _)| of == table.name() || *name == words);
        of.map(|(_, name, sql)| (name.clone(), sql.clone()))
            .collect()
    }
}

/// Makes a table anew; answers how many of its rows do not read.
fn make(
    connection: &Connection,
    described: &Described,
    before: &Objects,
) -> Result<usize, DbError> {
    let table = described.table;
    let name = table.name();
    let old = format!("{name}_of_before");
    if before.contains_key(name) {
        // Its triggers and indexes go with it, its index of words does not.
        connection.execute_batch(&format!("ALTER TABLE {name} RENAME TO {old}"))?;
        for (object, sql) in before {
            let kind = match sql.split_whitespace().nth(1) {
                Some("INDEX") => "INDEX",
                Some("TRIGGER") => "TRIGGER",
                _ => continue,
            };
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
    let mut rows = connection.prepare(&format!("SELECT generation, json, id FROM {old}"))?;
    let mut rows = rows.query([])?;
    while let Some(row) = rows.next()? {
        let json: String = row.get(1)?;
        match (described.put_again)(connection, row.get(0)?, &json) {
            Ok(()) => {}
            Err(NotPut::Unreadable(_) | NotPut::Malformed) => {
                let (collection, id) = (described.table.name(), Uuid::from_bytes(row.get(2)?));
                tracing::error!(collection, %id, "a row of a version of before does not read");
                lost += 1;
            }
            Err(NotPut::Database(error)) => return Err(error),
        }
    }
    Ok(lost)
}
