//! What one `GET /v1/sync` answers, a batch at a time.

mod seal;

use std::collections::VecDeque;

use balcao_contract::cursor::{Cursor, Mark, Position, RowKey, resume};
use balcao_contract::sync::{LEFT_OUT_SINCE, Line};
use balcao_domain::Stream;
use chrono::{DateTime, Utc};

use crate::scope::Scope;
use crate::store::{Reader, Sent, Store, StoreError};

pub use seal::Seal;

/// An answer under way. Holds one batch in memory at most.
pub struct Answer {
    store: Store,
    scope: Scope,
    seal: Seal,
    /// When it was asked for, which decides which calls are kept.
    now: DateTime<Utc>,
    /// How many records at most stand between two cursor lines.
    batch: usize,
    /// How far the client will be when it has read what was made so far.
    cursor: Cursor,
    /// The streams that are not through, the first one perhaps begun.
    left: VecDeque<Stream>,
    /// Where the first of them stood when it was begun.
    until: Option<Mark>,
    /// Whether a stream is sent afresh, which may end where the client stood.
    afresh: bool,
}

/// What a client asks with.
pub struct Asked {
    /// The cursor it sent, when that verified.
    pub held: Option<Cursor>,
    /// The streams that it wants afresh whatever the cursor says.
    pub reload: Vec<Stream>,
}

/// Why an answer is cut.
#[derive(Debug, thiserror::Error)]
pub enum SyncError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A record does not serialize.
    #[error("sync line: {0}")]
    Json(#[from] serde_json::Error),
}

impl Answer {
    /// For a client that asks so.
    pub fn new(
        store: Store,
        scope: Scope,
        seal: Seal,
        batch: usize,
        asked: Asked,
        now: DateTime<Utc>,
    ) -> Self {
        let Asked { held, reload } = asked;
        let view = scope.view();
        let streams = scope.streams();
        let mut cursor = held.map_or(Cursor::empty(view), |held| held.under(view));
        cursor
            .positions
            .retain(|stream, _| streams.contains(stream) && !reload.contains(stream));
        Self {
            store,
            scope,
            seal,
            now,
            batch: batch.max(1),
            cursor,
            left: streams.into(),
            until: None,
            afresh: false,
        }
    }

    /// The line that comes first.
    ///
    /// # Errors
    /// When it does not serialize.
    pub fn opening(&self) -> Result<Vec<u8>, SyncError> {
        let streams = self.scope.streams();
        let mut lines = Lines::default();
        lines.push(&Line::Streams { streams })?;
        Ok(lines.bytes)
    }

    /// Whether everything was made, and it was nothing for a client that stood there.
    pub fn is_nothing_after(&self, held: Option<&Cursor>) -> bool {
        self.left.is_empty() && !self.afresh && Some(&self.cursor) == held
    }

    /// The next lines, with their cursor line last; none when everything was sent.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, SyncError> {
        if self.left.is_empty() {
            return Ok(None);
        }
        let mut lines = Lines::default();
        while let Some(&stream) = self.left.front() {
            let room = self.batch.saturating_sub(lines.records);
            if room == 0 {
                break;
            }
            let position = self.begin(stream, &mut lines).await?;
            let (position, through) = match position {
                Position::Loading { .. } => {
                    (self.load(stream, position, room, &mut lines).await?, false)
                }
                Position::At(mark) => self.follow(stream, mark, room, &mut lines).await?,
            };
            self.cursor.positions.insert(stream, position);
            if through {
                self.left.pop_front();
                self.until = None;
            }
        }
        let cursor = self.seal.sign(&self.cursor, self.scope.user());
        let seqs = self.cursor.seqs();
        lines.push(&Line::Cursor { cursor, seqs })?;
        Ok(Some(lines.bytes))
    }

    /// Where the stream goes on; a stream whose place is lost is reset.
    async fn begin(&mut self, stream: Stream, lines: &mut Lines) -> Result<Position, SyncError> {
        let held = self.cursor.positions.get(&stream).copied();
        if let (Some(position), Some(_)) = (held, self.until) {
            return Ok(position);
        }
        let head = self.store.head(&self.scope, stream).await?;
        self.until = Some(head);
        let known = match held {
            Some(position) => {
                let mark = position.mark();
                self.store.knows(&self.scope, stream, mark).await?
            }
            None => false,
        };
        let resumed = resume(held, known, head);
        if resumed.reset {
            self.afresh = true;
            lines.push(&Line::Reset { reset: stream })?;
        }
        Ok(resumed.position)
    }

    async fn load(
        &self,
        stream: Stream,
        position: Position,
        room: usize,
        lines: &mut Lines,
    ) -> Result<Position, SyncError> {
        let after = match position {
            Position::Loading { after, .. } => after,
            Position::At(_) => None,
        };
        let rows = self
            .store
            .rows_after(self.reader(), stream, after, room)
            .await?;
        let (last, through) = (rows.last().map(|row| row.key), rows.len() < room);
        for row in rows {
            // What was held of a row that the app has no form for goes at the end of the load.
            if let Some(line) = self.line(stream, row.key, Some(row.sent), false) {
                lines.record(&line)?;
            }
        }
        if through {
            lines.push(&Line::End { end: stream })?;
        }
        Ok(position.loaded(last, through))
    }

    /// The changes after a place, up to where the log ended when the stream was begun; what is
    /// added meanwhile is for the next answer.
    async fn follow(
        &self,
        stream: Stream,
        after: Mark,
        room: usize,
        lines: &mut Lines,
    ) -> Result<(Position, bool), SyncError> {
        let until = self.until.unwrap_or(after);
        let (changes, place) = self
            .store
            .changes_after(self.reader(), stream, after, until, room)
            .await?;
        for change in changes {
            if let Some(line) = self.line(stream, change.key, change.sent, true) {
                lines.record(&line)?;
            }
        }
        Ok((
            Position::At(place),
            place.seq >= until.seq || place == after,
        ))
    }
}

impl Answer {
    const fn reader(&self) -> Reader<'_> {
        Reader {
            scope: &self.scope,
            now: self.now,
        }
    }

    /// The line that tells of a row; of one that the app cannot be sent it says that there is none,
    /// where something of it may be `held`.
    fn line(&self, stream: Stream, key: RowKey, sent: Option<Sent>, held: bool) -> Option<Line> {
        let (collection, id) = key;
        match sent {
            Some(Sent::Row(put)) => Some(Line::Put {
                stream,
                collection,
                id,
                put,
            }),
            Some(Sent::Unreadable) if self.scope.schema() >= LEFT_OUT_SINCE => {
                Some(Line::LeftOut {
                    stream,
                    collection,
                    id,
                    left_out: true,
                })
            }
            None | Some(Sent::Unreadable | Sent::Unknown) => held.then_some(Line::Delete {
                stream,
                collection,
                id,
                delete: true,
            }),
        }
    }
}

/// Lines being made.
#[derive(Default)]
struct Lines {
    bytes: Vec<u8>,
    records: usize,
}

impl Lines {
    fn push(&mut self, line: &Line) -> Result<(), serde_json::Error> {
        serde_json::to_writer(&mut self.bytes, line)?;
        self.bytes.push(b'\n');
        Ok(())
    }

    fn record(&mut self, line: &Line) -> Result<(), serde_json::Error> {
        self.records += 1;
        self.push(line)
    }
}
