//! The sums' example.

use super::{Total, TotalTone, Totals};
use dioxus::prelude::*;

/// One of each colour.
pub fn example() -> Element {
    let total = |name: &str, amount: &str, tone, testid| Total {
        name: name.to_owned(),
        amount: amount.to_owned(),
        tone,
        testid,
    };
    rsx! {
        Totals {
            label: "Totais",
            totals: vec![
                total("Em aberto", "R$ 396,76", TotalTone::Open, "example-open"),
                total("Pagos", "R$ 1.169,10", TotalTone::Paid, "example-paid"),
                total("Geral do período", "R$ 1.565,86", TotalTone::Plain, "example-overall"),
            ],
        }
    }
}
