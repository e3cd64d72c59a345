//! The list on narrow screens: a card a bill, under the months they fall due in.

use super::BillRow;
use crate::components::Card;
use crate::words::month_title;
use balcao_bridge::{AccountId, BillPage};
use balcao_domain::{Bill, Month};
use dioxus::prelude::*;
use std::rc::Rc;

/// Bills under their months, each month where its first bill came: overdue bills stand on top of
/// the list, and others of their months join them there.
fn by_month(rows: &[Bill]) -> Vec<(Month, Vec<Bill>)> {
    let mut groups: Vec<(Month, Vec<Bill>)> = Vec::new();
    for bill in rows {
        let bill = bill.clone();
        let month = bill.due_on.month();
        match groups.iter_mut().find(|(known, _)| *known == month) {
            Some((_, bills)) => bills.push(bill),
            None => groups.push((month, vec![bill])),
        }
    }
    groups
}

/// The list.
#[component]
pub fn GroupedList(account: AccountId, page: Rc<BillPage>) -> Element {
    let today = page.freshness.today;
    rsx! {
        for (month, bills) in by_month(&page.rows) {
            section { key: "{month.text()}", class: "month", "data-testid": "bill-month",
                h2 { class: "month-title", {month_title(month)} }
                for bill in bills {
                    Card { key: "{bill.id}", rows: true,
                        BillRow { account, bill, today }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::bills::sample;

    #[test]
    fn bills_stand_under_the_month_they_fall_due_in() {
        let today = sample::today();
        let rows = vec![
            sample::bill(1, today.add_days(-37)),
            sample::bill(2, today.add_days(-6)),
            sample::bill(3, today.add_days(2)),
            sample::bill(4, today.add_days(24)),
        ];
        let groups: Vec<_> = by_month(&rows)
            .into_iter()
            .map(|(month, bills)| (month_title(month), bills.len()))
            .collect();
        let expected = [
            ("outubro 2026", 1),
            ("novembro 2026", 2),
            ("dezembro 2026", 1),
        ];
        assert_eq!(groups, expected.map(|(title, count)| (title.into(), count)));
    }

    #[test]
    fn a_month_stands_once_wherever_its_bills_come() {
        let today = sample::today();
        let rows = vec![
            sample::bill(1, today.add_days(-6)),
            sample::bill(2, today.add_days(24)),
            sample::bill(3, today.add_days(2)),
        ];
        let sizes: Vec<_> = by_month(&rows)
            .into_iter()
            .map(|(_, bills)| bills.len())
            .collect();
        assert_eq!(sizes, [2, 1]);
    }
}
