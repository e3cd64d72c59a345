//! When rows are shown: the provider's day, and its clock.

use crate::words::day_time;
use balcao_bridge::{Freshness, Moment};
use balcao_domain::CivilDate;
use chrono::{DateTime, TimeDelta, Utc};

/// The day that rows are shown on, and how far the provider's clocks are from UTC.
///
/// Zones are the core's. Here all instants are of these years, in which no zone of Brazil has turned its
/// clocks (Decreto 9.772/2019), so that one distance does for all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShownOn {
    /// The day it is at the provider.
    pub today: CivilDate,
    /// Minutes east of UTC.
    offset: i16,
}

impl ShownOn {
    /// When something read is shown.
    pub fn of(freshness: &Freshness) -> Self {
        Self {
            today: freshness.today,
            offset: freshness.fetched_at.map_or(0, |moment| moment.offset),
        }
    }

    /// An instant as the provider's clocks show it.
    pub fn moment(self, instant: DateTime<Utc>) -> Moment {
        Moment {
            civil: instant.naive_utc() + TimeDelta::minutes(self.offset.into()),
            offset: self.offset,
        }
    }

    /// The day of an instant at the provider.
    pub fn day(self, instant: DateTime<Utc>) -> CivilDate {
        self.moment(instant).civil.date().into()
    }

    /// `22/11, 14:32`.
    pub fn day_time(self, instant: DateTime<Utc>) -> String {
        day_time(self.moment(instant), self.today)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_after_midnight_of_utc_is_of_the_day_before_at_the_provider() {
        let today = CivilDate::from_ymd(2026, 11, 22).unwrap();
        let on = ShownOn {
            today,
            offset: -180,
        };
        let instant = "2026-11-23T02:59:00Z".parse().unwrap();
        assert_eq!(on.day(instant), today);
        assert!(on.day_time(instant).contains("23:59"));
    }
}
