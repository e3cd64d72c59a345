//! A day of the calendar: due dates are days, never instants.

mod json;
mod mask;
mod read;
mod words;

pub(crate) use words::month_words;

use std::str::FromStr;

use chrono::{Datelike, NaiveDate, TimeDelta};
use thiserror::Error;

use crate::{Month, WrongCharacter};

/// A day of the (proleptic Gregorian) calendar, without time or zone. JSON: `"2026-11-24"`, and no
/// other form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CivilDate(NaiveDate);

/// Why a text is not a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CivilDateError {
    /// A character that cannot stand in a date, as the colon of a time.
    #[error("a character that cannot stand in a date: {0}")]
    Charset(WrongCharacter),
    /// Not a day, month and year in a form that can be read in one way only.
    #[error("not written dd/mm/aaaa")]
    Malformed,
    /// Well written, but no such day exists, such as 30/02/2026.
    #[error("no such day")]
    NoSuchDay,
}

impl CivilDate {
    /// The day, or `None` when the calendar has none such.
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).map(Self)
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The month, 1 to 12.
    pub fn month_number(self) -> u32 {
        self.0.month()
    }

    /// The day of the month, from 1.
    pub fn day(self) -> u32 {
        self.0.day()
    }

    /// The month this day lies in.
    pub fn month(self) -> Month {
        Month::of(self.0)
    }

    /// The day of the week, 0 = Sunday (the Brazilian week's first) to 6 = Saturday.
    pub fn weekday_index(self) -> u8 {
        u8::try_from(self.0.weekday().num_days_from_sunday()).unwrap_or_default()
    }

    /// So many days later, or earlier when negative; stops at the ends of chrono's calendar.
    pub fn add_days(self, days: i64) -> Self {
        let end = if days < 0 {
            NaiveDate::MIN
        } else {
            NaiveDate::MAX
        };
        let moved = TimeDelta::try_days(days).and_then(|by| self.0.checked_add_signed(by));
        Self(moved.unwrap_or(end))
    }

    /// Days from this day to `other`; negative when `other` is earlier.
    pub fn days_until(self, other: Self) -> i64 {
        other.0.signed_duration_since(self.0).num_days()
    }

    /// `24/11/2026`.
    pub fn text(self) -> String {
        format!(
            "{:02}/{:02}/{:04}",
            self.day(),
            self.month_number(),
            self.year()
        )
    }

    /// Formats what was typed or pasted so far into a field: `24/11/2`. A whole date in another form
    /// is put in this one; what is wrong or could be meant otherwise stays as it is, for the error to
    /// say so. Masking a masked text changes nothing.
    pub fn mask_partial(typed: &str) -> String {
        mask::partial(typed)
    }

    /// The day's number, 1 = 0001-01-01, as databases keep it.
    pub fn days(self) -> i64 {
        self.0.num_days_from_ce().into()
    }

    /// The same day as chrono's type.
    pub const fn naive(self) -> NaiveDate {
        self.0
    }
}

impl From<NaiveDate> for CivilDate {
    fn from(date: NaiveDate) -> Self {
        Self(date)
    }
}

/// Reads a day as a person types or pastes it: `24/11/2026`, `24-11-2026`, `1/2/2026`,
/// `2026-11-24`, `24 de novembro de 2026`, `November 24, 2026`. The day stands before the month
/// where both are figures. An instant is refused, for in another zone it is another day, and so is
/// whatever leaves day, month or century to be guessed.
impl FromStr for CivilDate {
    type Err = CivilDateError;

    fn from_str(text: &str) -> Result<Self, CivilDateError> {
        read::read(text)
    }
}

#[cfg(test)]
mod tests;
