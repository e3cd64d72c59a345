//! What a user decides: the whole rule of it, once. The app draws its effect over what is cached,
//! the portal's twin performs it, and the portal performs it and adds what only it knows.

use crate::form::Typed;
use crate::{Collection, Owner, RowId, Sha256Digest, Synced, UserId};
use chrono::{DateTime, Utc};
use serde::{Serialize, de::DeserializeOwned};
use std::fmt::Debug;
use uuid::Uuid;

/// Who decided, when, and the id it is done by once and for ever, which is also the id of what it
/// makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Made {
    /// A UUIDv7, made on the device.
    pub id: Uuid,
    /// When: on the device until the portal has it, there afterwards.
    pub at: DateTime<Utc>,
    /// Who.
    pub by: UserId,
}

/// What decisions are kept in order for: those about one thing are sent one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subject {
    /// The collection that the thing is of.
    pub of: Collection,
    /// The thing.
    pub id: RowId,
}

impl Subject {
    /// A thing of an id.
    pub fn new(of: Collection, id: Uuid) -> Self {
        let id = id.into();
        Self { of, id }
    }
}

/// A file that must be at the portal before the decision is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attached {
    /// Of its bytes; also the id of the upload that brings them.
    pub sha256: Sha256Digest,
    /// How long, in bytes.
    pub size: u32,
}

/// What is wrong with a field, in the words of refusals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldFault {
    /// The field's name.
    pub field: &'static str,
    /// What is wrong with it.
    pub code: &'static str,
}

/// Why a decision has no effect on the rows that there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// What it is about is not there.
    #[error("not found")]
    NotFound,
    /// What it is about stands where this cannot be decided.
    #[error("conflict")]
    Conflict,
    /// A value that only the rows show to be wrong.
    #[error("{}: {}", .0.field, .0.code)]
    Invalid(FieldFault),
}

impl Refused {
    /// A value that only the rows show to be wrong.
    pub const fn invalid(field: &'static str, code: &'static str) -> Self {
        Self::Invalid(FieldFault { field, code })
    }
}

/// Rows that an effect reads, so that who holds them in a database reads them beforehand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needed {
    /// That one.
    Row(Collection, RowId),
    /// Every row of the collection that the owner has.
    All(Collection),
}

impl Needed {
    /// Of which collection: effects fall on those that they read.
    pub const fn collection(self) -> Collection {
        match self {
            Self::Row(collection, _) | Self::All(collection) => collection,
        }
    }
}

/// The rows that an effect falls on: all of them are of the decision's owner.
pub trait Rows {
    /// That row, if it is there.
    fn get<T: Synced>(&self, id: RowId) -> Option<T>;

    /// Every row of a collection, in the order of their ids.
    fn all<T: Synced>(&self) -> Vec<T>;

    /// Puts a row in its place.
    fn put<T: Synced>(&mut self, row: T);

    /// Takes a row away, if it is there.
    fn remove<T: Synced>(&mut self, id: RowId);
}

/// Something a user can decide. Its JSON is the body of its request, and what an outbox keeps.
pub trait Decision:
    Serialize + DeserializeOwned + Clone + PartialEq + Eq + Debug + Send + Sync + 'static
{
    /// Where it is posted, below the provider's base; a segment in braces stands for any.
    const ROUTE: &'static str;

    /// The members of rows it makes, however deep in them, that only the portal knows: what was drawn
    /// may differ in them.
    const PORTALS_OWN: &'static [&'static str] = &[];

    /// Where this one is posted: [`Self::ROUTE`] with its segments filled in.
    fn path(&self) -> String;

    /// Whose rows it changes: a customer's, or the user's own.
    fn owner(&self) -> Owner;

    /// What it is about.
    fn subject(&self) -> Subject;

    /// The decision that must have come true before this one makes sense.
    fn after(&self) -> Option<Uuid> {
        None
    }

    /// The file that must be uploaded before.
    fn file(&self) -> Option<Attached> {
        None
    }

    /// The same with its texts as they are kept: without what cannot be seen, in one form. What is
    /// wrong stays so.
    #[must_use]
    fn tidied(self) -> Self {
        self
    }

    /// What stands in its form when it is edited again; none where it has no form of fields.
    fn typed(&self) -> Option<Typed> {
        None
    }

    /// Whether its form is that of the row it is about: what is typed of it is a part of what was typed
    /// of the row.
    fn edits(&self) -> bool {
        false
    }

    /// All that stands in that form, also what was there before.
    fn form(&self) -> Option<Typed> {
        self.typed()
    }

    /// What is wrong with it, a field at a time, whatever the rows are; nothing when it may be
    /// sent.
    fn faults(&self) -> Vec<FieldFault>;

    /// The rows that its effect reads; of other collections it puts none.
    fn needs(&self) -> Vec<Needed>;

    /// Its effect. What it makes it makes once, however often it is drawn; what it sets it sets
    /// again.
    ///
    /// # Errors
    /// [`Refused`], with nothing put or removed.
    fn effect(&self, made: &Made, rows: &mut impl Rows) -> Result<(), Refused>;
}
