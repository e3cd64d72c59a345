//! What can be decided in a room, and in which words.

use super::on::ShownOn;
use crate::components::{Glyph, Look};
use crate::words::t;
use balcao_bridge::Row;
use balcao_domain::form::{Details, Field, Typed};
use balcao_domain::kept::{Decides, Kept};
use balcao_domain::{Action, CustomerId, DecisionKind};
use uuid::Uuid;

/// The decision that was typed: about a row, from what stood there before, or about a new one.
pub type Decided = fn(CustomerId, Option<(Uuid, &Typed)>, &Typed) -> Action;

/// A form of a room.
#[derive(Debug, Clone, Copy)]
pub struct RoomForm {
    /// What it decides.
    pub kind: DecisionKind,
    /// What it is called.
    pub title: fn() -> String,
    /// What its button says.
    pub save: fn() -> String,
    /// Its fields.
    pub fields: &'static [Field],
    /// A field's label, and what helps to fill it in; empty without.
    pub field: fn(&str) -> (String, String),
    /// A choice of a field, by its name.
    pub choice: fn(&str) -> String,
    /// What a fault of a field means that only this form has, in words; none where it is everybody's.
    /// `none` is that there is no row to choose.
    pub fault: fn(&str, &str) -> Option<String>,
    /// What stands in it, about a row.
    pub typed: fn(&Row) -> Option<Typed>,
    /// The decision that was typed.
    pub decide: Decided,
}

impl PartialEq for RoomForm {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

/// Where one decides about a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActPlace {
    /// A button that asks once.
    Asked,
    /// A button that opens its form in a sheet.
    Sheet,
    /// The form stands in the detail.
    Here,
}

/// Something that can be decided of a row.
#[derive(Debug, Clone, Copy)]
pub struct RoomAct {
    /// What is typed of it.
    pub form: RoomForm,
    /// Where.
    pub place: ActPlace,
    /// Its icon.
    pub glyph: Glyph,
    /// How much its button stands out.
    pub look: Look,
    /// What it causes, told before it is done; empty where that is plain.
    pub causes: fn() -> String,
    /// Whether it makes sense of a row on a day.
    pub offered: fn(&Row, ShownOn) -> bool,
}

impl PartialEq for RoomAct {
    fn eq(&self, other: &Self) -> bool {
        self.form == other.form
    }
}

/// The words of rows that customers keep.
#[derive(Debug, Clone, Copy)]
pub struct KeptWords {
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

impl RoomForm {
    /// One without fields.
    pub const fn asked(kind: DecisionKind, title: fn() -> String, decide: Decided) -> Self {
        Self {
            kind,
            title,
            save: title,
            fields: &[],
            field: |_| (String::new(), String::new()),
            choice: |_| String::new(),
            fault: |_, _| None,
            typed: |_| None,
            decide,
        }
    }

    const fn of<T: Kept>(kind: DecisionKind, words: KeptWords, decide: Decided) -> Self {
        Self {
            kind,
            title: words.add,
            save: || t!("edit-save"),
            fields: T::Details::FIELDS,
            field: words.field,
            choice: words.choice,
            fault: |_, _| None,
            typed: |row| row.read::<T>().ok().map(|row| row.details().typed()),
            decide,
        }
    }

    /// That which adds a row that customers keep.
    pub(super) const fn adding<T: Kept + Decides>(words: KeptWords) -> Self {
        Self::of::<T>(T::ADD, words, |customer, _, typed| {
            T::add(customer, T::Details::read(typed))
        })
    }

    /// That which changes one.
    pub(super) const fn editing<T: Kept + Decides>(words: KeptWords) -> Self {
        let editing = Self::of::<T>(T::EDIT, words, |customer, row, typed| {
            let details = T::Details::read(typed);
            match row {
                Some((row, was)) => T::edit(customer, row, T::Details::read(was), details),
                None => T::add(customer, details),
            }
        });
        Self {
            title: words.edit,
            ..editing
        }
    }
}

impl RoomAct {
    /// That which removes a row that customers keep.
    pub(super) const fn removing<T: Kept + Decides>(words: KeptWords) -> Self {
        Self {
            form: RoomForm::asked(T::REMOVE, words.remove, |customer, row, _| {
                T::remove(customer, row.map_or(Uuid::nil(), |(row, _)| row))
            }),
            place: ActPlace::Asked,
            glyph: Glyph::Trash,
            look: Look::Danger,
            causes: words.ask,
            offered: |_, _| true,
        }
    }
}
