//! What an overdue bill is made of: the original amount, fine and interest.

use crate::components::{Card, Fact, Facts};
use crate::words::{day_short, money, t};
use balcao_domain::{Cents, Charges, CivilDate};
use dioxus::prelude::*;

/// The card. Amounts of another day say which.
#[component]
pub fn ChargesCard(original: Cents, charges: Charges, today: CivilDate) -> Element {
    let total = if charges.as_of == today {
        t!("charges-total")
    } else {
        t!("bill-amount-on", day = day_short(charges.as_of, today))
    };
    rsx! {
        Card { testid: "charges",
            Facts {
                Fact { name: t!("charges-original"), value: money(original) }
                Fact { name: t!("charges-fine"), value: money(charges.fine) }
                Fact { name: t!("charges-interest"), value: money(charges.interest) }
                Fact { name: total, value: money(charges.total), total: true, testid: "charges-total" }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::bills::sample;

    fn html(as_of: CivilDate) -> String {
        let bill = sample::overdue(1, sample::today().add_days(-6), as_of);
        dioxus_ssr::render_element(rsx! {
            ChargesCard {
                original: bill.amount,
                charges: bill.charges.unwrap(),
                today: sample::today(),
            }
        })
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
