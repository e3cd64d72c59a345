//! Facts with their total.

use super::{Fact, Facts};
use crate::components::Card;
use dioxus::prelude::*;

/// What an overdue bill is made of.
pub fn example() -> Element {
    rsx! {
        Card {
            Facts {
                Fact { name: "valor original", value: "R$ 1.290,00" }
                Fact { name: "multa de 2%", value: "R$ 25,80" }
                Fact { name: "juros de 6 dias", value: "R$ 2,58" }
                Fact { name: "total", value: "R$ 1.318,38", total: true }
            }
        }
    }
}
