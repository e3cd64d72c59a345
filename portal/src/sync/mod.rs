//! What one `GET /v1/sync` answers, a batch at a time.

mod seal;

use std::collections::VecDeque;

use balcao_contract::cursor::{Cursor, Mark, Position, resume};
use balcao_contract::sync::Line;
use balcao_domain::Stream;
use chrono::{DateTime, Utc};

use crate::scope::Scope;
use crate::store::{Store, StoreError};

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
    /// For a client that holds `held`: the cursor it sent, when that verified.
    pub fn new(
        store: Store,
        scope: Scope,
        seal: Seal,
        batch: usize,
        sync_schema: u32,
        held: Option<Cursor>,
        now: DateTime<Utc>,
    ) -> Self {
        let view = scope.view(sync_schema);
        let streams = scope.streams();
        let mut cursor = held.map_or(Cursor::empty(view), |held| held.under(view));
        cursor
            .positions
            .retain(|stream, _| streams.contains(stream));
        Self {
            store,
            scope,
            seal,
            now,
            batch: batch.max(1),
            cursor,
            left: streams.into(),
            until: None,
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

    /// How far the client will be when it has read everything made so far.
    pub const fn cursor(&self) -> &Cursor {
        &self.cursor
    }

    /// Whether everything was made.
    pub fn is_through(&self) -> bool {
        self.left.is_empty()
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
            .rows_after(&self.scope, stream, after, room, self.now)
            .await?;
        let (last, through) = (rows.last().map(|row| row.key), rows.len() < room);
        for row in rows {
            let (collection, id) = row.key;
            lines.record(&Line::Put {
                stream,
                collection,
                id,
                put: row.value,
            })?;
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
            .changes_after(&self.scope, stream, after, until, room, self.now)
            .await?;
        for change in changes {
            let (collection, id) = change.key;
            lines.record(&match change.row {
                Some(put) => Line::Put {
                    stream,
                    collection,
                    id,
                    put,
                },
                None => Line::Delete {
                    stream,
                    collection,
                    id,
                    delete: true,
                },
            })?;
        }
        Ok((
            Position::At(place),
            place.seq >= until.seq || place == after,
        ))
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
