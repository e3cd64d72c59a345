//! Days on which banks work. A bill that falls due on any other is paid on the next one without fine
//! or interest (Lei 7.089/1983).

use crate::CivilDate;
use chrono::{Datelike, TimeDelta, Weekday};

/// National holidays of fixed date, with the first year of those that are younger than any bill
/// (Leis 662/1949, 6.802/1980 and 14.759/2023).
const FIXED: [(u32, u32, i32); 9] = [
    (1, 1, 0),
    (4, 21, 0),
    (5, 1, 0),
    (9, 7, 0),
    (10, 12, 0),
    (11, 2, 0),
    (11, 15, 0),
    (11, 20, 2024),
    (12, 25, 0),
];

/// Days without banks by their distance from Easter: Monday and Tuesday of Carnival, Good Friday,
/// Corpus Christi (Resolução CMN 4.880/2020).
const BY_EASTER: [i64; 4] = [-48, -47, -2, 60];

impl CivilDate {
    /// Whether banks work, as far as the whole country is concerned.
    pub fn is_business_day(self) -> bool {
        let day = self.naive();
        let is_weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        let is_fixed = FIXED.iter().any(|(month, of_month, since)| {
            (day.month(), day.day()) == (*month, *of_month) && day.year() >= *since
        });
        !is_weekend && !is_fixed && !self.is_by_easter()
    }

    fn is_by_easter(self) -> bool {
        let (month, of_month) = easter(self.naive().year());
        let easter = Self::from_ymd(self.naive().year(), month, of_month);
        easter.is_some_and(|easter| BY_EASTER.contains(&easter.days_until(self)))
    }

    /// The day itself when banks work, or the next one on which they do.
    #[must_use]
    pub fn next_business_day(self) -> Self {
        let mut day = self;
        // Never more than a long weekend; the calendar's last days have none.
        for _ in 0..LONGEST_CLOSED {
            if day.is_business_day() {
                break;
            }
            day = day.add_days(1);
        }
        day
    }

    /// The first day such that a bill that fell due on it is not late today: whatever fell due before
    /// could have been paid on a business day before today.
    #[must_use]
    pub fn late_before(self) -> Self {
        let mut day = self;
        for _ in 0..LONGEST_CLOSED {
            let before = day.naive() - TimeDelta::days(1);
            if Self::from(before).is_business_day() {
                break;
            }
            day = before.into();
        }
        day
    }
}

/// Banks are never closed longer, in days: Carnival after a weekend, or Christmas beside one.
const LONGEST_CLOSED: usize = 7;

/// Easter Sunday of the Gregorian calendar, as month and day (Meeus, *Astronomical Algorithms*, 8).
fn easter(year: i32) -> (u32, u32) {
    let a = year.rem_euclid(19);
    let (b, c) = (year.div_euclid(100), year.rem_euclid(100));
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15).rem_euclid(30);
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k).rem_euclid(7);
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19).rem_euclid(32);
    (
        u32::try_from(month).unwrap_or(0),
        u32::try_from(day).unwrap_or(0),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(year: i32, month: u32, day: u32) -> CivilDate {
        CivilDate::from_ymd(year, month, day).unwrap()
    }

    #[test]
    fn easter_is_where_almanacs_have_it() {
        for (year, expected) in [
            (1961, (4, 2)),
            (2000, (4, 23)),
            (2024, (3, 31)),
            (2025, (4, 20)),
            (2026, (4, 5)),
            (2027, (3, 28)),
            (2038, (4, 25)),
            (2285, (3, 22)),
        ] {
            assert_eq!(easter(year), expected, "{year}");
        }
    }

    #[test]
    fn banks_are_closed_on_weekends_and_national_holidays_and_at_carnival() {
        for closed in [
            day(2026, 11, 21),
            day(2026, 11, 22),
            day(2026, 12, 25),
            day(2026, 2, 16),
            day(2026, 2, 17),
            day(2026, 4, 3),
            day(2026, 6, 4),
            day(2026, 11, 20),
            day(2025, 4, 21),
        ] {
            assert!(!closed.is_business_day(), "{closed:?}");
        }
        for open in [
            day(2026, 11, 23),
            day(2026, 2, 18),
            day(2023, 11, 20),
            day(2026, 4, 6),
        ] {
            assert!(open.is_business_day(), "{open:?}");
        }
    }

    #[test]
    fn what_falls_due_on_a_closed_day_is_paid_on_the_next_open_one() {
        for (due, paid) in [
            (day(2026, 11, 21), day(2026, 11, 23)),
            (day(2026, 12, 25), day(2026, 12, 28)),
            (day(2026, 2, 14), day(2026, 2, 18)),
            (day(2026, 11, 16), day(2026, 11, 16)),
        ] {
            assert_eq!(due.next_business_day(), paid);
        }
        assert_eq!(day(2026, 11, 23).late_before(), day(2026, 11, 20));
        assert_eq!(day(2026, 11, 24).late_before(), day(2026, 11, 24));
    }

    proptest! {
        #[test]
        fn a_bill_is_late_on_a_day_just_when_its_last_day_has_passed(
            due in 0..40_000_i64, after in -9..30_i64,
        ) {
            let due = day(1990, 1, 1).add_days(due);
            let today = due.add_days(after);
            let is_late = today > due.next_business_day();
            prop_assert_eq!(due < today.late_before(), is_late);
        }
    }
}
