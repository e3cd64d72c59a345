//! Date fields: open to any day, and to the next thirty only.

use super::{DateField, Days};
use crate::components::example_day;
use balcao_domain::CivilDate;
use dioxus::prelude::*;

/// One filled, one to be filled within bounds.
pub fn example() -> Element {
    let today = example_day();
    let mut any = use_signal(|| today.add_days(2).text());
    let mut soon = use_signal(String::new);
    let days = Days {
        first: Some(today),
        last: Some(today.add_days(30)),
    };
    let wrong = match soon.read().parse::<CivilDate>() {
        Ok(day) => !days.contain(day),
        Err(_) => soon.read().len() == 10,
    };
    rsx! {
        DateField {
            id: "example-date",
            label: "Vencimento",
            value: any(),
            today,
            oninput: move |text| any.set(text),
        }
        DateField {
            id: "example-date-soon",
            label: "Visita",
            value: soon(),
            today,
            days,
            help: "Nos próximos trinta dias.",
            error: wrong.then(|| "Escolha um dia entre hoje e 22/12/2026.".to_owned()),
            oninput: move |text| soon.set(text),
        }
    }
}
