//! Days and months in words.

use super::t;
use balcao_domain::{CivilDate, Month, Period};

/// `terça`.
pub fn weekday(day: CivilDate) -> String {
    t!("date-weekday", index = day.weekday_index())
}

/// `novembro`.
pub fn month_of_year(month: Month) -> String {
    t!("date-month", number = month.number())
}

/// `novembro 2026`.
pub fn month_title(month: Month) -> String {
    format!("{} {}", month_of_year(month), month.year())
}

/// `18/11` within the year of `today`, else with its year.
pub fn day_short(day: CivilDate, today: CivilDate) -> String {
    if day.year() == today.year() {
        format!("{:02}/{:02}", day.day(), day.month_number())
    } else {
        day.text()
    }
}

/// `2026` for a whole year, `novembro 2026` for one month, else `10/2025 – 03/2026`.
pub fn period_title(period: Period) -> String {
    let (from, to) = (period.from(), period.to());
    if from == to {
        month_title(from)
    } else if from.year() == to.year() && from.number() == 1 && to.number() == 12 {
        from.year().to_string()
    } else {
        format!("{} – {}", from.text(), to.text())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_months_have_their_names() {
        let day = CivilDate::from_ymd(2026, 11, 24).unwrap();
        assert_eq!(weekday(day), "terça");
        assert_eq!(weekday(day.add_days(-2)), "domingo");
        assert_eq!(month_title(day.month()), "novembro 2026");
        assert_eq!(day_short(day, day), "24/11");
        assert_eq!(day_short(day, day.add_days(60)), "24/11/2026");
    }

    #[test]
    fn mc_18_a_period_is_named_by_months_and_years() {
        let month = |year, number| Month::new(year, number).unwrap();
        let named = |from, to| period_title(Period::new(from, to).unwrap());
        assert_eq!(named(month(2026, 1), month(2026, 12)), "2026");
        assert_eq!(named(month(2026, 11), month(2026, 11)), "novembro 2026");
        assert_eq!(named(month(2025, 10), month(2026, 3)), "10/2025 – 03/2026");
    }
}
