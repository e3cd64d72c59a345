//! What a bill costs: a fine once, and interest for every day on what is still owed.
//!
//! 2 % and 1 % a month pro rata die (a month counts 30 days), the most that consumer contracts
//! may ask (Lei 8.078/1990, art. 52 § 1; Código Civil, art. 406 with CTN, art. 161 § 1). Each
//! amount is rounded by itself, half up. What was paid lowers first what was billed, so that nothing
//! bears interest but that.

use crate::{Cents, CivilDate};
use serde::{Deserialize, Serialize};

const FINE_PER_CENT: i128 = 2;
const INTEREST_PER_CENT_A_MONTH: i128 = 1;
const DAYS_A_MONTH: i128 = 30;

/// What an overdue bill costs on a day, as the portal computed it; of a paid one, on the day it was
/// paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Charges {
    /// The day the amounts are meant for.
    pub as_of: CivilDate,
    /// The fine, once.
    pub fine: Cents,
    /// The interest up to `as_of`, pro rata die.
    pub interest: Cents,
    /// Amount + fine + interest, whatever was paid of it.
    pub total: Cents,
}

/// Something that was paid of a bill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// The day, at the provider.
    pub on: CivilDate,
    /// How much; what was given back is not part of it.
    pub amount: Cents,
}

/// Where a bill stands after all that was paid of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reckoning {
    /// Fine and interest: as of the day it was paid, or else of today.
    pub charges: Option<Charges>,
    /// All that was paid.
    pub paid: Cents,
    /// The day on which nothing was owed any more.
    pub settled_on: Option<CivilDate>,
}

/// Reckons a bill up, in whatever order its payments were told.
pub fn reckon(amount: Cents, due_on: CivilDate, payments: &[Part], today: CivilDate) -> Reckoning {
    let mut payments = payments.to_vec();
    payments.sort_by_key(|part| part.on);
    let mut paid = Cents::default();
    let mut settled = None;
    for (place, part) in payments.iter().enumerate() {
        paid = paid + part.amount;
        let is_last_of_its_day = payments.get(place + 1).is_none_or(|next| next.on > part.on);
        if settled.is_none() && is_last_of_its_day {
            let charges = charges(amount, due_on, &payments, part.on);
            let owed = charges.as_ref().map_or(amount, |charges| charges.total);
            settled = (paid >= owed).then_some((part.on, charges));
        }
    }
    match settled {
        Some((on, charges)) => Reckoning {
            charges,
            paid,
            settled_on: Some(on),
        },
        None => Reckoning {
            charges: charges(amount, due_on, &payments, today),
            paid,
            settled_on: None,
        },
    }
}

/// The charges on `amount` due on `due_on`, as they stand on `as_of` after what was paid by then; none
/// up to the due date, or up to the next business day where banks are closed on it. A day later
/// interest counts from the due date.
pub fn charges(
    amount: Cents,
    due_on: CivilDate,
    payments: &[Part],
    as_of: CivilDate,
) -> Option<Charges> {
    if due_on >= as_of.late_before() {
        return None;
    }
    let in_time = due_on.next_business_day();
    let mut late: Vec<(CivilDate, i128)> = Vec::new();
    let mut owed = i128::from(amount.get());
    for part in payments.iter().filter(|part| part.on <= as_of) {
        let paid = i128::from(part.amount.get());
        if part.on <= in_time {
            owed -= paid;
        } else {
            late.push((part.on, paid));
        }
    }
    if owed <= 0 {
        return None;
    }
    let fine = half_up(owed * FINE_PER_CENT, 100);
    late.sort_by_key(|(on, _)| *on);
    let mut owed_days = 0;
    let mut since = due_on;
    for (on, paid) in late.into_iter().chain([(as_of, 0)]) {
        owed_days += owed.max(0) * i128::from(since.days_until(on));
        owed -= paid;
        since = on;
    }
    let interest = half_up(owed_days * INTEREST_PER_CENT_A_MONTH, 100 * DAYS_A_MONTH);
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
    use proptest::prelude::*;

    fn day(year: i32, month: u32, day: u32) -> CivilDate {
        CivilDate::from_ymd(year, month, day).unwrap()
    }

    fn november(of_month: u32) -> CivilDate {
        day(2026, 11, of_month)
    }

    fn part(on: CivilDate, cents: i64) -> Part {
        let amount = Cents::new(cents);
        Part { on, amount }
    }

    fn parts(amount: i64, due_on: CivilDate, as_of: CivilDate) -> Option<(i64, i64, i64)> {
        charges(Cents::new(amount), due_on, &[], as_of)
            .map(|found| (found.fine.get(), found.interest.get(), found.total.get()))
    }

    #[test]
    fn the_amounts_of_the_pictures() {
        let today = november(22);
        assert_eq!(parts(12_990, november(16), today), Some((260, 26, 13_276)));
        assert_eq!(
            parts(12_990, day(2026, 10, 16), today),
            Some((260, 160, 13_410))
        );
    }

    #[test]
    fn nothing_is_charged_up_to_the_due_date() {
        let due = november(16);
        assert_eq!(parts(12_990, due, due), None);
        assert_eq!(parts(12_990, due, due.add_days(-1)), None);
        assert_eq!(parts(12_990, due, due.add_days(1)), Some((260, 4, 13_254)));
    }

    #[test]
    fn due_on_a_day_without_banks_it_costs_nothing_on_the_next_with_them() {
        let saturday = november(21);
        assert_eq!(parts(12_990, saturday, november(22)), None);
        assert_eq!(parts(12_990, saturday, november(23)), None);
        let found = parts(12_990, saturday, november(24));
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
        let found = charges(Cents::new(i64::MAX), ages[0], &[], ages[1]).unwrap();
        assert_eq!(found.total.get(), i64::MAX);
    }

    #[test]
    fn interest_is_only_on_what_was_still_owed_that_day() {
        let due = november(16);
        let reckoned = |payments: &[Part]| reckon(Cents::new(12_990), due, payments, november(22));
        let paid = [part(november(20), 10_000), part(due, 2_990)];
        let found = reckoned(&paid);
        let charges = found.charges.clone().unwrap();
        // 2 % of 100,00, and four days of it; nothing from the 20th on.
        assert_eq!((charges.fine.get(), charges.interest.get()), (200, 13));
        assert_eq!((found.paid.get(), found.settled_on), (12_990, None));
        let [first, second] = paid;
        assert_eq!(reckoned(&[second, first]), found, "in whatever order");

        let rest = part(november(21), 213);
        let settled = reckoned(&[first, rest, second]);
        assert_eq!(settled.settled_on, Some(november(21)));
        assert_eq!(settled.charges.unwrap().total.get(), 13_203);
    }

    #[test]
    fn paid_in_time_on_the_day_after_a_closed_one_it_costs_nothing() {
        let (saturday, monday) = (november(21), november(23));
        let found = reckon(
            Cents::new(12_990),
            saturday,
            &[part(monday, 12_990)],
            november(24),
        );
        assert_eq!((found.settled_on, found.charges), (Some(monday), None));
        // A part of it in time lowers what the fine is of.
        let found = reckon(
            Cents::new(12_990),
            saturday,
            &[part(monday, 12_890)],
            november(24),
        );
        let charges = found.charges.unwrap();
        assert_eq!((charges.fine.get(), charges.interest.get()), (2, 0));
    }

    #[test]
    fn what_is_paid_too_much_or_twice_counts_as_paid() {
        let due = november(16);
        let twice = [part(due, 12_990), part(november(18), 12_990)];
        let found = reckon(Cents::new(12_990), due, &twice, november(22));
        assert_eq!((found.paid.get(), found.settled_on), (25_980, Some(due)));
        assert_eq!(found.charges, None);
    }

    fn payments() -> impl Strategy<Value = Vec<Part>> {
        let one = (-20..60_i64, 1..9_000_i64);
        let due = november(16);
        proptest::collection::vec(one, 0..6).prop_map(move |all| {
            let part = |(after, cents)| part(due.add_days(after), cents);
            all.into_iter().map(part).collect()
        })
    }

    fn owed(found: &Reckoning, amount: Cents) -> Cents {
        match found.settled_on {
            Some(_) => Cents::default(),
            None => {
                let total = found
                    .charges
                    .as_ref()
                    .map_or(amount, |charges| charges.total);
                total - found.paid
            }
        }
    }

    proptest! {
        #[test]
        fn the_order_in_which_payments_are_told_never_matters(
            told in payments().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
            today in 0..80_i64,
        ) {
            let (due, today) = (november(16), november(16).add_days(today));
            let amount = Cents::new(12_990);
            prop_assert_eq!(
                reckon(amount, due, &told.0, today),
                reckon(amount, due, &told.1, today)
            );
        }

        #[test]
        fn what_is_owed_never_rises_by_a_payment(
            before in payments(), after in -20..60_i64, cents in 1..20_000_i64,
        ) {
            let due = november(16);
            let amount = Cents::new(12_990);
            let today = due.add_days(60);
            let mut more = before.clone();
            more.push(part(due.add_days(after), cents));
            let (less, more) = (reckon(amount, due, &before, today), reckon(amount, due, &more, today));
            prop_assert!(owed(&more, amount) <= owed(&less, amount), "{less:?} {more:?}");
            prop_assert!(less.settled_on.is_none_or(|was| more.settled_on.is_some_and(|is| is <= was)));
        }
    }
}
