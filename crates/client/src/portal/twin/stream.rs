//! Rows, their log, and the answers to a sync, by the cursor rules of the contract.

mod history;

pub(crate) use history::Backup;

use super::Faults;
use super::hints::Said;
use crate::portal::{Answer, Lines, PortalError};
use balcao_contract::cursor::{Cursor, Mark, Position, RowKey, View, resume};
use balcao_contract::sync::{DEFAULT_BATCH, Line, RawRow, Record};
use balcao_contract::{CallPage, SYNC_SCHEMA};
use balcao_domain::{
    Access, Bill, CallRecord, CivilDate, Collection, Customer, CustomerId, ProfileChangeRequest,
    RequestId, Role, Stream, User,
};
use balcao_people::Cast;
use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;
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
        let boxed = |user: &User| Record::User(Box::new(user.clone()));
        rows.put(Record::Provider(Box::new(cast.provider.clone())));
        for person in &cast.people {
            rows.put(boxed(&person.user));
        }
        for customer in &cast.customers {
            rows.put(Record::Customer(Box::new(customer.clone())));
        }
        for plan in &cast.plans {
            rows.put(Record::Plan(Box::new(plan.clone())));
        }
        for bill in &cast.bills {
            rows.put(Record::Bill(Box::new(bill.clone())));
        }
        for request in &cast.requests {
            rows.put(Record::ProfileRequest(Box::new(request.clone())));
        }
        rows
    }

    pub fn put(&mut self, record: Record) {
        let (stream, collection, value) = parts(&record);
        let key = (collection, record.id());
        self.rows.entry(stream).or_default().insert(key, value);
        self.note(stream, key);
    }

    pub fn put_call(&mut self, customer: CustomerId, call: &CallRecord) {
        let stream = Stream::Customer(customer);
        let key = (Collection::Calls, call.id.into());
        self.rows
            .entry(stream)
            .or_default()
            .insert(key, json!(call));
        self.note(stream, key);
    }

    pub fn delete(&mut self, stream: Stream, collection: Collection, id: Uuid) {
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

    pub fn customer(&self, id: CustomerId) -> Option<Customer> {
        let rows = self.rows.get(&Stream::Customer(id))?;
        let value = rows.get(&(Collection::Customers, id.uuid().into()))?;
        Some(serde_json::from_value(value.clone()).unwrap())
    }

    pub fn request(&self, customer: CustomerId, id: RequestId) -> Option<ProfileChangeRequest> {
        let rows = self.rows.get(&Stream::Customer(customer))?;
        let value = rows.get(&(Collection::ProfileRequests, id.uuid().into()))?;
        Some(serde_json::from_value(value.clone()).unwrap())
    }

    pub fn bills(&self, customer: CustomerId) -> Vec<Bill> {
        self.all(customer, Collection::Bills)
    }

    pub fn requests(&self, customer: CustomerId) -> Vec<ProfileChangeRequest> {
        self.all(customer, Collection::ProfileRequests)
    }

    pub fn calls(&self, customer: CustomerId) -> Vec<CallRecord> {
        self.all(customer, Collection::Calls)
    }

    fn all<T: DeserializeOwned>(&self, customer: CustomerId, of: Collection) -> Vec<T> {
        let rows = &self.rows[&Stream::Customer(customer)];
        rows.iter()
            .filter(|((collection, _), _)| *collection == of)
            .map(|(_, value)| serde_json::from_value(value.clone()).unwrap())
            .collect()
    }

    /// All lines of an answer; none when nothing changed.
    pub fn answer(&self, user: &User, cursor: Option<&str>) -> Option<Vec<Line>> {
        let view = self.view(user);
        let held = cursor.and_then(decode).map(|held| held.under(view));
        let unchanged = held.clone();
        let mut cursor = held.unwrap_or(Cursor::empty(view));
        let streams = streams_of(user);
        cursor
            .positions
            .retain(|stream, _| streams.contains(stream));
        let mut answer = Batches {
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
        if unchanged.as_ref() == Some(&cursor) {
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
            let line = self.line(user, stream, *key);
            if let Some(line) = line.filter(is_put) {
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
            if let Some(line) = self.line(user, stream, *key) {
                answer.push(line, cursor);
            }
            cursor.positions.insert(stream, Position::At(*mark));
        }
    }

    fn view(&self, user: &User) -> View {
        let seen = json!([user.grants, self.provider().modules, self.schema]);
        let seen = Sha256::digest(seen.to_string());
        View(*seen.first_chunk().unwrap())
    }

    /// The row as it is now, when this user may see it.
    fn line(&self, user: &User, stream: Stream, key: RowKey) -> Option<Line> {
        let (collection, id) = key;
        let roles = user.grants.iter().filter(
            |grant| !matches!(stream, Stream::Customer(customer) if customer != grant.customer),
        );
        let read = Access::Read(collection);
        let allowed = roles
            .flat_map(|grant| &grant.roles)
            .any(|role: &Role| role.allows(read));
        if !allowed
            || !self.has(collection)
            || (collection == Collection::Users && id != user.id.uuid().into())
        {
            return None;
        }
        Some(match self.rows[&stream].get(&key) {
            Some(put) if self.keeps(collection, put) => Line::Put {
                stream,
                collection,
                id,
                put: RawRow::of(put).unwrap(),
            },
            _ => Line::Delete {
                stream,
                collection,
                id,
                delete: true,
            },
        })
    }

    /// Whether sync brings a row of that collection: every one but calls of long ago.
    fn keeps(&self, collection: Collection, row: &Value) -> bool {
        let start = || row["start"].as_str().unwrap().parse::<DateTime<Utc>>();
        collection != Collection::Calls || start().unwrap() >= self.kept_since
    }
}

struct Batches {
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

/// Where a row stands, and what it is on the wire. All users share the log of one stream here;
/// each is sent only its own row.
pub(super) fn parts(record: &Record) -> (Stream, Collection, Value) {
    match record {
        Record::Provider(row) => (Stream::Provider, Collection::Provider, json!(row)),
        Record::User(row) => (Stream::User, Collection::Users, json!(row)),
        Record::Customer(row) => (Stream::Customer(row.id), Collection::Customers, json!(row)),
        Record::Plan(row) => (
            Stream::Customer(row.customer),
            Collection::Plans,
            json!(row),
        ),
        Record::Bill(row) => (
            Stream::Customer(row.customer),
            Collection::Bills,
            json!(row),
        ),
        Record::ProfileRequest(row) => (
            Stream::Customer(row.customer),
            Collection::ProfileRequests,
            json!(row),
        ),
        Record::Call(_) => panic!("a call does not say whose it is"),
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
            Some(Line::Put { put, .. }) if self.faults.garble => {
                *put = RawRow::of(&json!({"id": 7})).unwrap()
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
