//! The reference for what lands in the cache: the same rows, copied by SQLite itself.

use super::failure::Failure;
use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// The calls of a plain cache.
pub struct Calls {
    from: PathBuf,
    schema: Vec<String>,
    pub count: u64,
}

impl Calls {
    pub fn of(cache: &Path) -> Result<Self, Failure> {
        let connection = Connection::open_with_flags(cache, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        let sql = "SELECT sql FROM sqlite_schema WHERE tbl_name = 'calls' AND sql IS NOT NULL
                   ORDER BY type DESC";
        let mut statement = connection.prepare(sql)?;
        let schema = statement.query_map([], |row| row.get(0))?;
        let schema = schema.collect::<Result<_, _>>()?;
        let count: u32 =
            connection.query_one("SELECT count(*) FROM calls", [], |row| row.get(0))?;
        Ok(Self {
            from: cache.to_owned(),
            schema,
            count: count.into(),
        })
    }

    /// Into a new plain database with the same table and indexes, set up as the client sets its own
    /// up, in one transaction.
    pub fn copy(&self, target: &Path) -> Result<f64, Failure> {
        for end in ["", "-wal", "-shm"] {
            let file = PathBuf::from(format!("{}{end}", target.display()));
            if file.exists() {
                std::fs::remove_file(file)?;
            }
        }
        let begun = Instant::now();
        let connection = Connection::open(target)?;
        connection.execute_batch(
            "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8000; PRAGMA secure_delete = ON;
             PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;",
        )?;
        for sql in &self.schema {
            connection.execute_batch(sql)?;
        }
        let from = self.from.display().to_string();
        connection.execute("ATTACH ?1 AS source KEY ''", [from])?;
        connection.execute("INSERT INTO calls SELECT * FROM source.calls", [])?;
        let took = begun.elapsed().as_secs_f64();
        connection.close().map_err(|(_, error)| error)?;
        Ok(took)
    }
}
