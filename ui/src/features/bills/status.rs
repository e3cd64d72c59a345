//! What a bill's state looks like and what is said of its date (MC-34).

use crate::components::{Badge, Glyph, Tone};
use crate::words::{date, day_short, money, t, weekday};
use balcao_domain::{Bill, BillGroup, CivilDate};
use dioxus::prelude::*;

/// *Pendente* or *Vencida há N dias*, red; *Pago*, green.
#[component]
pub fn BillStatus(bill: Bill, today: CivilDate) -> Element {
    let (tone, glyph, word) = match (bill.group(), bill.days_overdue(today)) {
        (BillGroup::Pending, Some(days)) => (
            Tone::Negative,
            Glyph::CircleAlert,
            t!("bill-overdue", count = days),
        ),
        (BillGroup::Pending, None) => (Tone::Negative, Glyph::Clock, t!("bill-pending")),
        (BillGroup::Paid, _) => (Tone::Positive, Glyph::Check, t!("bill-paid")),
        (BillGroup::Cancelled, _) => (Tone::Neutral, Glyph::CircleX, t!("bill-cancelled")),
    };
    rsx! {
        Badge { tone, glyph, word, testid: "bill-status" }
    }
}

/// `vence terça, 24/11/2026`; `venceu 16/10/2026`; `pago em 23/11/2026`.
pub fn due_words(bill: &Bill, today: CivilDate) -> String {
    let day = date(bill.due_on);
    match (bill.group(), bill.paid_on) {
        (BillGroup::Paid, Some(paid_on)) => t!("bill-paid-on", day = date(paid_on)),
        (BillGroup::Pending, _) if bill.due_on >= today => {
            t!("bill-falls-due", weekday = weekday(bill.due_on), day = day)
        }
        (BillGroup::Pending, _) if bill.days_overdue(today).is_none() => {
            let last = bill.due_on.next_business_day();
            t!(
                "bill-still-in-time",
                weekday = weekday(last),
                day = date(last)
            )
        }
        (BillGroup::Pending, _) => t!("bill-fell-due", day = day),
        (BillGroup::Paid | BillGroup::Cancelled, _) => t!("bill-due", day = day),
    }
}

/// The second line of a row: its date, and what tells it apart.
pub fn row_notes(bill: &Bill, today: CivilDate) -> [String; 2] {
    let due = match bill.group() {
        BillGroup::Pending if bill.due_on >= today => {
            t!("bill-falls-due-short", day = date(bill.due_on))
        }
        _ => due_words(bill, today),
    };
    let other = match &bill.charges {
        Some(_) if bill.group() == BillGroup::Pending => {
            t!("bill-original", amount = money(bill.amount))
        }
        _ => bill.description.clone(),
    };
    [due, other]
}

/// The amounts are of another day than today: `valor em 21/11`.
pub fn other_day(bill: &Bill, today: CivilDate) -> Option<String> {
    let charges = bill.charges.as_ref()?;
    let is_other = bill.group() == BillGroup::Pending && charges.as_of != today;
    is_other.then(|| t!("bill-amount-on", day = day_short(charges.as_of, today)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::bills::sample;
    use balcao_domain::BillState;

    fn html(bill: Bill, today: CivilDate) -> String {
        dioxus_ssr::render_element(rsx! {
            BillStatus { bill, today }
        })
    }

    #[test]
    fn mc_34_pending_is_red_and_paid_is_green_each_with_icon_and_word() {
        let today = sample::today();
        let mut bill = sample::bill(1, today.add_days(2));
        let pending = html(bill.clone(), today);
        assert!(
            pending.contains("tone-negative") && pending.contains("Pendente"),
            "{pending}"
        );
        let overdue = html(bill.clone(), today.add_days(8));
        assert!(overdue.contains("tone-negative") && overdue.contains("Vencida há 6 dias"));
        bill.state = BillState::Settled;
        let paid = html(bill, today);
        assert!(paid.contains("tone-positive") && paid.contains("Pago"));
        for each in [pending, overdue, paid] {
            assert!(each.contains("<svg"), "{each}");
        }
    }

    #[test]
    fn a_date_is_told_by_what_it_means() {
        let today = sample::today();
        let mut bill = sample::bill(1, today.add_days(2));
        assert_eq!(due_words(&bill, today), "vence terça, 24/11/2026");
        assert_eq!(due_words(&bill, today.add_days(3)), "venceu 24/11/2026");
        bill.state = BillState::Settled;
        bill.paid_on = Some(today);
        assert_eq!(due_words(&bill, today), "pago em 22/11/2026");
    }

    #[test]
    fn amounts_of_another_day_say_so() {
        let today = sample::today();
        let bill = sample::overdue(1, today.add_days(-6), today);
        assert_eq!(other_day(&bill, today), None);
        let words = other_day(&bill, today.add_days(1));
        assert_eq!(words.as_deref(), Some("valor em 22/11"));
    }
}
