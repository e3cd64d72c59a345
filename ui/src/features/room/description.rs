//! What a room says of itself, so that one list, one detail and one form show all of them.

use crate::components::Glyph;
use crate::rooms::ROOMS;
use balcao_bridge::Row;
use balcao_domain::form::{Details, Field, Typed};
use balcao_domain::kept::{Decides, Kept};
use balcao_domain::{Access, Action, Collection, CustomerId, DecisionKind, Listed};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

/// A row as it is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ShownRow {
    /// What it is called.
    pub title: String,
    /// What tells it apart, on narrow screens.
    pub note: String,
    /// Its cells, one for each of the room's columns.
    pub cells: Vec<String>,
    /// What its detail says: names and values.
    pub facts: Vec<(String, String)>,
}

/// A type whose rows are shown in a room.
pub trait Shows: Listed {
    /// The row as it is shown.
    fn shown(&self) -> ShownRow;
}

/// A column of the room's table.
#[derive(Debug, Clone, Copy)]
pub struct RoomColumn {
    /// The order that rows stand in by it; none where nothing is sorted by it.
    pub order: &'static str,
    /// Its title.
    pub title: fn() -> String,
}

/// A column, and the order that rows stand in by it.
pub const fn column(order: &'static str, title: fn() -> String) -> RoomColumn {
    RoomColumn { order, title }
}

/// A room's words.
#[derive(Debug, Clone, Copy)]
pub struct RoomWords {
    /// What it is called.
    pub title: fn() -> String,
    /// What one row of it is called.
    pub one: fn() -> String,
    /// Why there is nothing, and what to do.
    pub nothing: fn() -> (String, String),
}

/// The words of a room's form.
#[derive(Debug, Clone, Copy)]
pub struct FormWords {
    /// *Novo …*.
    pub add: fn() -> String,
    /// *Editar …*.
    pub edit: fn() -> String,
    /// *Remover …*.
    pub remove: fn() -> String,
    /// What is asked before one is removed.
    pub ask: fn() -> String,
    /// A field's label, and what helps to fill it in; empty without.
    pub field: fn(&str) -> (String, String),
    /// A choice of a field, by its name.
    pub choice: fn(&str) -> String,
}

/// How rows of a room are added, changed and removed.
#[derive(Debug, Clone, Copy)]
pub struct RoomForm {
    /// Its words.
    pub words: FormWords,
    /// Its fields.
    pub fields: &'static [Field],
    /// The decisions.
    pub add: DecisionKind,
    /// The same.
    pub edit: DecisionKind,
    /// The same.
    pub remove: DecisionKind,
    /// The decision that was typed: about a row, from what stood there before, or about a new one.
    pub decide: fn(CustomerId, Option<(Uuid, &Typed)>, &Typed) -> Action,
    /// The decision to remove a row.
    pub removal: fn(CustomerId, Uuid) -> Action,
    /// What stands in the form of a row.
    pub typed: fn(&Row) -> Option<Typed>,
}

impl RoomForm {
    /// That of rows that customers keep.
    pub const fn of<T: Kept + Decides>(words: FormWords) -> Self {
        Self {
            words,
            fields: T::Details::FIELDS,
            add: T::ADD,
            edit: T::EDIT,
            remove: T::REMOVE,
            decide: |customer, row, typed| {
                let details = T::Details::read(typed);
                match row {
                    Some((row, was)) => T::edit(customer, row, T::Details::read(was), details),
                    None => T::add(customer, details),
                }
            },
            removal: T::remove,
            typed: |row| row.read::<T>().ok().map(|row| row.details().typed()),
        }
    }
}

/// A room.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    /// Its address.
    pub path: &'static str,
    /// What its rows are.
    pub of: Collection,
    /// The collection that is followed, for who reads it again.
    pub follows: &'static [Collection],
    /// Its icon.
    pub glyph: Glyph,
    /// Its words.
    pub words: RoomWords,
    /// The columns of its table, the title's first.
    pub columns: &'static [RoomColumn],
    /// A row as it is shown; none where it does not read.
    pub shown: fn(&Row) -> Option<ShownRow>,
    /// How rows are added, changed and removed, where they are.
    pub form: Option<RoomForm>,
}

/// How a type's row is shown, whatever it is.
pub fn shown<T: Shows>(row: &Row) -> Option<ShownRow> {
    row.read::<T>().ok().map(|row| row.shown())
}

/// A room of the list, by its address.
#[derive(Clone, Copy)]
pub struct RoomRef(&'static Room);

impl RoomRef {
    /// Every room.
    pub fn all() -> impl Iterator<Item = Self> {
        ROOMS.iter().copied().map(Self)
    }

    /// The room whose form a decision is typed into.
    pub fn of_decision(kind: DecisionKind) -> Option<Self> {
        let decides = |form: RoomForm| [form.add, form.edit, form.remove].contains(&kind);
        Self::all().find(|room| room.form.is_some_and(decides))
    }

    /// What it takes to enter.
    pub fn access(self) -> Access {
        Access::Read(self.of)
    }
}

impl std::ops::Deref for RoomRef {
    type Target = Room;

    fn deref(&self) -> &Room {
        self.0
    }
}

impl PartialEq for RoomRef {
    fn eq(&self, other: &Self) -> bool {
        self.path == other.path
    }
}

impl Eq for RoomRef {}

impl fmt::Debug for RoomRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.path)
    }
}

impl fmt::Display for RoomRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.path)
    }
}

/// There is no such room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoRoom;

impl fmt::Display for NoRoom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no such room")
    }
}

impl FromStr for RoomRef {
    type Err = NoRoom;

    fn from_str(path: &str) -> Result<Self, NoRoom> {
        Self::all().find(|room| room.path == path).ok_or(NoRoom)
    }
}
