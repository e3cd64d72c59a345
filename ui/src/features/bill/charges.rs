//! What a bill is made of: the original amount, fine and interest, and what was paid of it already.

use crate::components::{Card, Fact, Facts};
use crate::words::{day_short, money, t};
use balcao_domain::{Bill, BillGroup, CivilDate};
use dioxus::prelude::*;

/// The card. Amounts of another day say which.
#[component]
pub fn ChargesCard(bill: Bill, today: CivilDate) -> Element {
    let charges = bill.charged().cloned();
    let of_other_day = charges
        .as_ref()
        .map(|charges| charges.as_of)
        .filter(|as_of| *as_of != today);
    let pending = bill.group() == BillGroup::Pending;
    let paid = bill.paid_in_part();
    let total = match (of_other_day, paid) {
        (Some(day), _) => t!("bill-amount-on", day = day_short(day, today)),
        (None, Some(_)) => t!("charges-rest"),
        (None, None) => t!("charges-total"),
    };
    let amount = match &charges {
        Some(charges) if !pending => charges.total,
        _ => bill.worth(),
    };
    rsx! {
        Card { testid: "charges",
            Facts {
                Fact { name: t!("charges-original"), value: money(bill.amount) }
                if let Some(charges) = charges {
                    Fact { name: t!("charges-fine"), value: money(charges.fine) }
                    Fact { name: t!("charges-interest"), value: money(charges.interest) }
                }
                if let Some(paid) = paid {
                    Fact { name: t!("charges-paid"), value: money(paid), testid: "charges-paid" }
                }
                Fact { name: total, value: money(amount), total: true, testid: "charges-total" }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::bills::sample;
    use balcao_domain::{BillState, Cents};

    fn html(as_of: CivilDate) -> String {
        let bill = sample::overdue(1, sample::today().add_days(-6), as_of);
        dioxus_ssr::render_element(rsx! {
            ChargesCard { bill, today: sample::today() }
        })
    }

    #[test]
    fn what_was_paid_in_part_is_told_with_what_is_left() {
        let mut bill = sample::bill(1, sample::today().add_days(2));
        bill.state = BillState::PartiallyPaid;
        bill.paid_amount = Some(Cents::new(12_989));
        let html = dioxus_ssr::render_element(rsx! {
            ChargesCard { bill, today: sample::today() }
        });
        for words in [
            "Valor original",
            "129,90",
            "Já pago",
            "129,89",
            "Falta pagar",
            "0,01",
        ] {
            assert!(html.contains(words), "{words} in {html}");
        }
        assert!(!html.contains("Multa"), "{html}");
    }

    #[test]
    fn an_overdue_bill_says_what_it_is_made_of() {
        let html = html(sample::today());
        for words in ["129,90", "2,60", "0,26", "132,76", "Total"] {
            assert!(html.contains(words), "{words} in {html}");
        }
    }

    #[test]
    fn amounts_of_another_day_say_which() {
        let html = html(sample::today().add_days(-1));
        assert!(html.contains("valor em 21/11"), "{html}");
    }
}
