use super::*;
use crate::vault::Key;
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;

fn place(folder: &TempDir, key: u8) -> (Place, PathBuf) {
    let path = folder.path().join("cache.db");
    let encryption = Encryption::On(Key::from_bytes([key; 32]));
    (
        Place::File {
            path: path.clone(),
            encryption,
        },
        path,
    )
}

async fn filled(place: &Place) {
    let database = Database::create(Schema::CACHE, place.clone())
        .await
        .unwrap();
    database
        .write(|connection| {
            connection.execute_batch(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400)
                 INSERT INTO streams (name, generation)
                 SELECT printf('um nome comprido o bastante para encher páginas %d', i), i FROM n",
            )?;
            Ok(())
        })
        .await
        .unwrap();
    database.close().await;
}

async fn count(database: &Database) -> Result<i64, DbError> {
    database
        .read(|connection| {
            Ok(connection.query_one(
                "SELECT count(*) FROM streams WHERE name LIKE '%9%'",
                [],
                |row| row.get(0),
            )?)
        })
        .await
}

#[test]
fn a_sqlite_with_the_wal_reset_bug_is_refused() {
    assert!(!sqlite_is_new_enough(3_050_004));
    assert!(!sqlite_is_new_enough(3_051_002));
    assert!(sqlite_is_new_enough(3_051_003));
    assert!(sqlite_is_new_enough(rusqlite::version_number()));
}

#[tokio::test]
async fn nothing_readable_lies_in_the_file() {
    let folder = TempDir::new().unwrap();
    let (place, path) = place(&folder, 1);
    filled(&place).await;
    let bytes = fs::read(path).unwrap();
    assert!(bytes.len() > 4096 * 4);
    for readable in ["SQLite format 3", "CREATE TABLE", "um nome comprido"] {
        let found = bytes
            .windows(readable.len())
            .any(|at| at == readable.as_bytes());
        assert!(!found, "{readable}");
    }
}

#[tokio::test]
async fn another_key_reads_nothing_and_changes_nothing() {
    let folder = TempDir::new().unwrap();
    let (place, path) = place(&folder, 1);
    filled(&place).await;
    let before = fs::read(&path).unwrap();
    let (wrong, _) = self::place(&folder, 2);
    assert!(matches!(
        Database::open(Schema::CACHE, wrong).await,
        Err(DbError::Suspect(_))
    ));
    assert_eq!(fs::read(&path).unwrap(), before);
    assert!(!Database::is_damaged(place).await);
}

#[tokio::test]
async fn damage_is_recognised_wherever_it_is() {
    for what in [Harm::Zeroed, Harm::Torn, Harm::Cut] {
        for page in [0, 2] {
            let folder = TempDir::new().unwrap();
            let (place, path) = place(&folder, 1);
            filled(&place).await;
            let mut bytes = fs::read(&path).unwrap();
            what.done_to(&mut bytes, page * 4096);
            fs::write(&path, bytes).unwrap();
            assert!(Database::is_damaged(place).await, "page {page} {what:?}");
        }
    }
}

#[derive(Debug)]
enum Harm {
    Zeroed,
    Torn,
    Cut,
}

impl Harm {
    fn done_to(&self, bytes: &mut Vec<u8>, page: usize) {
        match self {
            Self::Zeroed => bytes[page..page + 4096].fill(0),
            Self::Torn => bytes[page + 2048..page + 4096].fill(7),
            Self::Cut => bytes.truncate(page + 4096),
        }
    }
}

#[tokio::test]
async fn a_reader_cannot_write_and_a_failed_write_leaves_nothing() {
    let folder = TempDir::new().unwrap();
    let (place, _) = place(&folder, 1);
    filled(&place).await;
    let database = Database::open(Schema::CACHE, place).await.unwrap();
    let before = count(&database).await.unwrap();
    let written = database
        .read(|connection| Ok(connection.execute("DELETE FROM streams", [])?))
        .await;
    assert!(written.is_err());
    let undone: Result<(), _> = database
        .write(|connection| {
            connection.execute("DELETE FROM streams", [])?;
            Err(DbError::Unreadable)
        })
        .await;
    assert!(undone.is_err());
    assert_eq!(count(&database).await.unwrap(), before);
}

#[tokio::test]
async fn new_files_are_authenticated_by_sha_256_and_those_of_before_stay_as_they_are() {
    for (is_old, algorithm) in [(false, "HMAC_SHA256"), (true, "HMAC_SHA512")] {
        let folder = TempDir::new().unwrap();
        let (place, path) = place(&folder, 1);
        let key = Key::from_bytes([1; 32]).hex();
        let reads = |algorithm| {
            let raw = Connection::open(&path).unwrap();
            raw.execute_batch(&format!(
                "PRAGMA key = \"x'{}'\"; PRAGMA cipher_hmac_algorithm = {algorithm};
                 CREATE TABLE IF NOT EXISTS before (one INTEGER)",
                key.expose()
            ))
        };
        if is_old {
            reads("HMAC_SHA512").unwrap();
        }
        let database = Database::create(Schema::CACHE, place).await.unwrap();
        count(&database).await.unwrap();
        database.close().await;
        reads(algorithm).unwrap();
    }
}

#[tokio::test]
async fn a_cache_of_the_first_schema_is_brought_up_and_keeps_its_rows() {
    let folder = TempDir::new().unwrap();
    let (place, path) = place(&folder, 1);
    let old = Connection::open(&path).unwrap();
    let key = Key::from_bytes([1; 32]).hex();
    old.execute_batch(&format!("PRAGMA key = \"x'{}'\"", key.expose()))
        .unwrap();
    old.execute_batch(include_str!("migrations/0001_cache.sql"))
        .unwrap();
    old.execute_batch(
        "INSERT INTO streams (name, generation) VALUES ('user', 4); PRAGMA user_version = 1",
    )
    .unwrap();
    drop(old);
    let database = Database::open(Schema::CACHE, place).await.unwrap();
    let kept = database.read(|connection| {
        let sql = "SELECT name, generation, seq FROM streams";
        let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
        Ok(connection.query_one(sql, [], row)?)
    });
    let kept: (String, i64, Option<i64>) = kept.await.unwrap();
    assert_eq!(kept, ("user".into(), 4, None));
}

#[tokio::test]
async fn f10_a_full_disk_and_a_busy_file_are_not_taken_for_damage() {
    let folder = TempDir::new().unwrap();
    let (place, path) = place(&folder, 1);
    filled(&place).await;
    let database = Database::open(Schema::CACHE, place).await.unwrap();
    let before = count(&database).await.unwrap();
    let grow = |connection: &Connection| {
        let sql = "INSERT INTO streams (name, generation) VALUES (hex(zeroblob(100000)), 0)";
        Ok(connection.execute(sql, [])?)
    };
    let full = database.write(move |connection| {
        connection.busy_timeout(std::time::Duration::ZERO)?;
        let pages: i64 = connection.pragma_query_value(None, "page_count", |row| row.get(0))?;
        connection.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))?;
        grow(connection)
    });
    let full = full.await.unwrap_err();
    assert!(matches!(full, DbError::Full) && !full.may_heal(), "{full}");

    let other = Connection::open(&path).unwrap();
    let key = Key::from_bytes([1; 32]).hex();
    other
        .execute_batch(&format!(
            "PRAGMA key = \"x'{}'\"; PRAGMA cipher_hmac_algorithm = HMAC_SHA256",
            key.expose()
        ))
        .unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let busy = database.write(grow).await.unwrap_err();
    assert!(!busy.may_heal(), "{busy}");
    other.execute_batch("ROLLBACK").unwrap();
    assert_eq!(count(&database).await.unwrap(), before);
}

#[tokio::test]
async fn a_commit_to_the_outbox_lasts_and_one_to_the_cache_is_quick() {
    for (schema, expected) in [(Schema::CACHE, 1), (Schema::OUTBOX, 2)] {
        let folder = TempDir::new().unwrap();
        let (place, _) = place(&folder, 1);
        let database = Database::create(schema, place).await.unwrap();
        let synchronous = database.write(|connection| {
            Ok(connection.pragma_query_value(None, "synchronous", |row| row.get::<_, i64>(0))?)
        });
        assert_eq!(synchronous.await.unwrap(), expected);
    }
}

#[tokio::test]
async fn a_database_of_a_newer_app_is_refused_untouched() {
    let folder = TempDir::new().unwrap();
    let (place, path) = place(&folder, 1);
    let database = Database::create(Schema::CACHE, place.clone())
        .await
        .unwrap();
    database
        .write(|connection| Ok(connection.pragma_update(None, "user_version", 99)?))
        .await
        .unwrap();
    database.close().await;
    let before = fs::read(&path).unwrap();
    let refused = Database::open(Schema::CACHE, place).await;
    assert!(matches!(refused, Err(DbError::Newer { found: 99 })));
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[tokio::test]
async fn a_closed_database_says_so_and_leaves_no_log_behind() {
    let folder = TempDir::new().unwrap();
    let (place, path) = place(&folder, 1);
    let database = Database::create(Schema::CACHE, place).await.unwrap();
    assert_eq!(count(&database).await.unwrap(), 0);
    database.close().await;
    assert!(matches!(count(&database).await, Err(DbError::Closed)));
    assert!(!path.with_extension("db-wal").exists());
}
