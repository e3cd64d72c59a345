//! The list on narrow screens: a card a bill, under the months they fall due in.

use super::BillRow;
use crate::components::Card;
use crate::words::{month_title, t};
use balcao_bridge::{AccountId, BillFilter, BillPage};
use balcao_domain::{Bill, CivilDate, Month};
use dioxus::prelude::*;
use std::rc::Rc;

/// Bills of a month; of none when they are overdue and stand apart.
type Group = (Option<Month>, Vec<Bill>);

/// Bills under their months, each month where its first bill came: overdue bills stand on top of
/// the list (G4), and others of their months join them there. Among all bills, whose months run
/// back, they would be out of order, and stand apart, the oldest first.
fn groups(rows: &[Bill], filter: BillFilter, today: CivilDate) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for bill in rows {
        let apart = filter == BillFilter::All && bill.days_overdue(today).is_some();
        let month = (!apart).then(|| bill.due_on.month());
        let bill = bill.clone();
        match groups.iter_mut().find(|(known, _)| *known == month) {
            Some((None, overdue)) => {
                let key = |bill: &Bill| (bill.due_on, bill.number);
                let place = overdue.partition_point(|known| key(known) < key(&bill));
                overdue.insert(place, bill);
            }
            Some((_, bills)) => bills.push(bill),
            None => groups.push((month, vec![bill])),
        }
    }
    groups
}

fn title(month: Option<Month>) -> String {
    month.map_or_else(|| t!("filter-overdue"), month_title)
}

/// The list.
#[component]
pub fn GroupedList(account: AccountId, page: Rc<BillPage>, filter: BillFilter) -> Element {
    let today = page.freshness.today;
    let groups = groups(&page.rows, filter, today);
    rsx! {
        for (title, bills) in groups.into_iter().map(|(month, bills)| (title(month), bills)) {
            section { key: "{title}", class: "row-group", "data-testid": "bill-month",
                h2 { class: "row-group-title", "{title}" }
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

    /// The groups' titles, and the numbers of their bills.
    fn grouped(rows: &[Bill], filter: BillFilter) -> Vec<(String, Vec<u32>)> {
        groups(rows, filter, sample::today())
            .into_iter()
            .map(|(month, bills)| {
                let numbers = bills.iter().map(|bill| bill.number).collect();
                (title(month), numbers)
            })
            .collect()
    }

    fn bills(days: &[i64]) -> Vec<Bill> {
        (1..)
            .zip(days)
            .map(|(number, days)| sample::bill(number, sample::today().add_days(*days)))
            .collect()
    }

    #[test]
    fn bills_stand_under_the_month_they_fall_due_in() {
        let groups = grouped(&bills(&[-37, -6, 2, 24]), BillFilter::Due);
        let expected = [
            ("outubro 2026", vec![1]),
            ("novembro 2026", vec![2, 3]),
            ("dezembro 2026", vec![4]),
        ];
        assert_eq!(groups, expected.map(|(title, it)| (title.into(), it)));
    }

    #[test]
    fn a_month_stands_once_wherever_its_bills_come() {
        let groups = grouped(&bills(&[-6, 24, 2]), BillFilter::Due);
        let expected = [("novembro 2026", vec![1, 3]), ("dezembro 2026", vec![2])];
        assert_eq!(groups, expected.map(|(title, it)| (title.into(), it)));
    }

    #[test]
    fn g4_overdue_bills_stand_on_top_of_all_and_the_months_below_run_back() {
        let groups = grouped(&bills(&[-6, -37, 24, 2]), BillFilter::All);
        let expected = [
            ("Vencidas", vec![2, 1]),
            ("dezembro 2026", vec![3]),
            ("novembro 2026", vec![4]),
        ];
        assert_eq!(groups, expected.map(|(title, it)| (title.into(), it)));
    }
}
