//! The words of the migrations that SQLite and PostgreSQL say differently. Written in braces, so
//! that each table stands once: what it holds and promises is the same in both.

use sea_orm::DbBackend;
use sea_orm_migration::DbErr;

/// A migration's SQL for one of the two.
pub(super) fn spelled(sql: &str, backend: DbBackend) -> Result<String, DbErr> {
    let mut spelled = String::with_capacity(sql.len());
    let mut rest = sql;
    while let Some((before, after)) = rest.split_once('{') {
        let (word, after) = after.split_once('}').ok_or_else(|| unknown(after))?;
        spelled.push_str(before);
        spelled.push_str(&said(word, backend).ok_or_else(|| unknown(word))?);
        rest = after;
    }
    spelled.push_str(rest);
    Ok(spelled)
}

fn said(word: &str, backend: DbBackend) -> Option<String> {
    let (word, column) = word.split_once(':').unwrap_or((word, ""));
    let (sqlite, postgres) = match word {
        // Compared byte by byte in both, whatever the language of a server's database.
        "text" => ("TEXT".into(), "TEXT COLLATE \"C\"".into()),
        "bytes" => ("BLOB".into(), "BYTEA".into()),
        "uuid" => ("BLOB".into(), "UUID".into()),
        "long" => ("INTEGER".into(), "BIGINT".into()),
        "int" => ("INTEGER".into(), "INTEGER".into()),
        "short" => ("INTEGER".into(), "SMALLINT".into()),
        "bool" => ("INTEGER".into(), "BOOLEAN".into()),
        "no" => ("0".into(), "FALSE".into()),
        "json" => (column.into(), format!("{column}::json")),
        // PostgreSQL's types say these by themselves.
        "is_uuid" => (format!("CHECK (length({column}) = 16)"), String::new()),
        "is_bool" => (format!("CHECK ({column} IN (0, 1))"), String::new()),
        "is_json" => (
            format!("CHECK (json_valid({column}))"),
            format!("CHECK ({column}::json IS NOT NULL)"),
        ),
        // What a table is: rows of the types said, and where they are found by a key alone, in
        // its order.
        "strict" => (" STRICT".into(), String::new()),
        "keyed" => (" STRICT, WITHOUT ROWID".into(), String::new()),
        _ => return None,
    };
    match backend {
        DbBackend::Postgres => Some(postgres),
        _ => Some(sqlite),
    }
}

fn unknown(word: &str) -> DbErr {
    DbErr::Migration(format!("a migration says {{{word}}}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_said_to_both() {
        let sql = "CREATE TABLE t (id {uuid} {is_uuid:id}, on {bool} DEFAULT {no}){keyed};";
        assert_eq!(
            spelled(sql, DbBackend::Sqlite).unwrap(),
            "CREATE TABLE t (id BLOB CHECK (length(id) = 16), on INTEGER DEFAULT 0) \
             STRICT, WITHOUT ROWID;"
        );
        assert_eq!(
            spelled(sql, DbBackend::Postgres).unwrap(),
            "CREATE TABLE t (id UUID , on BOOLEAN DEFAULT FALSE);"
        );
        for wrong in ["{uid}", "{uuid", "{}"] {
            assert!(spelled(wrong, DbBackend::Postgres).is_err(), "{wrong}");
        }
    }
}
