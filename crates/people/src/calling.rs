//! The calls of a company's lines.

use crate::ids::Ids;
use balcao_domain::{CallId, CallRecord, Cents, CivilDate, TerminalType};
use chrono::{NaiveTime, TimeDelta};

/// Calls are spread over so many days before today: all within what sync keeps.
const DAYS: u64 = 180;

/// A minute to another mobile, in centavos.
const CENTAVOS_A_MINUTE: i64 = 14;

/// The call of a number, when `count` are made by today: the later the number, the later the call.
pub fn call(id: CallId, count: u64, today: CivilDate) -> CallRecord {
    let mut dice = Ids::new(id.get(), "calls");
    let midnight = today.naive().and_time(NaiveTime::MIN).and_utc();
    let span = DAYS * 24 * 3600;
    let part = u128::from(id.get()) * u128::from(span) / u128::from(count.max(id.get()) + 1);
    let before = span - u64::try_from(part).unwrap_or(span);
    let ago = TimeDelta::seconds(i64::try_from(before).unwrap_or(0));
    let duration = u32::try_from(dice.below(1_800)).unwrap_or(0);
    let terminal_type = if dice.below(3) == 0 {
        TerminalType::Landline
    } else {
        TerminalType::Mobile
    };
    let line = dice.below(40);
    CallRecord {
        id,
        terminal_type,
        a_number: match terminal_type {
            TerminalType::Landline => format!("193333{:04}", 4000 + line),
            TerminalType::Mobile => format!("1999333{:04}", 4000 + line),
        },
        b_number: format!("119{:08}", dice.below(100_000_000)),
        start: midnight - ago,
        duration,
        cost: Cents::new(i64::from(duration).div_euclid(60) * CENTAVOS_A_MINUTE),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_follow_their_numbers_and_all_are_kept() {
        let today = CivilDate::from_ymd(2027, 3, 1).unwrap();
        let id = |number: u64| CallId::try_from(number).unwrap();
        let calls: Vec<_> = (1..=1_000)
            .map(|number| call(id(number), 1_000, today))
            .collect();
        assert!(calls.is_sorted_by_key(|call| call.start));
        let midnight = today.naive().and_time(NaiveTime::MIN).and_utc();
        assert!(calls[0].start >= CallRecord::kept_since(midnight));
        assert!(calls[999].start < midnight);
        assert_eq!(calls[7], call(id(8), 1_000, today));
    }
}
