//! The sync cursor and the rules that move it: pure, shared by the portal and its twin in tests.
//!
//! A cursor says, per stream, how far its holder has come. On the wire it is opaque; who issues
//! it signs [`Cursor::encode`]'s bytes and trusts nothing that does not verify.

use std::collections::BTreeMap;

use balcao_domain::{CallId, Collection, CustomerId, RowId, Stream};
use uuid::Uuid;

/// A place in a stream's log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// The number of the change, from 1; 0 is before the first.
    pub seq: u64,
    /// Random bytes of that change, by which a log that was written anew after a restore is told
    /// from the one that the cursor knew.
    pub tag: [u8; 8],
}

impl Mark {
    /// Before the first change.
    pub const START: Self = Self {
        seq: 0,
        tag: [0; 8],
    };
}

/// The last row sent of a load; rows go out in this order.
pub type RowKey = (Collection, RowId);

/// How far one stream has been read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Position {
    /// Everything up to the mark is held.
    At(Mark),
    /// A first load or a reset is under way.
    Loading {
        /// Where the log stood when it began: changes from there on follow after it.
        mark: Mark,
        /// The last row sent; none before the first.
        after: Option<RowKey>,
    },
}

impl Position {
    /// The mark that must still be in the log for the position to hold.
    pub const fn mark(self) -> Mark {
        match self {
            Self::At(mark) | Self::Loading { mark, .. } => mark,
        }
    }

    /// The position after a page of a load: `last` is its last row, and `through` says that no
    /// row is left, upon which the stream stands where loading began.
    pub fn loaded(self, last: Option<RowKey>, through: bool) -> Self {
        match self {
            Self::Loading { mark, .. } if through => Self::At(mark),
            Self::Loading { mark, after } => Self::Loading {
                mark,
                after: last.or(after),
            },
            Self::At(_) => self,
        }
    }
}

/// How a stream goes on in an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resumed {
    /// Whether the stream is sent afresh.
    pub reset: bool,
    /// From where.
    pub position: Position,
}

/// Goes on from what is held, when the log still knows its mark; otherwise begins a load at the
/// log's present `head`.
pub fn resume(held: Option<Position>, known: bool, head: Mark) -> Resumed {
    match held {
        Some(position) if known => Resumed {
            reset: false,
            position,
        },
        _ => Resumed {
            reset: true,
            position: Position::Loading {
                mark: head,
                after: None,
            },
        },
    }
}

/// A digest of what decides which rows a user sees: grants, modules, the app's sync schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct View(pub [u8; 16]);

/// What a client holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// Under which view it was sent.
    pub view: View,
    /// How far each stream has come.
    pub positions: BTreeMap<Stream, Position>,
}

impl Cursor {
    /// Of somebody who holds nothing.
    pub const fn empty(view: View) -> Self {
        Self {
            view,
            positions: BTreeMap::new(),
        }
    }

    /// What still counts under `view`: another view resets every stream.
    #[must_use]
    pub fn under(self, view: View) -> Self {
        if self.view == view {
            self
        } else {
            Self::empty(view)
        }
    }

    /// The number up to which each stream is held whole; one being loaded has none.
    pub fn seqs(&self) -> BTreeMap<Stream, u64> {
        let whole = self.positions.iter().filter_map(|(stream, at)| match at {
            Position::At(mark) => Some((*stream, mark.seq)),
            Position::Loading { .. } => None,
        });
        whole.collect()
    }

    /// The cursor as bytes: a version, the view, then each stream with its position.
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = vec![VERSION];
        bytes.extend(self.view.0);
        for (stream, position) in &self.positions {
            encode_stream(*stream, &mut bytes);
            encode_position(*position, &mut bytes);
        }
        bytes
    }

    /// Reads [`Cursor::encode`]'s bytes; none when they are of another form.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader(bytes);
        if reader.byte()? != VERSION {
            return None;
        }
        let mut cursor = Self::empty(View(reader.take()?));
        while !reader.0.is_empty() {
            let stream = reader.stream()?;
            if cursor
                .positions
                .insert(stream, reader.position()?)
                .is_some()
            {
                return None;
            }
        }
        Some(cursor)
    }
}

const VERSION: u8 = 1;

const PROVIDER: u8 = 0;
const USER: u8 = 1;
const CUSTOMER: u8 = 2;

const AT: u8 = 0;
const LOADING_FIRST: u8 = 1;
const LOADING_AFTER: u8 = 2;
const LOADING_AFTER_NUMBER: u8 = 3;

fn encode_stream(stream: Stream, bytes: &mut Vec<u8>) {
    match stream {
        Stream::Provider => bytes.push(PROVIDER),
        Stream::User => bytes.push(USER),
        Stream::Customer(id) => {
            bytes.push(CUSTOMER);
            bytes.extend(id.uuid().as_bytes());
        }
    }
}

fn encode_position(position: Position, bytes: &mut Vec<u8>) {
    let (kind, after) = match position {
        Position::At(_) => (AT, None),
        Position::Loading { after: None, .. } => (LOADING_FIRST, None),
        Position::Loading {
            after: after @ Some((_, RowId::Uuid(_))),
            ..
        } => (LOADING_AFTER, after),
        Position::Loading { after, .. } => (LOADING_AFTER_NUMBER, after),
    };
    bytes.push(kind);
    bytes.extend(position.mark().seq.to_be_bytes());
    bytes.extend(position.mark().tag);
    if let Some((collection, id)) = after {
        bytes.push(collection.number());
        match id {
            RowId::Uuid(uuid) => bytes.extend(uuid.as_bytes()),
            RowId::Number(number) => bytes.extend(number.get().to_be_bytes()),
        }
    }
}

struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*head)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take().map(|[byte]| byte)
    }

    fn uuid(&mut self) -> Option<Uuid> {
        self.take().map(Uuid::from_bytes)
    }

    fn stream(&mut self) -> Option<Stream> {
        match self.byte()? {
            PROVIDER => Some(Stream::Provider),
            USER => Some(Stream::User),
            CUSTOMER => Some(Stream::Customer(CustomerId::new(self.uuid()?))),
            _ => None,
        }
    }

    fn position(&mut self) -> Option<Position> {
        let kind = self.byte()?;
        let mark = Mark {
            seq: u64::from_be_bytes(self.take()?),
            tag: self.take()?,
        };
        match kind {
            AT => Some(Position::At(mark)),
            LOADING_FIRST => Some(Position::Loading { mark, after: None }),
            LOADING_AFTER => {
                let after = Some((self.collection()?, RowId::Uuid(self.uuid()?)));
                Some(Position::Loading { mark, after })
            }
            LOADING_AFTER_NUMBER => {
                let collection = self.collection()?;
                let number = CallId::try_from(u64::from_be_bytes(self.take()?)).ok()?;
                let after = Some((collection, RowId::Number(number)));
                Some(Position::Loading { mark, after })
            }
            _ => None,
        }
    }

    fn collection(&mut self) -> Option<Collection> {
        Collection::from_number(self.byte()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::btree_map;
    use proptest::prelude::*;

    const HEAD: Mark = Mark {
        seq: 9,
        tag: [9; 8],
    };
    const OLD: Mark = Mark {
        seq: 4,
        tag: [4; 8],
    };

    fn row(number: u128) -> RowKey {
        (Collection::Bills, Uuid::from_u128(number).into())
    }

    #[test]
    fn a_known_mark_goes_on_and_an_unknown_one_starts_afresh() {
        let held = Position::Loading {
            mark: OLD,
            after: Some(row(1)),
        };
        assert_eq!(
            resume(Some(held), true, HEAD),
            Resumed {
                reset: false,
                position: held
            }
        );
        let afresh = Resumed {
            reset: true,
            position: Position::Loading {
                mark: HEAD,
                after: None,
            },
        };
        assert_eq!(resume(Some(held), false, HEAD), afresh);
        assert_eq!(resume(None, true, HEAD), afresh);
    }

    #[test]
    fn a_load_ends_where_the_log_stood_when_it_began() {
        let begun = resume(None, false, HEAD).position;
        let halfway = begun.loaded(Some(row(3)), false);
        assert_eq!(
            halfway,
            Position::Loading {
                mark: HEAD,
                after: Some(row(3))
            }
        );
        assert_eq!(halfway.loaded(None, false), halfway);
        assert_eq!(halfway.loaded(Some(row(5)), true), Position::At(HEAD));
    }

    #[test]
    fn another_view_forgets_every_stream() {
        let mut cursor = Cursor::empty(View([1; 16]));
        cursor.positions.insert(Stream::User, Position::At(OLD));
        assert_eq!(cursor.clone().under(View([1; 16])), cursor);
        assert_eq!(cursor.under(View([2; 16])), Cursor::empty(View([2; 16])));
    }

    fn stream() -> impl Strategy<Value = Stream> {
        prop_oneof![
            Just(Stream::Provider),
            Just(Stream::User),
            any::<u128>().prop_map(|id| Stream::Customer(CustomerId::new(Uuid::from_u128(id)))),
        ]
    }

    fn position() -> impl Strategy<Value = Position> {
        let mark = (any::<u64>(), any::<[u8; 8]>()).prop_map(|(seq, tag)| Mark { seq, tag });
        let after = proptest::option::of((
            proptest::sample::select(&Collection::ALL[..]),
            prop_oneof![
                any::<u128>().prop_map(|id| Uuid::from_u128(id).into()),
                (0..1_u64 << 53).prop_map(|id| CallId::try_from(id).unwrap().into()),
            ],
        ));
        (mark, after, any::<bool>()).prop_map(|(mark, after, loading)| {
            if loading {
                Position::Loading { mark, after }
            } else {
                Position::At(mark)
            }
        })
    }

    proptest! {
        #[test]
        fn every_cursor_reads_back(
            view in any::<[u8; 16]>(),
            positions in btree_map(stream(), position(), 0..8),
        ) {
            let cursor = Cursor { view: View(view), positions };
            let bytes = cursor.encode();
            prop_assert_eq!(Cursor::decode(&bytes), Some(cursor));
            prop_assert_eq!(Cursor::decode(&[bytes.as_slice(), &[0]].concat()), None);
        }

        #[test]
        fn no_bytes_panic_and_what_decodes_has_one_form(
            mut bytes in proptest::collection::vec(any::<u8>(), 0..120),
        ) {
            if let Some(first) = bytes.first_mut() {
                *first = VERSION;
            }
            if let Some(cursor) = Cursor::decode(&bytes) {
                prop_assert_eq!(Cursor::decode(&cursor.encode()), Some(cursor));
            }
        }
    }
}
