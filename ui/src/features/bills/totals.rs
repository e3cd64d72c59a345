//! *Resumo Totais* (ST-19).

use crate::components::{Total, TotalTone, Totals};
use crate::words::{money, t};
use balcao_domain as domain;
use dioxus::prelude::*;

/// *Em aberto*, *Pagos*, *Geral do período*.
#[component]
pub fn TotalsCards(totals: domain::Totals) -> Element {
    let total = |name, amount, tone, testid| Total {
        name,
        amount: money(amount),
        tone,
        testid,
    };
    let totals = vec![
        total(t!("total-open"), totals.open, TotalTone::Open, "total-open"),
        total(t!("total-paid"), totals.paid, TotalTone::Paid, "total-paid"),
        total(
            t!("total-overall"),
            totals.overall(),
            TotalTone::Plain,
            "total-overall",
        ),
    ];
    rsx! {
        Totals { label: t!("totals-label"), totals }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use balcao_domain::Cents;

    #[test]
    fn st_19_the_three_totals_are_named_and_added_up() {
        let totals = domain::Totals {
            open: Cents::new(39_676),
            paid: Cents::new(116_910),
        };
        let html = dioxus_ssr::render_element(rsx! {
            TotalsCards { totals }
        });
        for words in [
            "Em aberto",
            "R$\u{a0}396,76",
            "Pagos",
            "R$\u{a0}1.169,10",
            "Geral do período",
            "R$\u{a0}1.565,86",
        ] {
            assert!(html.contains(words), "{words} in {html}");
        }
    }
}
