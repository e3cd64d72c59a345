//! *Pago × em aberto*, month by month of the due date.

use crate::components::{BarChart, Card, Chart, Count, Point, Series, Tone};
use crate::words::{money, month_title, t};
use balcao_bridge::{BillFilter, BillPage};
use balcao_domain::{Bill, Month, Period, Totals};
use dioxus::prelude::*;
use std::rc::Rc;

/// More bars than these tell nothing at a glance.
const MONTHS: u32 = 36;

/// The chart; nothing where it would be wrong, because bills are missing, or tell nothing.
#[component]
pub fn ByMonth(page: Rc<BillPage>, filter: BillFilter, searched: bool) -> Element {
    let whole = page.rows.len() as u64 == u64::from(page.count);
    let Some(chart) = chart(&page.rows).filter(|_| whole && filter == BillFilter::All && !searched)
    else {
        return VNode::empty();
    };
    rsx! {
        Card {
            BarChart { id: "bills-by-month", chart }
        }
    }
}

fn chart(rows: &[Bill]) -> Option<Chart> {
    let months = rows.iter().map(|bill| bill.due_on.month());
    let period = Period::new(months.clone().min()?, months.max()?)?;
    if !(2..=MONTHS).contains(&period.months()) {
        return None;
    }
    let months = std::iter::successors(Some(period.from()), |month| Some(month.next()));
    let series = |name, tone| Series {
        name,
        tone: Some(tone),
    };
    Some(Chart {
        title: t!("bills-by-month"),
        points_are: t!("period-month"),
        series: vec![
            series(t!("total-paid"), Tone::Positive),
            series(t!("total-open"), Tone::Negative),
        ],
        points: months
            .take_while(|month| *month <= period.to())
            .map(|month| point(rows, month))
            .collect(),
        marked: None,
    })
}

fn point(rows: &[Bill], month: Month) -> Point {
    let of_month: Vec<&Bill> = rows
        .iter()
        .filter(|bill| bill.due_on.month() == month)
        .collect();
    let totals = Totals::of(of_month);
    let counts = [totals.paid, totals.open].map(|sum| {
        Count {
            // More credit than debt is no bar.
            number: u64::try_from(sum.get()).unwrap_or(0),
            words: money(sum),
        }
    });
    Point {
        label: month_title(month),
        counts: counts.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::bills::sample;
    use balcao_domain::BillState;

    #[test]
    fn paid_and_open_bills_are_added_up_by_the_month_they_fall_due_in() {
        let today = sample::today();
        let mut paid = sample::bill(1, today.add_days(-60));
        paid.state = BillState::Settled;
        let rows = [
            paid,
            sample::bill(2, today.add_days(2)),
            sample::bill(3, today),
        ];
        let points: Vec<_> = chart(&rows)
            .unwrap()
            .points
            .into_iter()
            .map(|point| {
                let numbers: Vec<_> = point.counts.iter().map(|count| count.number).collect();
                (point.label, numbers)
            })
            .collect();
        let expected = [
            ("setembro 2026", vec![12_990, 0]),
            ("outubro 2026", vec![0, 0]),
            ("novembro 2026", vec![0, 25_980]),
        ];
        assert_eq!(points, expected.map(|(label, it)| (label.into(), it)));
    }

    #[test]
    fn one_month_needs_no_chart() {
        assert!(chart(&[sample::bill(1, sample::today())]).is_none());
        assert!(chart(&[]).is_none());
    }
}
