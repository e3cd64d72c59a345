//! Reads a line by its members.
//!
//! A derived untagged enum tries one shape after the other on a copy of the line; here
//! each member is read once, which a first sync of 100,000 rows is the better for.

use super::{Line, RawRow};
use balcao_domain::{Collection, RowId, Stream};
use serde::Deserialize;
use std::collections::BTreeMap;

/// All members that lines have.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Members {
    streams: Option<Vec<Stream>>,
    reset: Option<Stream>,
    stream: Option<Stream>,
    collection: Option<Collection>,
    id: Option<RowId>,
    put: Option<RawRow>,
    delete: Option<bool>,
    left_out: Option<bool>,
    end: Option<Stream>,
    cursor: Option<String>,
    seqs: BTreeMap<Stream, u64>,
}

/// The members make up no line.
#[derive(Debug, thiserror::Error)]
#[error("no line has these members")]
pub(super) struct NoLine;

impl TryFrom<Members> for Line {
    type Error = NoLine;

    fn try_from(members: Members) -> Result<Self, NoLine> {
        let row = (members.stream, members.collection, members.id);
        let row = match row {
            (Some(stream), Some(collection), Some(id)) => Some((stream, collection, id)),
            (None, None, None) => None,
            _ => return Err(NoLine),
        };
        let mut lines = [
            members.streams.map(|streams| Self::Streams { streams }),
            members.reset.map(|reset| Self::Reset { reset }),
            members.end.map(|end| Self::End { end }),
            members.cursor.map(|cursor| Self::Cursor {
                cursor,
                seqs: members.seqs,
            }),
            match (row, members.put, members.delete, members.left_out) {
                (None, None, None, None) => None,
                (Some((stream, collection, id)), Some(put), None, None) => Some(Self::Put {
                    stream,
                    collection,
                    id,
                    put,
                }),
                (Some((stream, collection, id)), None, Some(delete), None) => Some(Self::Delete {
                    stream,
                    collection,
                    id,
                    delete,
                }),
                (Some((stream, collection, id)), None, None, Some(left_out)) => {
                    Some(Self::LeftOut {
                        stream,
                        collection,
                        id,
                        left_out,
                    })
                }
                _ => return Err(NoLine),
            },
        ]
        .into_iter()
        .flatten();
        match (lines.next(), lines.next()) {
            (Some(line), None) => Ok(line),
            _ => Err(NoLine),
        }
    }
}
