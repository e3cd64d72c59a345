//! What an app holds: it applies what stands between two cursor lines at once, or not at all.

use std::collections::BTreeMap;

use balcao_contract::cursor::RowKey;
use balcao_contract::sync::{Line, RawRow};
use balcao_domain::{Collection, Stream};
use serde_json::{Value, json};

use super::Stage;

/// A cache in memory.
#[derive(Debug, Clone, Default)]
pub struct Mirror {
    pub cursor: Option<String>,
    rows: BTreeMap<(Stream, RowKey), Held>,
}

#[derive(Debug, Clone)]
struct Held {
    value: RawRow,
    /// Of before a reset that is not through.
    old: bool,
}

impl Mirror {
    /// Applies an answer up to its `cursors`-th cursor line and answers how many it has.
    pub fn apply(&mut self, lines: &[Line], cursors: usize) -> usize {
        let mut committed = self.clone();
        let mut seen = 0;
        for line in lines {
            match line {
                Line::Streams { streams } => {
                    self.rows.retain(|(stream, _), _| streams.contains(stream));
                }
                Line::Reset { reset } => {
                    for ((stream, _), held) in &mut self.rows {
                        held.old |= stream == reset;
                    }
                }
                Line::Put {
                    stream,
                    collection,
                    id,
                    put,
                } => {
                    let row: Value = put.read().unwrap();
                    let of_provider = *collection == Collection::Provider;
                    let own = &row[if of_provider { "issuer" } else { "id" }];
                    assert_eq!(*own, json!(id));
                    assert!(collection.belongs_to(*stream));
                    let held = Held {
                        value: put.clone(),
                        old: false,
                    };
                    self.rows.insert((*stream, (*collection, *id)), held);
                }
                Line::Delete {
                    stream,
                    collection,
                    id,
                    ..
                }
                | Line::LeftOut {
                    stream,
                    collection,
                    id,
                    ..
                } => {
                    self.rows.remove(&(*stream, (*collection, *id)));
                }
                Line::End { end } => self
                    .rows
                    .retain(|(stream, _), held| stream != end || !held.old),
                Line::Cursor { cursor, .. } => {
                    self.cursor = Some(cursor.clone());
                    committed = self.clone();
                    seen += 1;
                    if seen == cursors {
                        break;
                    }
                }
            }
        }
        *self = committed;
        lines
            .iter()
            .filter(|line| matches!(line, Line::Cursor { .. }))
            .count()
    }

    /// Asks once and takes all of the answer.
    pub async fn sync(&mut self, stage: &Stage, slug: &str, token: &str) -> Vec<Line> {
        let answer = stage.sync(slug, token, self.cursor.as_deref()).await;
        let lines = answer.lines();
        self.apply(&lines, usize::MAX);
        lines
    }

    pub fn rows(&self) -> BTreeMap<(Stream, RowKey), RawRow> {
        self.rows
            .iter()
            .map(|(key, held)| (*key, held.value.clone()))
            .collect()
    }

    pub fn count(&self, collection: Collection) -> usize {
        self.rows
            .keys()
            .filter(|(_, (each, _))| *each == collection)
            .count()
    }

    /// The promise: what is held equals what somebody who holds nothing is sent.
    pub async fn assert_fresh(&self, stage: &Stage, slug: &str, token: &str) {
        let mut fresh = Self::default();
        fresh.sync(stage, slug, token).await;
        assert_eq!(self.rows(), fresh.rows());
        assert!(self.rows.values().all(|held| !held.old));
    }
}
