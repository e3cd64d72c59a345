//! Rows, their log, and the answers to a sync, by the cursor rules of the contract.

mod history;

pub(crate) use history::Backup;

use super::Faults;
use super::hints::Said;
use crate::portal::SyncAsked;
use crate::portal::{Answer, Lines, PortalError};
use balcao_contract::cursor::{Cursor, Mark, Position, RowKey, View, resume};
use balcao_contract::sync::{DEFAULT_BATCH, LEFT_OUT_SINCE, Line, RawRow};
use balcao_contract::{CallPage, Falling, SYNC_SCHEMA};
use balcao_domain::decision::Needed;
use balcao_domain::{
    Access, Action, CallRecord, CivilDate, Collection, Customer, CustomerId, Grant, Keeping, RowId,
    Stream, Synced, User, for_each_collection,
};
use balcao_people::Cast;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, VecDeque};
use tokio::sync::watch;
use uuid::Uuid;

pub(super) struct Rows {
    pub batch: usize,
    /// How many calls of a period an answer holds.
    pub call_page: usize,
    /// The sync schema of the apps that ask.
    pub schema: u32,
    /// When the calls begin that sync keeps.
    pub kept_since: DateTime<Utc>,
    /// What lines held open hear.
    pub said: watch::Sender<Said>,
    rows: BTreeMap<Stream, BTreeMap<RowKey, Value>>,
    log: BTreeMap<Stream, Vec<(Mark, RowKey)>>,
    seq: u64,
}

/// What a user sees.
pub(super) fn streams_of(user: &User) -> Vec<Stream> {
    let customers = user.grants.iter().map(|grant| grant.customer);
    let customers = customers.map(Stream::Customer);
    let streams = [Stream::Provider, Stream::User].into_iter();
    streams.chain(customers).collect()
}

pub(super) fn is_put(line: &Line) -> bool {
    matches!(line, Line::Put { .. })
}

macro_rules! as_of {
    ($(
        $variant:ident: $kept:ident $row:ident, $name:literal, $number:literal, $stream:ident,
        $module:expr, $since:literal, [$($role:ident),*];
    )*) => {
        /// A row as an app of a schema reads it; none where it has no form for it.
        fn as_of(
            collection: Collection,
            row: &Value,
            schema: u32,
        ) -> Result<Option<Value>, serde_json::Error> {
            match collection {
                $(Collection::$variant => {
                    let row: balcao_domain::$row = serde_json::from_value(row.clone())?;
                    Ok(row.for_schema(schema).map(|row| json!(row)))
                })*
            }
        }
    };
}

for_each_collection!(as_of);

impl Rows {
    pub fn of(cast: &Cast, today: CivilDate) -> Self {
        let mut rows = Self {
            batch: DEFAULT_BATCH,
            call_page: CallPage::ROWS,
            schema: SYNC_SCHEMA,
            kept_since: CallRecord::kept_since(today.month().begins()),
            said: watch::Sender::default(),
            rows: BTreeMap::new(),
            log: BTreeMap::new(),
            seq: 0,
        };
        rows.put(&cast.provider);
        cast.people.iter().for_each(|it| rows.put(&it.user));
        cast.customers.iter().for_each(|it| rows.put(it));
        cast.plans.iter().for_each(|it| rows.put(it));
        cast.bills.iter().for_each(|it| rows.put(it));
        cast.requests.iter().for_each(|it| rows.put(it));
        for row in &cast.rows {
            let stream = row.owner().stream().unwrap();
            rows.put_json(stream, (row.collection(), row.id()), json!(row));
        }
        rows
    }

    pub fn put(&mut self, row: &impl Synced) {
        let stream = row.owner().stream().unwrap();
        self.put_in(stream, row);
    }

    /// Puts a row that does not say whose it is.
    pub fn put_in<T: Synced>(&mut self, stream: Stream, row: &T) {
        self.put_json(stream, (T::COLLECTION, row.id()), json!(row));
    }

    pub fn put_json(&mut self, stream: Stream, key: RowKey, row: Value) {
        self.rows.entry(stream).or_default().insert(key, row);
        self.note(stream, key);
    }

    /// Changes a row where the log does not see it.
    pub fn replace(&mut self, stream: Stream, key: RowKey, change: impl FnOnce(&mut Value)) {
        let rows = self.rows.get_mut(&stream);
        change(rows.and_then(|rows| rows.get_mut(&key)).unwrap());
    }

    pub fn delete(&mut self, stream: Stream, collection: Collection, id: impl Into<RowId>) {
        let key = (collection, id.into());
        self.rows.entry(stream).or_default().remove(&key);
        self.note(stream, key);
    }

    fn note(&mut self, stream: Stream, key: RowKey) {
        self.seq += 1;
        let tag = *super::token("tag")
            .expose()
            .as_bytes()
            .last_chunk()
            .unwrap();
        let mark = Mark { seq: self.seq, tag };
        self.log.entry(stream).or_default().push((mark, key));
        let seq = self.seq;
        self.said.send_modify(|said| said.changed(stream, seq));
    }

    /// The number of a stream's last change.
    pub fn head(&self, stream: Stream) -> u64 {
        self.log[&stream].last().unwrap().0.seq
    }

    pub fn get<T: Synced>(&self, stream: Stream, id: RowId) -> Option<T> {
        let row = self.json(stream, (T::COLLECTION, id))?;
        Some(serde_json::from_value(row.clone()).unwrap())
    }

    pub fn json(&self, stream: Stream, key: RowKey) -> Option<&Value> {
        self.rows.get(&stream)?.get(&key)
    }

    /// The rows of a stream that a decision falls on.
    pub fn falling(&self, stream: Stream, action: &Action) -> Falling {
        let mut falling = Falling::default();
        let rows = self.rows.get(&stream).into_iter().flatten();
        for (key, row) in rows {
            let is_needed = |needed: &Needed| match needed {
                Needed::Row(collection, id) => *key == (*collection, *id),
                Needed::All(collection) => key.0 == *collection,
            };
            if action.needs().iter().any(is_needed) {
                falling.hold(*key, RawRow::of(row).unwrap());
            }
        }
        falling
    }

    pub fn customer(&self, id: CustomerId) -> Option<Customer> {
        self.get(Stream::Customer(id), id.uuid().into())
    }

    pub fn all<T: Synced>(&self, stream: Stream) -> Vec<T> {
        let rows = self.rows.get(&stream).into_iter().flatten();
        let of = rows.filter(|((collection, _), _)| *collection == T::COLLECTION);
        of.map(|(_, row)| serde_json::from_value(row.clone()).unwrap())
            .collect()
    }

    /// All lines of an answer; none when nothing changed.
    pub fn answer(&self, user: &User, asked: &SyncAsked<'_>) -> Option<Vec<Line>> {
        let schema = asked.schema.min(self.schema);
        let view = self.view(user, schema);
        let held = asked.cursor.and_then(decode).map(|held| held.under(view));
        let unchanged = held.clone();
        let mut cursor = held.unwrap_or(Cursor::empty(view));
        let streams = streams_of(user);
        cursor
            .positions
            .retain(|stream, _| streams.contains(stream) && !asked.reload.contains(stream));
        let mut answer = Batches {
            schema,
            batch: self.batch,
            lines: vec![Line::Streams {
                streams: streams.clone(),
            }],
            records: 0,
        };
        for stream in streams {
            let log = &self.log[&stream];
            let held = cursor.positions.get(&stream).copied();
            let known = held.is_some_and(|held| log.iter().any(|(mark, _)| *mark == held.mark()));
            let resumed = resume(held, known, log.last().unwrap().0);
            if resumed.reset {
                answer.lines.push(Line::Reset { reset: stream });
            }
            cursor.positions.insert(stream, resumed.position);
            self.load(user, stream, &mut cursor, &mut answer);
            self.follow(user, stream, &mut cursor, &mut answer);
        }
        // A stream sent afresh ends where it was.
        let afresh = asked
            .reload
            .iter()
            .any(|it| cursor.positions.contains_key(it));
        if unchanged.as_ref() == Some(&cursor) && !afresh {
            return None;
        }
        answer.lines.push(cursor_line(&cursor));
        Some(answer.lines)
    }

    fn load(&self, user: &User, stream: Stream, cursor: &mut Cursor, answer: &mut Batches) {
        let position = cursor.positions[&stream];
        let Position::Loading { after, .. } = position else {
            return;
        };
        for key in self.rows[&stream].keys().filter(|key| after < Some(**key)) {
            let line = self.line(user, stream, *key, answer.schema);
            if let Some(line) = line.filter(|it| !matches!(it, Line::Delete { .. })) {
                answer.push(line, cursor);
                cursor
                    .positions
                    .insert(stream, position.loaded(Some(*key), false));
            }
        }
        answer.lines.push(Line::End { end: stream });
        cursor.positions.insert(stream, position.loaded(None, true));
    }

    fn follow(&self, user: &User, stream: Stream, cursor: &mut Cursor, answer: &mut Batches) {
        let from = cursor.positions[&stream].mark().seq;
        for (mark, key) in self.log[&stream].iter().filter(|(mark, _)| mark.seq > from) {
            if let Some(line) = self.line(user, stream, *key, answer.schema) {
                answer.push(line, cursor);
            }
            cursor.positions.insert(stream, Position::At(*mark));
        }
    }

    fn view(&self, user: &User, schema: u32) -> View {
        let seen = json!([user.grants, self.provider().modules, schema]);
        let seen = Sha256::digest(seen.to_string());
        View(*seen.first_chunk().unwrap())
    }

    /// The row as it is now, when this user may see it, as an app of that schema reads it.
    fn line(&self, user: &User, stream: Stream, key: RowKey, schema: u32) -> Option<Line> {
        let (collection, id) = key;
        let grants = user.grants.iter().filter(
            |grant| !matches!(stream, Stream::Customer(customer) if customer != grant.customer),
        );
        let read = Access::Read(collection);
        let allowed = |grant: &Grant| read.lacks(&grant.roles).is_none();
        if !grants.clone().any(allowed)
            || !self.has(collection, schema)
            || (collection == Collection::Users && id != user.id.uuid().into())
        {
            return None;
        }
        let row = self.json(stream, key);
        let row = row.map(|row| as_of(collection, row, schema));
        Some(match row {
            Some(Ok(Some(put))) if self.keeps(collection, &put) => Line::Put {
                stream,
                collection,
                id,
                put: RawRow::of(&put).unwrap(),
            },
            Some(Err(_)) if schema >= LEFT_OUT_SINCE => Line::LeftOut {
                stream,
                collection,
                id,
                left_out: true,
            },
            _ => Line::Delete {
                stream,
                collection,
                id,
                delete: true,
            },
        })
    }

    /// Whether sync brings a row of that collection: every one but usage of long ago.
    fn keeps(&self, collection: Collection, row: &Value) -> bool {
        let start = || row["start"].as_str().unwrap().parse::<DateTime<Utc>>();
        collection.keeping() != Keeping::Usage || start().unwrap() >= self.kept_since
    }
}

struct Batches {
    schema: u32,
    batch: usize,
    lines: Vec<Line>,
    records: usize,
}

impl Batches {
    fn push(&mut self, line: Line, before: &Cursor) {
        if self.records > 0 && self.records.is_multiple_of(self.batch) {
            self.lines.push(cursor_line(before));
        }
        self.records += 1;
        self.lines.push(line);
    }
}

fn cursor_line(cursor: &Cursor) -> Line {
    Line::Cursor {
        cursor: encode(cursor),
        seqs: cursor.seqs(),
    }
}

fn encode(cursor: &Cursor) -> String {
    cursor
        .encode()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn decode(text: &str) -> Option<Cursor> {
    let byte = |at: usize| u8::from_str_radix(text.get(at..at + 2)?, 16).ok();
    let bytes: Option<Vec<u8>> = (0..text.len()).step_by(2).map(byte).collect();
    Cursor::decode(&bytes?)
}

/// Lines on their way, as faulty as asked for.
pub(super) struct Told {
    lines: VecDeque<Line>,
    faults: Faults,
    told: usize,
    cursors: usize,
}

impl Told {
    pub fn new(lines: Vec<Line>, faults: Faults) -> Self {
        Self {
            lines: lines.into(),
            faults,
            told: 0,
            cursors: 0,
        }
    }

    fn tell(&mut self) -> Result<Option<Line>, PortalError> {
        if self.faults.cut_after == Some(self.told) {
            return Ok(None);
        }
        self.told += 1;
        let mut line = self.lines.pop_front();
        match &mut line {
            Some(Line::Cursor { .. }) => self.cursors += 1,
            Some(Line::Put { id, .. }) if self.faults.garble => *id = Uuid::from_u128(7).into(),
            Some(Line::Put { id, put, .. }) => {
                if let Some((row, member, value)) = self.faults.later
                    && *id == row.into()
                {
                    let mut json: Value = put.read().unwrap();
                    json[member] = value.into();
                    *put = RawRow::of(&json).unwrap();
                }
            }
            _ => {}
        }
        Ok(line)
    }
}

impl Lines for Told {
    fn next(&mut self) -> Answer<'_, Option<Line>> {
        Box::pin(async move {
            if self
                .faults
                .silent_after
                .is_some_and(|after| self.cursors >= after)
            {
                std::future::pending::<()>().await;
            }
            self.tell()
        })
    }
}
