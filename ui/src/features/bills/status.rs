//! What a bill's state looks like and what is said of its date (MC-34).

use crate::components::{Badge, Glyph, Tone};
use crate::words::{date, day_short, money, t, weekday};
use balcao_domain::{Bill, BillGroup, BillState, CivilDate};
use dioxus::prelude::*;

/// *Pendente*, *Parcial* or *Vencida há N dias*, red; *Pago*, green; what asks nothing of anybody, grey.
#[component]
pub fn BillStatus(bill: Bill, today: CivilDate) -> Element {
    let overdue = bill.days_overdue(today);
    let (tone, glyph, word) = match (bill.group(), bill.state) {
        (BillGroup::Pending, _) => {
            let glyph = overdue.map_or(Glyph::Clock, |_| Glyph::CircleAlert);
            let word = part_words(&bill).unwrap_or_else(|| match overdue {
                Some(days) => t!("bill-overdue", count = days),
                None => t!("bill-pending"),
            });
            (Tone::Negative, glyph, word)
        }
        (BillGroup::Paid, _) => (Tone::Positive, Glyph::Check, t!("bill-paid")),
        (BillGroup::Cancelled, _) => (Tone::Neutral, Glyph::CircleX, t!("bill-cancelled")),
        (BillGroup::Credit, _) => (Tone::Info, Glyph::Info, t!("bill-credit")),
        (BillGroup::Held, BillState::OnHold) => (Tone::Neutral, Glyph::Clock, t!("bill-on-hold")),
        (BillGroup::Held, BillState::Validated) => {
            (Tone::Neutral, Glyph::Clock, t!("bill-validated"))
        }
        (BillGroup::Held, _) => (Tone::Neutral, Glyph::Clock, t!("bill-new")),
    };
    rsx! {
        Badge { tone, glyph, word, testid: "bill-status" }
    }
}

/// `Parcial · faltam R$ 0,01`, of what was paid in part.
pub fn part_words(bill: &Bill) -> Option<String> {
    let part = bill.paid_in_part();
    part.map(|_| t!("bill-partial", amount = money(bill.owed())))
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
        (BillGroup::Credit, _) => t!("bill-credit-of", day = date(bill.issued_on)),
        (BillGroup::Paid | BillGroup::Cancelled | BillGroup::Held, _) => {
            t!("bill-due", day = day)
        }
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
    let original = money(bill.amount);
    let pending = bill.group() == BillGroup::Pending;
    let other = match (bill.paid_in_part(), bill.charged()) {
        (Some(paid), _) => t!("bill-paid-of", paid = money(paid), amount = original),
        (None, Some(_)) if pending => t!("bill-original", amount = original),
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
    use balcao_domain::Cents;

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
    fn what_was_paid_in_part_says_how_much_is_left_overdue_or_not() {
        let today = sample::today();
        let mut bill = sample::bill(1, today.add_days(2));
        bill.state = BillState::PartiallyPaid;
        bill.paid_amount = Some(Cents::new(12_989));
        for day in [today, today.add_days(8)] {
            let html = html(bill.clone(), day);
            assert!(html.contains("Parcial · faltam R$\u{a0}0,01"), "{html}");
            assert!(html.contains("tone-negative"));
            let [_, other] = row_notes(&bill, day);
            assert_eq!(other, "pago R$\u{a0}129,89 de R$\u{a0}129,90");
        }
    }

    #[test]
    fn what_asks_nothing_of_anybody_is_not_red() {
        let today = sample::today();
        let mut bill = sample::bill(1, today.add_days(-40));
        for (state, word) in [
            (BillState::New, "Nova"),
            (BillState::OnHold, "Em contestação"),
            (BillState::Validated, "Validada"),
        ] {
            bill.state = state;
            let html = html(bill.clone(), today);
            assert!(
                html.contains(word) && html.contains("tone-neutral"),
                "{html}"
            );
        }
        bill.state = BillState::Sent;
        bill.amount = Cents::new(-2_000);
        let html = html(bill, today);
        assert!(html.contains("Crédito") && !html.contains("tone-negative"));
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
