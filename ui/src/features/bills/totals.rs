//! *Resumo Totais* (ST-19).

use crate::words::{money, t};
use balcao_domain::Totals;
use dioxus::prelude::*;

/// *Em aberto*, *Pagos*, *Geral do período*.
#[component]
pub fn TotalsCards(totals: Totals) -> Element {
    let totals = [
        (
            t!("total-open"),
            totals.open,
            "total total-open",
            "total-open",
        ),
        (
            t!("total-paid"),
            totals.paid,
            "total total-paid",
            "total-paid",
        ),
        (
            t!("total-overall"),
            totals.overall(),
            "total",
            "total-overall",
        ),
    ];
    rsx! {
        section { "aria-label": t!("totals-label"),
            dl { class: "totals",
                for (name, amount, class, testid) in totals {
                    div { key: "{testid}", class,
                        dt { "{name}" }
                        dd { class: "figures", "data-testid": testid, {money(amount)} }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use balcao_domain::Cents;

    #[test]
    fn st_19_the_three_totals_are_named_and_added_up() {
        let totals = Totals {
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
