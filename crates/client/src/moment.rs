//! Instants and days, as a provider's zone counts them.

use balcao_bridge::Moment;
use balcao_domain::CivilDate;
use chrono::{DateTime, Offset, Utc};
use chrono_tz::Tz;

/// The zone of that IANA name; UTC when this build does not know it.
pub(crate) fn zone(name: &str) -> Tz {
    name.parse().unwrap_or(Tz::UTC)
}

/// The instant as the wall clocks of the zone showed it.
pub(crate) fn moment(instant: DateTime<Utc>, zone: Tz) -> Moment {
    let there = instant.with_timezone(&zone);
    let minutes = there.offset().fix().local_minus_utc() / 60;
    Moment {
        civil: there.naive_local(),
        offset: i16::try_from(minutes).unwrap_or_default(),
    }
}

/// The day it is in the zone.
pub(crate) fn day(instant: DateTime<Utc>, zone: Tz) -> CivilDate {
    instant.with_timezone(&zone).date_naive().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_is_read_in_the_providers_zone() {
        let instant: DateTime<Utc> = "2026-11-22T02:40:00Z".parse().unwrap();
        let sao_paulo = zone("America/Sao_Paulo");
        let read = moment(instant, sao_paulo);
        assert_eq!(read.civil.to_string(), "2026-11-21 23:40:00");
        assert_eq!(read.offset, -180);
        assert_eq!(
            day(instant, sao_paulo),
            CivilDate::from_ymd(2026, 11, 21).unwrap()
        );
    }

    #[test]
    fn summer_time_of_2018_and_an_unknown_zone_are_read_too() {
        let instant: DateTime<Utc> = "2018-12-01T12:00:00Z".parse().unwrap();
        assert_eq!(moment(instant, zone("America/Sao_Paulo")).offset, -120);
        assert_eq!(moment(instant, zone("Atlantis/Poseidonis")).offset, 0);
    }
}
