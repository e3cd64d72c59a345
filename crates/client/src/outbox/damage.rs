//! What happens to an outbox that does not open: it is never deleted, only set aside.
//!
//! A damaged one is read row by row, on a fresh connection after every failure, for one that met a
//! bad page answers nonsense ever after (of 3,000 rows 2,964 were kept so, 1,335 otherwise); what
//! reads goes into a new one, which takes its place whole or not at all.

use super::queue::{Entry, Queue};
use super::table::drafts::{self, Draft};
use super::table::itself::{self, Name};
use super::table::{actions, chunks};
use super::{Counter, FILE, Kept};
use crate::db::{Database, DbError, Encryption, Place, Schema};
use balcao_bridge::AccountNotice;
use balcao_contract::UPLOAD_CHUNK;
use balcao_domain::{Sha256Digest, UserId};
use rusqlite::Connection;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// The file a new outbox is made in.
const NEW: &str = "outbox.new.db";

/// How it is called once it is whole, until it has taken the damaged one's place.
const SALVAGED: &str = "outbox.salvaged.db";

/// How many numbers are tried when nothing says how far they went.
const BLINDLY: i64 = 10_000;

/// An outbox that is open, what waits in it, and what must be told.
pub(super) type Opened = (Database, Queue, Option<AccountNotice>);

/// Opens the outbox, or what can be saved of it.
pub(super) async fn opened(kept: &Kept) -> Result<Opened, DbError> {
    let Kept::Disk { folder, encryption } = kept else {
        let database = Database::create(Schema::OUTBOX, Place::Memory).await?;
        return Ok((database, Queue::default(), None));
    };
    if folder.join(SALVAGED).exists() {
        // Killed before the salvage was through.
        put_in_place(folder)?;
    }
    if !folder.join(FILE).exists() {
        let database = Database::create(Schema::OUTBOX, kept.place()).await?;
        let queue = read_in(&database).await?;
        let notice = missing(Counter::of(folder).get(), &queue, 0);
        return Ok((database, queue, notice));
    }
    let error = match open(kept).await {
        Ok((database, queue)) => return Ok((database, queue, None)),
        Err(error) => error,
    };
    let damaged = match &error {
        DbError::Unreadable => true,
        error if error.may_heal() => Database::is_damaged(kept.place()).await,
        _ => return Err(error),
    };
    if damaged {
        tracing::error!(%error, "an outbox is damaged");
        salvaged(kept, folder, encryption).await
    } else {
        let (database, queue) = open(kept).await?;
        Ok((database, queue, None))
    }
}

/// Opens the closed outbox again, or what can be saved of it, after an error that looked like
/// damage: that may lie where nothing is read at opening.
pub(super) async fn reopened(kept: &Kept) -> Result<Opened, DbError> {
    if let Kept::Disk { folder, encryption } = kept
        && folder.join(FILE).exists()
        && Database::is_damaged(kept.place()).await
    {
        return salvaged(kept, folder, encryption).await;
    }
    opened(kept).await
}

async fn salvaged(kept: &Kept, folder: &Path, encryption: &Encryption) -> Result<Opened, DbError> {
    tracing::error!("a damaged outbox is set aside and salvaged");
    let counted = Counter::of(folder).get();
    let failures = salvage(folder, encryption).await?;
    let (database, queue) = open(kept).await?;
    let notice = missing(counted, &queue, failures);
    Ok((database, queue, notice))
}

async fn open(kept: &Kept) -> Result<(Database, Queue), DbError> {
    let database = Database::open(Schema::OUTBOX, kept.place()).await?;
    match read_in(&database).await {
        Ok(queue) => Ok((database, queue)),
        Err(error) => {
            database.close().await;
            Err(error)
        }
    }
}

async fn read_in(database: &Database) -> Result<Queue, DbError> {
    database.read(actions::all).await.map(Queue::restarted)
}

/// What the user is told when fewer actions are there than were counted.
fn missing(counted: Option<u32>, queue: &Queue, failures: u32) -> Option<AccountNotice> {
    let kept = u32::try_from(queue.unsent()).unwrap_or(u32::MAX);
    let lost = counted.map_or(failures, |counted| counted.saturating_sub(kept));
    (lost > 0 || failures > 0).then_some(AccountNotice::OutboxSalvaged { kept, lost })
}

/// Reads the damaged outbox into a new one, sets it aside and puts the new one in its place;
/// answers how many rows did not read.
async fn salvage(folder: &Path, encryption: &Encryption) -> Result<u32, DbError> {
    let at = |name: &str| Place::File {
        path: folder.join(name),
        encryption: encryption.clone(),
    };
    remove(folder, NEW)?;
    let place = at(FILE);
    let read = balcao_bounds::apart(move || Wreck::new(place).read_out());
    let found = read.await.map_err(|_| DbError::Closed)?;
    let failures = found.failures;
    let new = Database::create(Schema::OUTBOX, at(NEW)).await?;
    let written = new.write(move |connection| found.write(connection)).await;
    new.close().await;
    written?;
    fs::rename(folder.join(NEW), folder.join(SALVAGED))?;
    put_in_place(folder)?;
    Ok(failures)
}

/// Sets the damaged outbox aside, or what a kill has left of it there, and puts the salvaged one in
/// its place.
fn put_in_place(folder: &Path) -> io::Result<()> {
    set_aside(folder, "damaged")?;
    fs::rename(folder.join(SALVAGED), folder.join(FILE))
}

/// Renames the closed outbox, if there is one, to the first free name of that kind, with the check
/// of the key that opens it; answers how many actions were counted in it.
pub(crate) fn set_aside(folder: &Path, kind: &str) -> io::Result<u32> {
    if !folder.join(FILE).exists() {
        return Ok(0);
    }
    let counter = Counter::of(folder);
    let counted = counter.get().unwrap_or(0);
    let free = free(folder, kind);
    // The log first: left behind, it would be taken for that of the next outbox.
    for what in ["count", "db-wal", "db-shm", "db"] {
        let from = folder.join(FILE).with_extension(what);
        rename(&from, &aside(folder, kind, free, what))?;
    }
    match fs::copy(folder.join("key.check"), aside(folder, kind, free, "check")) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    counter.set(0);
    Ok(counted)
}

/// A file of an outbox that was set aside.
pub(super) fn aside(folder: &Path, kind: &str, number: u32, what: &str) -> PathBuf {
    folder.join(format!("outbox.{kind}-{number}.{what}"))
}

fn free(folder: &Path, kind: &str) -> u32 {
    let free = (1..).find(|number| !aside(folder, kind, *number, "db").exists());
    free.unwrap_or(u32::MAX)
}

/// The numbers of the outboxes of that kind, in the order they were set aside.
pub(super) fn asides(folder: &Path, kind: &str) -> io::Result<Vec<u32>> {
    let prefix = format!("outbox.{kind}-");
    let mut numbers = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name();
        let name = name.to_str().and_then(|name| name.strip_prefix(&prefix));
        let number = name.and_then(|name| name.strip_suffix(".db"));
        numbers.extend(number.and_then(|number| number.parse::<u32>().ok()));
    }
    numbers.sort_unstable();
    Ok(numbers)
}

/// Calls an outbox that was set aside by the first free name of another kind.
pub(super) fn rename_aside(folder: &Path, (kind, number): (&str, u32), to: &str) -> io::Result<()> {
    let free = free(folder, to);
    for what in ["count", "check", "db-wal", "db-shm", "db"] {
        rename(
            &aside(folder, kind, number, what),
            &aside(folder, to, free, what),
        )?;
    }
    Ok(())
}

fn rename(from: &Path, to: &Path) -> io::Result<()> {
    match fs::rename(from, to) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        renamed => renamed,
    }
}

fn remove(folder: &Path, name: &str) -> io::Result<()> {
    for what in ["db", "db-wal", "db-shm"] {
        match fs::remove_file(folder.join(name).with_extension(what)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

/// A damaged outbox, or one that was set aside, read with one connection until that fails.
pub(super) struct Wreck {
    place: Place,
    connection: Option<Connection>,
}

/// What could be read of it.
#[derive(Default)]
pub(super) struct Found {
    /// Which outbox it was.
    pub name: Option<Name>,
    /// Whose it was.
    pub user: Option<UserId>,
    taken_in: Vec<Name>,
    pub entries: Vec<Entry>,
    pub drafts: Vec<Draft>,
    files: Vec<(Sha256Digest, Vec<u8>)>,
    /// How many rows did not read.
    pub failures: u32,
}

impl Found {
    fn fail(&mut self) {
        self.failures = self.failures.saturating_add(1);
    }
}

impl Wreck {
    pub fn new(place: Place) -> Self {
        Self {
            place,
            connection: None,
        }
    }

    fn read<T>(
        &mut self,
        read: impl FnOnce(&Connection) -> Result<T, DbError>,
    ) -> Result<T, DbError> {
        let connection = match self.connection.take() {
            Some(connection) => connection,
            None => Database::wreck(&self.place)?,
        };
        let answer = read(&connection)?;
        self.connection = Some(connection);
        Ok(answer)
    }

    pub fn read_out(mut self) -> Found {
        let mut found = Found::default();
        if self.read(|_| Ok(())).is_err() {
            // Not even its first page reads.
            found.failures = 1;
            return found;
        }
        let itself = self.read(itself::get).ok();
        found.name = itself.map(|(name, _)| name);
        found.user = itself.and_then(|(_, user)| user);
        found.taken_in = self.read(itself::taken_in).unwrap_or_default();
        let highest = self.read(actions::highest).unwrap_or(BLINDLY);
        for number in 1..=highest {
            match self.read(|connection| actions::numbered(connection, number)) {
                Ok(None) => {}
                Ok(Some(entry)) => self.keep(entry, &mut found),
                Err(_) => found.fail(),
            }
        }
        match self.read(drafts::keys) {
            Ok(keys) => keys
                .into_iter()
                .for_each(|key| self.keep_draft(key, &mut found)),
            Err(_) => found.fail(),
        }
        found
    }

    fn keep(&mut self, entry: Entry, found: &mut Found) {
        let upload = entry.action.file().filter(|_| entry.is_unsent());
        let whole = upload.is_none_or(|file| self.keep_file(file.sha256, file.size, found));
        if whole {
            found.entries.push(entry);
        } else {
            found.fail();
        }
    }

    fn keep_draft(&mut self, key: (String, Uuid), found: &mut Found) {
        let read = self.read(|connection| Draft::read(connection, key));
        let Ok(mut draft) = read else {
            return found.fail();
        };
        if let Draft::Profile(_, draft) = &mut draft {
            let chosen = draft.proofs.len();
            draft
                .proofs
                .retain(|proof| self.keep_file(proof.sha256, proof.size, found));
            if draft.proofs.len() < chosen {
                found.fail();
            }
        }
        found.drafts.push(draft);
    }

    /// Whether the file is whole, and so kept.
    fn keep_file(&mut self, sha256: Sha256Digest, size: u32, found: &mut Found) -> bool {
        if found.files.iter().any(|(kept, _)| *kept == sha256) {
            return true;
        }
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        let mut bytes = Vec::new();
        for number in 0..size.div_ceil(UPLOAD_CHUNK) {
            match self.read(|connection| chunks::piece(connection, &sha256, number)) {
                Ok(Some(piece)) => bytes.extend(piece),
                Ok(None) | Err(_) => return false,
            }
        }
        let whole = bytes.len() == size;
        if whole {
            found.files.push((sha256, bytes));
        }
        whole
    }
}

impl Found {
    fn write(&self, connection: &Connection) -> Result<(), DbError> {
        actions::replace(connection, &[], &self.entries)?;
        for draft in &self.drafts {
            draft.write(connection)?;
        }
        if let Some(user) = self.user {
            itself::set_user(connection, user)?;
        }
        for name in &self.taken_in {
            itself::take_in(connection, name)?;
        }
        self.write_files(connection)
    }

    pub fn write_files(&self, connection: &Connection) -> Result<(), DbError> {
        let mut files = self.files.iter();
        files.try_for_each(|(sha256, bytes)| chunks::put(connection, sha256, bytes))
    }
}
