//! How old what is shown is, in words.

use super::{day_short, t};
use balcao_bridge::{Freshness, Source};
use chrono::Timelike;

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// `atualizado agora`, `atualizado há 2 h`.
pub fn age(freshness: &Freshness) -> String {
    match (freshness.source, freshness.age) {
        (Source::JustChecked, _) | (_, Some(0..MINUTE)) => t!("age-now"),
        (_, Some(age @ MINUTE..HOUR)) => t!("age-minutes", count = age / MINUTE),
        (_, Some(age @ HOUR..DAY)) => t!("age-hours", count = age / HOUR),
        (_, Some(age)) => t!("age-days", count = age / DAY),
        (_, None) => t!("age-never"),
    }
}

/// `dados de hoje, 07:40`.
pub fn data_from(freshness: &Freshness) -> Option<String> {
    let at = freshness.fetched_at?.civil;
    let time = format!("{:02}:{:02}", at.hour(), at.minute());
    let day = at.date().into();
    let today = freshness.today;
    Some(if day == today {
        t!("data-today", time = time)
    } else if day == today.add_days(-1) {
        t!("data-yesterday", time = time)
    } else {
        t!("data-day", day = day_short(day, today), time = time)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use balcao_bridge::Moment;
    use balcao_domain::CivilDate;

    fn freshness(age: Option<u64>) -> Freshness {
        let today = CivilDate::from_ymd(2026, 11, 22).unwrap();
        Freshness {
            fetched_at: Some(Moment {
                civil: today.naive().and_hms_opt(7, 40, 12).unwrap(),
                offset: -180,
            }),
            age,
            source: Source::Cached,
            problem: None,
            today,
        }
    }

    #[test]
    fn ages_are_told_in_the_unit_that_says_most() {
        for (seconds, words) in [
            (0, "atualizado agora"),
            (59, "atualizado agora"),
            (60, "atualizado há 1 min"),
            (3_599, "atualizado há 59 min"),
            (2 * HOUR, "atualizado há 2 h"),
            (DAY, "atualizado há 1 dia"),
            (3 * DAY, "atualizado há 3 dias"),
        ] {
            assert_eq!(age(&freshness(Some(seconds))), words);
        }
        assert_eq!(age(&freshness(None)), "ainda não atualizado");
    }

    #[test]
    fn what_was_just_checked_is_new_whatever_its_age() {
        let mut checked = freshness(Some(40_000));
        checked.source = Source::JustChecked;
        assert_eq!(age(&checked), "atualizado agora");
    }

    #[test]
    fn the_day_of_the_data_is_told_as_people_say_it() {
        let mut shown = freshness(Some(60));
        assert_eq!(data_from(&shown).unwrap(), "dados de hoje, 07:40");
        shown.today = shown.today.add_days(1);
        assert_eq!(data_from(&shown).unwrap(), "dados de ontem, 07:40");
        shown.today = shown.today.add_days(1);
        assert_eq!(data_from(&shown).unwrap(), "dados de 22/11, 07:40");
        shown.fetched_at = None;
        assert_eq!(data_from(&shown), None);
    }
}
