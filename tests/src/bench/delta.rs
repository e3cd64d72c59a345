//! Row 3: what a running app does when its portal has something new, and when it has nothing.

use super::Arguments;
use super::account::{Databases, State};
use super::curl::Curl;
use super::failure::Failure;
use super::pairs::{Samples, mean, pairs};
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

const GOAL: f64 = 1.5;
const IN_A_ROW: u32 = 5;

/// Nothing new. What is held then is left in the folder for [`changes`].
pub async fn nothing(arguments: &Arguments) -> Result<Vec<Samples>, Failure> {
    let held = arguments.held(Databases::Encrypted).await?;
    held.keep_synced().await?;
    held.copy(State::Synced)?;
    let place = Place::of(held.run_database()?)?;
    let curl = Curl::sign_in(&held.portal, arguments.folder.join("curl.out"))?;
    let open = held.open().await?;
    let samples = pairs(
        "no change",
        Some(GOAL),
        arguments.pairs,
        async || mean(IN_A_ROW, async || open.check().await).await,
        async || mean(IN_A_ROW, async || curl.sync_after(&place.cursor)).await,
    );
    let samples = samples.await?;
    let (requests, files) = (arguments.requests()?, files(&held.run()?)?);
    open.check().await?;
    let requests = arguments.requests()? - requests;
    let written = changed(&files, &self::files(&held.run()?)?);
    open.close().await;
    Ok(vec![
        samples
            .at_most("requests", requests, 1)
            .at_most("bytes of body", curl.received()?, 0)
            .at_most("files written", written, 0),
    ])
}

/// A hundred changes, which the cache is put back before each time.
pub async fn changes(arguments: &Arguments) -> Result<Vec<Samples>, Failure> {
    let held = arguments.held(Databases::Encrypted).await?;
    held.copy(State::Synced)?;
    let place = Place::of(held.run_database()?)?;
    let curl = Curl::sign_in(&held.portal, arguments.folder.join("curl.out"))?;
    let open = held.open().await?;
    let delta = async || {
        place.put_back()?;
        open.check().await
    };
    let samples = pairs(
        "delta",
        Some(GOAL),
        arguments.pairs,
        async || mean(IN_A_ROW, delta).await,
        async || mean(IN_A_ROW, async || curl.sync_after(&place.cursor)).await,
    );
    let samples = samples.await?;
    let (requests, commits) = (arguments.requests()?, open.commits());
    delta().await?;
    let (requests, commits) = (arguments.requests()? - requests, open.commits() - commits);
    let changes = place.calls()? - place.last;
    open.close().await;
    Ok(vec![
        samples
            .counted("changes", changes.unsigned_abs())
            .at_most("requests", requests, 1)
            .at_most("transactions", commits, 1)
            .counted("bytes of body", curl.received()?),
    ])
}

/// How far a cache had come, seen through a connection beside the client's.
struct Place {
    cache: Connection,
    cursor: String,
    seqs: Vec<(String, i64)>,
    last: i64,
}

impl Place {
    fn of(cache: Connection) -> Result<Self, Failure> {
        let cursor = cache.query_one("SELECT cursor FROM meta", [], |row| row.get(0))?;
        let mut streams = cache.prepare("SELECT name, seq FROM streams")?;
        let seqs = streams.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let seqs = seqs.collect::<Result<_, _>>()?;
        drop(streams);
        let mut place = Self {
            cache,
            cursor,
            seqs,
            last: 0,
        };
        place.last = place.calls()?;
        Ok(place)
    }

    /// The number of the last call, which is how many there are.
    fn calls(&self) -> Result<i64, Failure> {
        let last = "SELECT max(id) FROM calls";
        Ok(self.cache.query_one(last, [], |row| row.get(0))?)
    }

    fn put_back(&self) -> Result<(), Failure> {
        let transaction = self.cache.unchecked_transaction()?;
        transaction.execute("DELETE FROM calls WHERE id > ?1", [self.last])?;
        transaction.execute("UPDATE meta SET cursor = ?1", [&self.cursor])?;
        for (name, seq) in &self.seqs {
            let update = "UPDATE streams SET seq = ?2 WHERE name = ?1";
            transaction.execute(update, (name, seq))?;
        }
        Ok(transaction.commit()?)
    }
}

type Files = BTreeMap<PathBuf, (u64, SystemTime)>;

/// The files of a folder, with size and time. That in which processes agree on their locks lies in
/// memory, and is written by whoever reads.
fn files(folder: &Path) -> Result<Files, Failure> {
    let mut files = Files::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().and_then(OsStr::to_str);
        if !name.is_some_and(|name| name.ends_with("-shm")) {
            let about = fs::metadata(&path)?;
            files.insert(path, (about.len(), about.modified()?));
        }
    }
    Ok(files)
}

fn changed(before: &Files, after: &Files) -> u64 {
    let differ = |path: &&PathBuf| before.get(*path) != after.get(*path);
    let mut all: Vec<_> = before.keys().chain(after.keys()).collect();
    all.sort_unstable();
    all.dedup();
    all.iter().filter(|path| differ(path)).count() as u64
}
