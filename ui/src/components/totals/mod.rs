//! What a list adds up to.

#[cfg(debug_assertions)]
pub mod example;

use dioxus::prelude::*;

/// What a sum's colour says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TotalTone {
    /// Owed.
    Open,
    /// Paid.
    Paid,
    /// Neither.
    Plain,
}

/// A sum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Total {
    /// What it is called.
    pub name: String,
    /// What it comes to.
    pub amount: String,
    /// Its colour.
    pub tone: TotalTone,
    /// Its name in tests.
    pub testid: &'static str,
}

/// A card with all of them; on wide screens a card each.
#[component]
pub fn Totals(label: String, totals: Vec<Total>) -> Element {
    rsx! {
        section { "aria-label": label,
            dl { class: "totals",
                for total in totals {
                    div { key: "{total.testid}", class: class(total.tone),
                        dt { "{total.name}" }
                        dd { class: "figures", "data-testid": total.testid, "{total.amount}" }
                    }
                }
            }
        }
    }
}

const fn class(tone: TotalTone) -> &'static str {
    match tone {
        TotalTone::Open => "total total-open",
        TotalTone::Paid => "total total-paid",
        TotalTone::Plain => "total",
    }
}
