//! How one moves in a calendar, and which weeks it shows.

use balcao_domain::{CivilDate, Month};
use dioxus::prelude::Key;

/// The days that may be chosen: from the first to the last, both ends open when none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Days {
    /// None before.
    pub first: Option<CivilDate>,
    /// None after.
    pub last: Option<CivilDate>,
}

impl Days {
    /// Whether a day may be chosen.
    pub fn contain(self, day: CivilDate) -> bool {
        self.nearest(day) == day
    }

    /// The day itself, else the end it lies beyond.
    pub fn nearest(self, day: CivilDate) -> CivilDate {
        let not_after = self.last.map_or(day, |last| day.min(last));
        self.first.map_or(not_after, |first| not_after.max(first))
    }
}

/// The weeks of a month, from Sunday to Saturday, with the days around it that fill them.
pub fn weeks(month: Month) -> impl Iterator<Item = [CivilDate; 7]> {
    let first = month.first();
    let start = first.add_days(-i64::from(first.weekday_index()));
    (0..6)
        .map(move |week| std::array::from_fn(|day| start.add_days(week * 7 + day as i64)))
        .take_while(move |days: &[CivilDate; 7]| days.iter().any(|day| day.month() == month))
}

/// Where a key leads from a day (the date grid of the ARIA practices): days and weeks by arrow, the
/// ends of the week, months by page, years with shift. None for other keys.
pub fn step(day: CivilDate, key: &Key, shift: bool) -> Option<CivilDate> {
    let weekday = i64::from(day.weekday_index());
    Some(match key {
        Key::ArrowLeft => day.add_days(-1),
        Key::ArrowRight => day.add_days(1),
        Key::ArrowUp => day.add_days(-7),
        Key::ArrowDown => day.add_days(7),
        Key::Home => day.add_days(-weekday),
        Key::End => day.add_days(6 - weekday),
        Key::PageUp => by_months(day, if shift { -12 } else { -1 }),
        Key::PageDown => by_months(day, if shift { 12 } else { 1 }),
        _ => return None,
    })
}

/// The same day so many months later; the month's last where it is shorter.
pub fn by_months(day: CivilDate, months: i32) -> CivilDate {
    let last = day.month().plus(months).last();
    CivilDate::from_ymd(last.year(), last.month_number(), day.day()).unwrap_or(last)
}
