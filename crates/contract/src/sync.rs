//! What `GET /v1/sync` answers, one JSON object a line.

mod line;
mod raw_row;

pub use raw_row::RawRow;

use balcao_domain::{Collection, RowId, Stream};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How many records at most stand between two cursor lines, unless configured otherwise.
pub const DEFAULT_BATCH: usize = 1_000;

/// The media type of the answer.
pub const MEDIA_TYPE: &str = "application/x-ndjson";

/// The first sync schema whose apps are told of rows that are left out.
pub const LEFT_OUT_SINCE: u32 = 4;

/// One line of the answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged, try_from = "line::Members")]
pub enum Line {
    /// First: every stream the user has now. What the client holds of others is deleted.
    Streams {
        /// All of them.
        streams: Vec<Stream>,
    },
    /// The stream is sent afresh from here.
    Reset {
        /// Which.
        reset: Stream,
    },
    /// A row as it is now.
    Put {
        /// Its stream.
        stream: Stream,
        /// Its collection.
        collection: Collection,
        /// Its id.
        id: RowId,
        /// The row; see [`RawRow::read`].
        put: RawRow,
    },
    /// A row that is gone.
    Delete {
        /// Its stream.
        stream: Stream,
        /// Its collection.
        collection: Collection,
        /// Its id.
        id: RowId,
        /// Always true.
        delete: bool,
    },
    /// A row that the portal has and cannot read: what was held of it is out of date. Since sync
    /// schema [`LEFT_OUT_SINCE`]; older apps are not told.
    LeftOut {
        /// Its stream.
        stream: Stream,
        /// Its collection.
        collection: Collection,
        /// Its id.
        id: RowId,
        /// Always true.
        left_out: bool,
    },
    /// The reset of this stream is through: rows of before it that were not sent again are gone.
    End {
        /// Which.
        end: Stream,
    },
    /// All above is consistent and may be committed with this cursor.
    Cursor {
        /// Opaque; sent back in [`crate::CURSOR_HEADER`].
        cursor: String,
        /// How far each stream has come that is held whole: its number, as in
        /// [`crate::Accepted::seq`]. One that is still being loaded is not named.
        #[serde(skip_serializing_if = "BTreeMap::is_empty")]
        seqs: BTreeMap<Stream, u64>,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_read_as_the_design_writes_them() {
        let customer = "018f0000-0000-7000-8000-000000000001";
        let lines = [
            r#"{"streams":["provider","user","customer:018f0000-0000-7000-8000-000000000001"]}"#
                .to_owned(),
            format!(r#"{{"reset":"customer:{customer}"}}"#),
            format!(
                r#"{{"stream":"customer:{customer}","collection":"bills","id":"{customer}","put":{{"a":1}}}}"#
            ),
            format!(
                r#"{{"stream":"customer:{customer}","collection":"bills","id":"{customer}","delete":true}}"#
            ),
            format!(
                r#"{{"stream":"customer:{customer}","collection":"calls","id":7,"put":{{"a":1}}}}"#
            ),
            format!(
                r#"{{"stream":"customer:{customer}","collection":"calls","id":7,"left_out":true}}"#
            ),
            format!(r#"{{"end":"customer:{customer}"}}"#),
            r#"{"cursor":"abc"}"#.to_owned(),
            format!(r#"{{"cursor":"abc","seqs":{{"provider":3,"customer:{customer}":7}}}}"#),
        ];
        for line in lines {
            let parsed: Line = serde_json::from_str(&line).unwrap();
            assert_eq!(serde_json::to_string(&parsed).unwrap(), line);
        }
    }

    #[test]
    fn a_line_of_no_known_shape_is_refused() {
        for wrong in [
            "{}",
            r#"{"cursor":1}"#,
            r#"{"reset":"all"}"#,
            r#"{"reset":"user","end":"user"}"#,
            r#"{"reset":"user","more":1}"#,
            r#"{"stream":"user","collection":"users","id":-1,"delete":true}"#,
            r#"{"stream":"user","collection":"users","id":"7","delete":true}"#,
            r#"{"stream":"user","collection":"users","put":{}}"#,
            "null",
            "[]",
        ] {
            assert!(serde_json::from_str::<Line>(wrong).is_err(), "{wrong}");
        }
    }
}
