//! Days and months as each language writes them.

use super::{language, t};
use balcao_bridge::{Language, Moment};
use balcao_domain::{CivilDate, Month, Period};
use chrono::Timelike;

/// `terça`.
pub fn weekday(day: CivilDate) -> String {
    t!("date-weekday", index = day.weekday_index())
}

/// `novembro`.
pub fn month_of_year(month: Month) -> String {
    t!("date-month", number = month.number())
}

/// `nov`.
fn month_short(month: Month) -> String {
    t!("date-month-short", number = month.number())
}

/// `novembro 2026`.
pub fn month_title(month: Month) -> String {
    t!(
        "date-month-title",
        month = month_of_year(month),
        year = month.year()
    )
}

/// `24/11/2026`; in English, where figures alone may be read both ways, `24 Nov 2026`.
pub fn date(day: CivilDate) -> String {
    match language() {
        Language::Portuguese | Language::Spanish => day.text(),
        Language::English => format!("{} {}", day_in_words(day), day.year()),
    }
}

/// `18/11` within the year of `today`, else with its year.
pub fn day_short(day: CivilDate, today: CivilDate) -> String {
    if day.year() != today.year() {
        return date(day);
    }
    match language() {
        Language::Portuguese | Language::Spanish => {
            format!("{:02}/{:02}", day.day(), day.month_number())
        }
        Language::English => day_in_words(day),
    }
}

/// `18/11, 14:32`.
pub fn day_time(moment: Moment, today: CivilDate) -> String {
    let at = moment.civil;
    t!(
        "day-time",
        day = day_short(at.date().into(), today),
        time = format!("{:02}:{:02}", at.hour(), at.minute())
    )
}

/// `2026` for a whole year, `novembro 2026` for one month, else `10/2025 – 03/2026`.
pub fn period_title(period: Period) -> String {
    let (from, to) = (period.from(), period.to());
    if from == to {
        month_title(from)
    } else if from.year() == to.year() && from.number() == 1 && to.number() == 12 {
        from.year().to_string()
    } else {
        format!("{} – {}", month_and_year(from), month_and_year(to))
    }
}

/// `24 Nov`.
fn day_in_words(day: CivilDate) -> String {
    format!("{} {}", day.day(), month_short(day.month()))
}

/// `10/2025`; in English `Oct 2025`.
fn month_and_year(month: Month) -> String {
    match language() {
        Language::Portuguese | Language::Spanish => month.text(),
        Language::English => format!("{} {}", month_short(month), month.year()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::tests::speak_in_test;

    fn in_three(said: impl Fn() -> String) -> [String; 3] {
        Language::ALL.map(|language| {
            speak_in_test(language);
            said()
        })
    }

    #[test]
    fn days_and_months_have_their_names() {
        let tuesday = CivilDate::from_ymd(2026, 11, 24).unwrap();
        let month = tuesday.month();
        assert_eq!(
            in_three(|| weekday(tuesday)),
            ["terça", "Tuesday", "martes"]
        );
        assert_eq!(
            in_three(|| weekday(tuesday.add_days(-2))),
            ["domingo", "Sunday", "domingo"]
        );
        assert_eq!(
            in_three(|| month_title(month)),
            ["novembro 2026", "November 2026", "noviembre de 2026"]
        );
        assert_eq!(in_three(|| month_short(month)), ["nov", "Nov", "nov"]);
    }

    #[test]
    fn a_date_is_written_as_the_language_does() {
        let early = CivilDate::from_ymd(2026, 11, 4).unwrap();
        assert_eq!(
            in_three(|| date(early)),
            ["04/11/2026", "4 Nov 2026", "04/11/2026"]
        );
        assert_eq!(
            in_three(|| day_short(early, early)),
            ["04/11", "4 Nov", "04/11"]
        );
        assert_eq!(
            in_three(|| day_short(early, early.add_days(60))),
            ["04/11/2026", "4 Nov 2026", "04/11/2026"]
        );
    }

    #[test]
    fn mc_18_a_period_is_named_by_months_and_years() {
        let month = |year, number| Month::new(year, number).unwrap();
        let named = |from, to| in_three(|| period_title(Period::new(from, to).unwrap()));
        assert_eq!(named(month(2026, 1), month(2026, 12)), ["2026"; 3]);
        assert_eq!(
            named(month(2026, 11), month(2026, 11)),
            ["novembro 2026", "November 2026", "noviembre de 2026"]
        );
        assert_eq!(
            named(month(2025, 10), month(2026, 3)),
            [
                "10/2025 – 03/2026",
                "Oct 2025 – Mar 2026",
                "10/2025 – 03/2026"
            ]
        );
    }
}
