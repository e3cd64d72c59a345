//! What a list of rows needs to know of their type: the columns it finds, orders and adds up by.
//!
//! From this come a table, its indexes and every query of it; nothing else in the product knows by
//! what a room's rows are listed.

use crate::Synced;

/// A value that rows are found and ordered by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// A number: an amount in centavos, a day, a place in an order.
    Integer(i64),
    /// A text, as it is ordered: without accents, in lower case.
    Text(String),
}

impl From<i64> for Key {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

impl From<u32> for Key {
    fn from(number: u32) -> Self {
        Self::Integer(number.into())
    }
}

impl From<bool> for Key {
    fn from(truth: bool) -> Self {
        Self::Integer(truth.into())
    }
}

impl From<String> for Key {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// [`Key::Integer`].
    Integer,
    /// [`Key::Text`].
    Text,
}

/// A named column, with what a reader of the database should know of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name, which is not one of the columns that every table has: `row_no`, `id`, `customer`,
    /// `generation`, `found_by`, `json`.
    pub name: &'static str,
    /// What it holds.
    pub kind: ColumnKind,
    /// Its unit, or what its numbers stand for.
    pub note: &'static str,
}

/// A column of numbers.
pub const fn integer(name: &'static str, note: &'static str) -> Column {
    let kind = ColumnKind::Integer;
    Column { name, kind, note }
}

/// A column of texts.
pub const fn text(name: &'static str, note: &'static str) -> Column {
    let kind = ColumnKind::Text;
    Column { name, kind, note }
}

/// A way to order a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order {
    /// What it is asked for by.
    pub name: &'static str,
    /// Its columns. Rows that agree in all of them stand in the order they came.
    pub by: &'static [&'static str],
}

/// An order by some columns.
pub const fn order(name: &'static str, by: &'static [&'static str]) -> Order {
    Order { name, by }
}

/// What a column's number must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Test {
    /// One of these.
    OneOf(&'static [i64]),
    /// A day on which what fell due is late today ([`crate::CivilDate::late_before`]).
    Late,
    /// Any other day.
    NotLate,
}

/// A condition on one column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clause {
    /// Which.
    pub column: &'static str,
    /// What it must be.
    pub test: Test,
}

/// The column's number is one of these.
pub const fn one_of(column: &'static str, numbers: &'static [i64]) -> Clause {
    let test = Test::OneOf(numbers);
    Clause { column, test }
}

/// What fell due on the column's day is late today.
pub const fn late(column: &'static str) -> Clause {
    let test = Test::Late;
    Clause { column, test }
}

/// What falls due on the column's day is not late today.
pub const fn not_late(column: &'static str) -> Clause {
    let test = Test::NotLate;
    Clause { column, test }
}

/// Some of the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Filter {
    /// What it is asked for by.
    pub name: &'static str,
    /// All of them hold.
    pub clauses: &'static [Clause],
}

/// What some of the rows add up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sum {
    /// What it is asked for by.
    pub name: &'static str,
    /// The column that is added up.
    pub column: &'static str,
    /// Of the rows for which all of these hold.
    pub clauses: &'static [Clause],
}

/// A domain type whose rows are listed.
pub trait Listed: Synced {
    /// The columns they are found by, in the order of [`Listed::keys`].
    const COLUMNS: &'static [Column] = &[];

    /// The orders, the usual one first. None: they are few, and stand in the order they came.
    const ORDERS: &'static [Order] = &[];

    /// The filters.
    const FILTERS: &'static [Filter] = &[];

    /// The rows that stand first whatever the order, where there are such.
    const PINNED: &'static [Clause] = &[];

    /// The column of days that a period counts by.
    const PERIOD: Option<&'static str> = None;

    /// What a period adds up to.
    const SUMS: &'static [Sum] = &[];

    /// Whether they are found by words.
    const FOUND: bool = false;

    /// Counted up whenever keys or words of a row come out otherwise than before: tables are then
    /// made anew.
    const KEYS: u32 = 1;

    /// The values of the columns.
    fn keys(&self) -> Vec<Key> {
        Vec::new()
    }

    /// The words it is found by, without accents, a line each.
    fn words(&self) -> String {
        String::new()
    }
}

impl Listed for crate::Provider {}
impl Listed for crate::User {}
impl Listed for crate::Customer {}
