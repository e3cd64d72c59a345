//! What time it is, as an argument.

use balcao_domain::CivilDate;
use chrono::{DateTime, Local, TimeDelta, Utc};

/// A clock.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> DateTime<Utc>;

    /// The day it is in the device's own zone.
    fn device_day(&self) -> CivilDate {
        self.now().with_timezone(&Local).date_naive().into()
    }
}

/// The system's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }
}

/// A clock that stays on one day, as counted in Brasília, while its hours run: for demos,
/// pictures and tests.
#[derive(Debug, Clone, Copy)]
pub struct FrozenDay {
    /// The day.
    pub day: CivilDate,
}

impl Clock for FrozenDay {
    fn now(&self) -> DateTime<Utc> {
        // Brasília is three hours behind UTC all year.
        let behind = TimeDelta::hours(3);
        let civil = self.day.naive().and_time((Utc::now() - behind).time());
        civil.checked_add_signed(behind).unwrap_or(civil).and_utc()
    }

    fn device_day(&self) -> CivilDate {
        self.day
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::America::Sao_Paulo;

    #[test]
    fn a_frozen_clock_keeps_its_day_in_brasilia_at_any_hour() {
        let day = CivilDate::from_ymd(2026, 11, 22).unwrap();
        let clock = FrozenDay { day };
        let civil = clock.now().with_timezone(&Sao_Paulo).date_naive();
        assert_eq!((CivilDate::from(civil), clock.device_day()), (day, day));
    }
}
