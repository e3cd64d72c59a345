//! A day of the calendar: due dates are days, never instants.

use std::str::FromStr;

use chrono::{Datelike, NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::Month;

/// A day of the (proleptic Gregorian) calendar, without time or zone. JSON: `"2026-11-24"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CivilDate(#[serde(with = "crate::compact")] NaiveDate);

/// Why a text is not a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CivilDateError {
    /// Not written `dd/mm/aaaa`.
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

/// Reads `dd/mm/aaaa` and nothing else.
impl FromStr for CivilDate {
    type Err = CivilDateError;

    fn from_str(text: &str) -> Result<Self, CivilDateError> {
        let mut fields = text.split('/');
        let mut field = |width: usize| {
            fields
                .next()
                .filter(|f| f.len() == width && f.bytes().all(|b| b.is_ascii_digit()))
                .and_then(|f| f.parse().ok())
                .ok_or(CivilDateError::Malformed)
        };
        let (day, month, year) = (field(2)?, field(2)?, field(4)?);
        if fields.next().is_some() {
            return Err(CivilDateError::Malformed);
        }
        i32::try_from(year)
            .ok()
            .and_then(|year| Self::from_ymd(year, month, day))
            .ok_or(CivilDateError::NoSuchDay)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn date(year: i32, month: u32, day: u32) -> CivilDate {
        CivilDate::from_ymd(year, month, day).unwrap()
    }

    #[test]
    fn dates_are_written_and_read_as_in_brazil() {
        assert_eq!(date(2026, 11, 24).text(), "24/11/2026");
        assert_eq!("29/02/2028".parse(), Ok(date(2028, 2, 29)));
        for text in ["30/02/2026", "29/02/2026", "00/01/2026", "01/13/2026"] {
            assert_eq!(
                text.parse::<CivilDate>(),
                Err(CivilDateError::NoSuchDay),
                "{text}"
            );
        }
        for text in [
            "",
            "1/1/2026",
            "01/01/26",
            "2026-01-01",
            "01/01/2026/",
            "+1/01/2026",
            "01-01-2026",
            "٠١/٠١/٢٠٢٦",
        ] {
            assert_eq!(
                text.parse::<CivilDate>(),
                Err(CivilDateError::Malformed),
                "{text}"
            );
        }
    }

    #[test]
    fn json_is_iso() {
        let json = serde_json::to_string(&date(2026, 11, 24)).unwrap();
        assert_eq!(json, "\"2026-11-24\"");
        assert_eq!(
            serde_json::from_str::<CivilDate>(&json).unwrap(),
            date(2026, 11, 24)
        );
        assert!(serde_json::from_str::<CivilDate>("\"2026-02-30\"").is_err());
    }

    #[test]
    fn days_are_counted_over_months_and_years() {
        assert_eq!(date(2026, 12, 31).add_days(1), date(2027, 1, 1));
        assert_eq!(date(2028, 3, 1).add_days(-1), date(2028, 2, 29));
        assert_eq!(date(1997, 10, 7).days_until(date(2000, 7, 3)), 1000);
        assert_eq!(date(2026, 11, 22).weekday_index(), 0);
        assert_eq!(date(2026, 11, 21).weekday_index(), 6);
        assert_eq!(date(2026, 1, 1).add_days(i64::MAX).naive(), NaiveDate::MAX);
        assert_eq!(date(2026, 1, 1).add_days(i64::MIN).naive(), NaiveDate::MIN);
    }

    proptest! {
        #[test]
        fn every_date_is_read_back(days in 0i64..3_652_000) {
            let day = date(1, 1, 1).add_days(days);
            prop_assert_eq!(day.text().parse(), Ok(day));
            prop_assert_eq!(date(1, 1, 1).days_until(day), days);
        }

        #[test]
        fn no_text_panics(text in ".*|[0-9/]{10}") {
            let _ = text.parse::<CivilDate>();
        }
    }
}
