//! Instants and days, as a provider's zone counts them.

use balcao_bridge::Moment;
use balcao_domain::CivilDate;
use chrono::{DateTime, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone, Utc};
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

/// The first instant of a day in the zone. Where summer time begins at midnight, as it did in Brazil
/// until 2018, that is one o'clock.
pub(crate) fn begins(day: CivilDate, zone: Tz) -> DateTime<Utc> {
    let midnight = day.naive().and_time(NaiveTime::MIN);
    let at = |civil: NaiveDateTime| zone.from_local_datetime(&civil).earliest();
    let there = at(midnight).or_else(|| at(midnight + TimeDelta::hours(1)));
    there.map_or(midnight.and_utc(), |there| there.to_utc())
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
    fn a_day_begins_where_it_is_first_that_day() {
        let begins = |year, month, day| {
            let day = CivilDate::from_ymd(year, month, day).unwrap();
            super::begins(day, zone("America/Sao_Paulo")).to_string()
        };
        assert_eq!(begins(2026, 11, 22), "2026-11-22 03:00:00 UTC");
        assert_eq!(begins(2018, 11, 4), "2018-11-04 03:00:00 UTC");
        // The hour before midnight came twice.
        assert_eq!(begins(2018, 2, 18), "2018-02-18 03:00:00 UTC");
    }

    #[test]
    fn summer_time_of_2018_and_an_unknown_zone_are_read_too() {
        let instant: DateTime<Utc> = "2018-12-01T12:00:00Z".parse().unwrap();
        assert_eq!(moment(instant, zone("America/Sao_Paulo")).offset, -120);
        assert_eq!(moment(instant, zone("Atlantis/Poseidonis")).offset, 0);
    }
}
