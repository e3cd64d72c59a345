//! Months and spans of months: how bills are asked for.

use chrono::{DateTime, Datelike, Months, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::str::FromStr;

use crate::CivilDate;

/// A month of a year. JSON: `"2026-11"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    /// Its first day, which is why every `Month` exists in chrono's calendar.
    first: NaiveDate,
}

impl Month {
    /// The month, or `None` when `month` is not 1 to 12 or chrono's calendar has no such year.
    pub fn new(year: i32, month: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, 1).map(|first| Self { first })
    }

    pub(crate) fn of(date: NaiveDate) -> Self {
        Self {
            first: date.with_day(1).unwrap_or(date),
        }
    }

    /// The month that an instant lies in, in UTC.
    pub fn at(instant: DateTime<Utc>) -> Self {
        Self::of(instant.date_naive())
    }

    /// Its first instant in UTC.
    pub fn begins(self) -> DateTime<Utc> {
        self.first.and_time(NaiveTime::MIN).and_utc()
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.first.year()
    }

    /// The number of the month, 1 to 12.
    pub fn number(self) -> u32 {
        self.first.month()
    }

    /// Its first day.
    pub fn first(self) -> CivilDate {
        self.first.into()
    }

    /// Its last day.
    pub fn last(self) -> CivilDate {
        self.first
            .checked_add_months(Months::new(1))
            .and_then(|next| next.pred_opt())
            .unwrap_or(NaiveDate::MAX)
            .into()
    }

    /// The month after.
    pub fn next(self) -> Self {
        self.plus(1)
    }

    /// The month before.
    pub fn previous(self) -> Self {
        self.plus(-1)
    }

    /// So many months later, or earlier when negative; stops at the ends of chrono's calendar.
    pub fn plus(self, months: i32) -> Self {
        let by = Months::new(months.unsigned_abs());
        Self::of(if months < 0 {
            self.first.checked_sub_months(by).unwrap_or(NaiveDate::MIN)
        } else {
            self.first.checked_add_months(by).unwrap_or(NaiveDate::MAX)
        })
    }

    /// `11/2026`.
    pub fn text(self) -> String {
        format!("{:02}/{:04}", self.number(), self.year())
    }

    fn iso(self) -> String {
        format!("{:04}-{:02}", self.year(), self.number())
    }

    fn from_iso(text: &str) -> Option<Self> {
        let (year, month) = text.rsplit_once('-')?;
        Self::new(year.parse().ok()?, month.parse().ok()?).filter(|month| month.iso() == text)
    }
}

impl Serialize for Month {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.iso())
    }
}

impl<'de> Deserialize<'de> for Month {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::from_iso(&text).ok_or_else(|| de::Error::custom("not a month written aaaa-mm"))
    }
}

/// Whole months from one to another, both included. JSON: `{"from":"2026-01","to":"2026-11"}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Ends")]
pub struct Period {
    from: Month,
    to: Month,
}

impl Period {
    /// The months `from..=to`, or `None` when `from` is later than `to`.
    pub fn new(from: Month, to: Month) -> Option<Self> {
        (from <= to).then_some(Self { from, to })
    }

    /// The first month.
    pub const fn from(self) -> Month {
        self.from
    }

    /// The last month.
    pub const fn to(self) -> Month {
        self.to
    }

    /// Whether the day lies in one of the months.
    pub fn contains(self, day: CivilDate) -> bool {
        (self.from..=self.to).contains(&day.month())
    }

    /// How many months, at least 1.
    pub fn months(self) -> u32 {
        let years = self.to.year().abs_diff(self.from.year());
        years * 12 + self.to.number() + 1 - self.from.number()
    }
}

/// `2026-01/2026-11`, as ISO 8601 writes an interval.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.from.iso(), self.to.iso())
    }
}

impl FromStr for Period {
    type Err = NoPeriod;

    fn from_str(text: &str) -> Result<Self, NoPeriod> {
        let (from, to) = text.split_once('/').ok_or(NoPeriod)?;
        let ends = Month::from_iso(from).zip(Month::from_iso(to));
        ends.and_then(|(from, to)| Self::new(from, to))
            .ok_or(NoPeriod)
    }
}

/// What is written is no period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a period written aaaa-mm/aaaa-mm")]
pub struct NoPeriod;

/// A period as it comes in, before its order is checked.
#[derive(Deserialize)]
struct Ends {
    from: Month,
    to: Month,
}

impl TryFrom<Ends> for Period {
    type Error = &'static str;

    fn try_from(Ends { from, to }: Ends) -> Result<Self, Self::Error> {
        Self::new(from, to).ok_or("a period ends before it begins")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn month(year: i32, number: u32) -> Month {
        Month::new(year, number).unwrap()
    }

    #[test]
    fn a_month_knows_its_days_and_neighbours() {
        let february = month(2028, 2);
        assert_eq!(february.first().text(), "01/02/2028");
        assert_eq!(february.last().text(), "29/02/2028");
        assert_eq!(month(2026, 12).next(), month(2027, 1));
        assert_eq!(month(2026, 1).previous(), month(2025, 12));
        assert_eq!(month(2026, 11).plus(-36), month(2023, 11));
        assert_eq!(month(2026, 11).text(), "11/2026");
        assert_eq!(february.last().month(), february);
        assert_eq!(Month::new(2026, 13), None);
        assert_eq!(Month::new(2026, 0), None);
    }

    #[test]
    fn the_calendar_has_a_last_month() {
        let last = month(2026, 1).plus(i32::MAX);
        assert_eq!(last.next(), last);
        assert_eq!(last.last().naive(), NaiveDate::MAX);
        let first = month(2026, 1).plus(i32::MIN);
        assert_eq!(first.previous(), first);
    }

    #[test]
    fn a_period_counts_and_contains_whole_months() {
        let period = Period::new(month(2025, 12), month(2026, 2)).unwrap();
        assert_eq!(period.months(), 3);
        assert_eq!(
            (period.from(), period.to()),
            (month(2025, 12), month(2026, 2))
        );
        assert!(period.contains(period.from().first()));
        assert!(period.contains(period.to().last()));
        assert!(!period.contains(period.to().last().add_days(1)));
        assert!(!period.contains(period.from().first().add_days(-1)));
        assert_eq!(Period::new(month(2026, 2), month(2026, 1)), None);
    }

    #[test]
    fn json_has_one_form_and_keeps_the_order() {
        let json = r#"{"from":"2026-01","to":"2026-11"}"#;
        let period: Period = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string(&period).unwrap(), json);
        assert!(serde_json::from_str::<Period>(r#"{"from":"2026-11","to":"2026-01"}"#).is_err());
        for text in [
            "2026-1",
            "2026-13",
            "11/2026",
            "2026-11-01",
            "+2026-01",
            "202-01",
        ] {
            assert_eq!(Month::from_iso(text), None, "{text}");
        }
    }

    #[test]
    fn a_period_is_written_as_an_interval_and_read_back() {
        let period = Period::new(month(2025, 12), month(2026, 2)).unwrap();
        assert_eq!(period.to_string(), "2025-12/2026-02");
        assert_eq!(period.to_string().parse(), Ok(period));
        for text in ["", "2025-12", "2026-02/2025-12", "2025-12/2026-2", "/"] {
            assert_eq!(text.parse::<Period>(), Err(NoPeriod), "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_month_is_read_back(by: i32) {
            let month = month(2026, 11).plus(by);
            prop_assert_eq!(Month::from_iso(&month.iso()), Some(month));
        }

        #[test]
        fn no_text_panics(text in ".*|[0-9-]{7}") {
            let _ = Month::from_iso(&text);
        }
    }
}
