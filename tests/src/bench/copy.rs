//! The reference for what lands in the cache: the same rows, copied by SQLite itself.

use super::Failure;
use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Rows copied in one transaction, as sync commits them.
const BATCH: i64 = 1_000;

/// The calls of a plain cache.
pub struct Calls {
    from: PathBuf,
    schema: Vec<String>,
    pub count: u32,
}

impl Calls {
    pub fn of(cache: &Path) -> Result<Self, Failure> {
        let connection = Connection::open_with_flags(cache, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        let sql = "SELECT sql FROM sqlite_schema WHERE tbl_name = 'calls' AND sql IS NOT NULL
                   ORDER BY type DESC";
        let mut statement = connection.prepare(sql)?;
        let schema = statement.query_map([], |row| row.get(0))?;
        let schema = schema.collect::<Result<_, _>>()?;
        let count = connection.query_one("SELECT count(*) FROM calls", [], |row| row.get(0))?;
        Ok(Self {
            from: cache.to_owned(),
            schema,
            count,
        })
    }

    /// Into a new database with the same table and indexes, set up as the client sets its own up,
    /// and read back; encrypted when there is a key.
    pub fn copy(&self, target: &Path, key: Option<&str>) -> Result<f64, Failure> {
        for end in ["", "-wal", "-shm"] {
            let file = PathBuf::from(format!("{}{end}", target.display()));
            if file.exists() {
                std::fs::remove_file(file)?;
            }
        }
        let begun = Instant::now();
        let mut connection = Connection::open(target)?;
        if let Some(key) = key {
            connection.execute_batch(&format!("PRAGMA key = \"x'{key}'\""))?;
        }
        connection.execute_batch(
            "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -64000; PRAGMA secure_delete = ON;
             PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;",
        )?;
        for sql in &self.schema {
            connection.execute_batch(sql)?;
        }
        let from = self.from.display().to_string();
        connection.execute("ATTACH ?1 AS source KEY ''", [from])?;
        let mut last: i64 = -1;
        loop {
            let transaction = connection.transaction()?;
            let copied = transaction
                .prepare_cached(
                    "INSERT INTO calls SELECT * FROM source.calls WHERE id > ?1
                     ORDER BY id LIMIT ?2",
                )?
                .execute((last, BATCH))?;
            if copied == 0 {
                break;
            }
            last = transaction.query_one("SELECT max(id) FROM calls", [], |row| row.get(0))?;
            transaction.commit()?;
        }
        let sql = "SELECT sum(duration + length(b_number)) FROM calls";
        connection.query_one(sql, [], |row| row.get::<_, i64>(0))?;
        connection.close().map_err(|(_, error)| error)?;
        Ok(begun.elapsed().as_secs_f64())
    }
}
