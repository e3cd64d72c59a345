//! What a room says of itself, so that one list, one detail and one form show all of them.

use super::cell::{Cell, RowState};
use super::forms::{KeptWords, RoomAct, RoomForm};
use super::on::ShownOn;
use crate::components::{Glyph, TotalTone};
use crate::rooms::ROOMS;
use balcao_bridge::{AccountId, NamedSum, Row};
use balcao_domain::kept::{Decides, Kept};
use balcao_domain::{Access, Collection, DecisionKind, DocumentRef, Documented, Listed};
use dioxus::prelude::*;
use std::fmt;
use std::str::FromStr;

/// A row as it is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ShownRow {
    /// What it is called.
    pub title: String,
    /// What tells it apart, on narrow screens.
    pub note: String,
    /// What stands large at its end, and above its detail; empty without: an amount of money, a length.
    pub amount: String,
    /// Where it stands, if it has states.
    pub state: Option<RowState>,
    /// What it stands under on narrow screens, with those that stand there too; empty without.
    pub group: String,
    /// Its cells, one for each of the room's columns.
    pub cells: Vec<Cell>,
    /// What its detail says: names and values.
    pub facts: Vec<(String, String)>,
}

/// A type whose rows are shown in a room.
pub trait Shows: Listed {
    /// The row as it is shown on a day.
    fn shown(&self, on: ShownOn) -> ShownRow;
}

/// A column of the room's table.
#[derive(Debug, Clone, Copy)]
pub struct RoomColumn {
    /// The order that rows stand in by it; none where nothing is sorted by it.
    pub order: &'static str,
    /// Its title.
    pub title: fn() -> String,
    /// The class of its title: that of amounts, which stand at the column's end, or none.
    pub class: &'static str,
}

/// A column, and the order that rows stand in by it.
pub const fn column(order: &'static str, title: fn() -> String) -> RoomColumn {
    let class = "";
    RoomColumn {
        order,
        title,
        class,
    }
}

/// A column of amounts.
pub const fn amounts(order: &'static str, title: fn() -> String) -> RoomColumn {
    let class = "column-amount";
    RoomColumn {
        order,
        title,
        class,
    }
}

/// Some of the rows, as a list offers to show them alone.
#[derive(Debug, Clone, Copy)]
pub struct RoomFilter {
    /// The name of the type's filter; one that it does not have shows all.
    pub name: &'static str,
    /// What it is called.
    pub words: fn() -> String,
}

/// A filter, and what it is called.
pub const fn filter(name: &'static str, words: fn() -> String) -> RoomFilter {
    RoomFilter { name, words }
}

/// A sum that stands above the list.
#[derive(Debug, Clone, Copy)]
pub struct RoomSum {
    /// The name of the type's sum.
    pub name: &'static str,
    /// What it is called.
    pub words: fn() -> String,
    /// How it is written.
    pub written: fn(&NamedSum) -> String,
    /// Whether it is money come or owed, or neither.
    pub tone: TotalTone,
}

/// Whether a list is shown by months.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoomPeriod {
    /// It has none.
    None,
    /// Some months may be chosen.
    Offered,
    /// Nothing is listed before some are chosen (MC-21).
    Needed,
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
    /// Where it stands among all there is to go to, as the manual of Minha Central orders it (MC-11):
    /// one's own data are the first, bills the third.
    pub rank: u8,
    /// Whether it has a place in the bar of narrow screens.
    pub in_bar: bool,
    /// Its words.
    pub words: RoomWords,
    /// The columns of its table, the title's first.
    pub columns: &'static [RoomColumn],
    /// The order it stands in at first, and whether that descends.
    pub first: (&'static str, bool),
    /// What can be shown alone; the first is, at first.
    pub filters: &'static [RoomFilter],
    /// Whether it is shown by months.
    pub period: RoomPeriod,
    /// The sums above it.
    pub sums: &'static [RoomSum],
    /// Whether it is searched by words.
    pub searched: bool,
    /// A row as it is shown on a day; none where it does not read.
    pub shown: fn(&Row, ShownOn) -> Option<ShownRow>,
    /// What stands in a row's detail above its facts, where a room has something of its own there.
    pub parts: Option<fn(&RowParts<'_>) -> Element>,
    /// The documents of a row.
    pub documents: fn(&Row) -> Vec<DocumentRef>,
    /// How a row is added, where it is.
    pub add: Option<RoomForm>,
    /// How a row is changed, where it is.
    pub edit: Option<RoomForm>,
    /// How a row is removed, where it is.
    pub remove: Option<RoomAct>,
    /// What else can be decided of a row.
    pub acts: &'static [RoomAct],
}

/// The row whose detail is open.
#[derive(Debug, Clone, Copy)]
pub struct RowParts<'a> {
    /// In which account.
    pub account: AccountId,
    /// The row.
    pub row: &'a Row,
    /// The day it is shown on.
    pub on: ShownOn,
}

impl Room {
    /// The room of a type's rows, with what the type says by itself.
    pub const fn of<T: Shows>(
        path: &'static str,
        glyph: Glyph,
        words: RoomWords,
        columns: &'static [RoomColumn],
    ) -> Self {
        let first = match columns {
            [first, ..] => (first.order, false),
            [] => ("", false),
        };
        Self {
            path,
            of: T::COLLECTION,
            follows: const { &[T::COLLECTION] },
            glyph,
            rank: u8::MAX,
            in_bar: false,
            words,
            columns,
            first,
            filters: &[],
            period: match T::PERIOD {
                Some(_) => RoomPeriod::Offered,
                None => RoomPeriod::None,
            },
            sums: &[],
            searched: T::FOUND,
            shown: |row, on| row.read::<T>().ok().map(|row| row.shown(on)),
            parts: None,
            documents: |_| Vec::new(),
            add: None,
            edit: None,
            remove: None,
            acts: &[],
        }
    }

    /// The same, where rows have documents.
    #[must_use]
    pub const fn documented<T: Documented>(mut self) -> Self {
        self.documents = |row| {
            let row = row.read::<T>().ok();
            let kinds = T::KINDS.iter();
            kinds
                .filter_map(|kind| DocumentRef::of(row.as_ref()?, *kind))
                .collect()
        };
        self
    }

    /// The same, where customers keep the rows.
    #[must_use]
    pub const fn kept<T: Kept + Decides>(mut self, words: KeptWords) -> Self {
        self.add = Some(RoomForm::adding::<T>(words));
        self.edit = Some(RoomForm::editing::<T>(words));
        self.remove = Some(RoomAct::removing::<T>(words));
        self
    }

    /// What can be decided of a row beside changing it.
    pub fn acts(&self) -> impl Iterator<Item = RoomAct> {
        self.acts.iter().copied().chain(self.remove)
    }

    /// Every form of the room.
    fn forms(&self) -> impl Iterator<Item = RoomForm> {
        let of_acts = self.acts().map(|act| act.form);
        self.add.into_iter().chain(self.edit).chain(of_acts)
    }
}

/// A room of the list, by its address.
#[derive(Clone, Copy)]
pub struct RoomRef(&'static Room);

impl RoomRef {
    /// Every room.
    pub fn all() -> impl Iterator<Item = Self> {
        ROOMS.iter().copied().map(Self)
    }

    /// One of the list.
    pub fn of(room: &Room) -> Option<Self> {
        Self::all().find(|it| it.path == room.path)
    }

    /// The form that a decision is typed into, and its room.
    pub fn of_decision(kind: DecisionKind) -> Option<(Self, RoomForm)> {
        Self::all().find_map(|room| {
            let form = room.forms().find(|form| form.kind == kind)?;
            Some((room, form))
        })
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
