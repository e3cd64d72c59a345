//! What an overdue bill costs: a fine once, and interest for every day.
//!
//! 2 % and 1 % a month pro rata die (a month counts 30 days), the most that consumer contracts
//! may ask (Lei 8.078/1990, art. 52 § 1; Código Civil, art. 406 with CTN, art. 161 § 1). Each
//! amount is rounded by itself, half up.

use balcao_domain::{Cents, Charges, CivilDate};

const FINE_PER_CENT: i128 = 2;
const INTEREST_PER_CENT_A_MONTH: i128 = 1;
const DAYS_A_MONTH: i128 = 30;

/// The charges on `amount` due on `due_on`, as they stand on `as_of`; none up to the due date, or up
/// to the next business day where banks are closed on it. A day later interest counts from the due
/// date.
pub fn charges(amount: Cents, due_on: CivilDate, as_of: CivilDate) -> Option<Charges> {
    if due_on >= as_of.late_before() {
        return None;
    }
    let days = due_on.days_until(as_of);
    let nominal = i128::from(amount.get());
    let fine = half_up(nominal * FINE_PER_CENT, 100);
    let interest = half_up(
        nominal * INTEREST_PER_CENT_A_MONTH * i128::from(days),
        100 * DAYS_A_MONTH,
    );
    Some(Charges {
        as_of,
        fine,
        interest,
        total: amount + fine + interest,
    })
}

/// A quotient in whole centavos; saturates where they end.
fn half_up(numerator: i128, denominator: i128) -> Cents {
    let rounded = (2 * numerator + denominator).div_euclid(2 * denominator);
    Cents::new(i64::try_from(rounded).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> CivilDate {
        CivilDate::from_ymd(year, month, day).unwrap()
    }

    fn parts(amount: i64, due_on: CivilDate, as_of: CivilDate) -> Option<(i64, i64, i64)> {
        charges(Cents::new(amount), due_on, as_of)
            .map(|found| (found.fine.get(), found.interest.get(), found.total.get()))
    }

    #[test]
    fn the_amounts_of_the_pictures() {
        let today = day(2026, 11, 22);
        assert_eq!(
            parts(12_990, day(2026, 11, 16), today),
            Some((260, 26, 13_276))
        );
        assert_eq!(
            parts(12_990, day(2026, 10, 16), today),
            Some((260, 160, 13_410))
        );
    }

    #[test]
    fn nothing_is_charged_up_to_the_due_date() {
        let due = day(2026, 11, 16);
        assert_eq!(parts(12_990, due, due), None);
        assert_eq!(parts(12_990, due, due.add_days(-1)), None);
        assert_eq!(parts(12_990, due, due.add_days(1)), Some((260, 4, 13_254)));
    }

    #[test]
    fn due_on_a_day_without_banks_it_costs_nothing_on_the_next_with_them() {
        let saturday = day(2026, 11, 21);
        assert_eq!(parts(12_990, saturday, day(2026, 11, 22)), None);
        assert_eq!(parts(12_990, saturday, day(2026, 11, 23)), None);
        let found = parts(12_990, saturday, day(2026, 11, 24));
        assert_eq!(found, Some((260, 13, 13_263)));
        let christmas = day(2026, 12, 25);
        assert_eq!(parts(12_990, christmas, day(2026, 12, 28)), None);
        let found = parts(12_990, christmas, day(2026, 12, 29));
        assert_eq!(found, Some((260, 17, 13_267)));
    }

    #[test]
    fn half_a_centavo_is_rounded_up_each_time() {
        let due = day(2026, 1, 5);
        // 2 % of 25 is 0.5; 1 % of 150 for a day is 0.05.
        assert_eq!(parts(25, due, due.add_days(1)), Some((1, 0, 26)));
        // 1 % of 1500 for one of 30 days is 0.5.
        assert_eq!(parts(1_500, due, due.add_days(1)), Some((30, 1, 1_531)));
        assert_eq!(parts(24, due, due.add_days(1)), Some((0, 0, 24)));
    }

    #[test]
    fn no_amount_and_no_age_overflows() {
        let ages = [day(1, 1, 1), day(9999, 12, 31)];
        let found = charges(Cents::new(i64::MAX), ages[0], ages[1]).unwrap();
        assert_eq!(found.total.get(), i64::MAX);
    }
}
