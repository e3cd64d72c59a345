//! What time and what day it is, given in from outside.

use balcao_domain::CivilDate;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> DateTime<Utc>;

    /// The day an instant lies on in a zone.
    fn day_of(&self, instant: DateTime<Utc>, zone: Tz) -> CivilDate {
        instant.with_timezone(&zone).date_naive().into()
    }

    /// The day it is in a zone.
    fn today(&self, zone: Tz) -> CivilDate {
        self.day_of(self.now(), zone)
    }
}

/// The machine's clock.
#[derive(Debug, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }
}

/// One day that never ends, for demos and pictures: the time runs on, so that tokens still expire.
#[derive(Debug, Clone, Copy)]
pub struct FrozenDay(pub CivilDate);

impl Clock for FrozenDay {
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }

    fn day_of(&self, _instant: DateTime<Utc>, _zone: Tz) -> CivilDate {
        self.0
    }
}
