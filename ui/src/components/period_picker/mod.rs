//! A period, chosen by months and years (MC-18).

#[cfg(debug_assertions)]
pub mod example;

use crate::components::{Button, Look, Select};
use crate::words::{month_of_year, t};
use balcao_domain::{Month, Period};
use dioxus::prelude::*;

/// How many years back one can choose.
const YEARS: i32 = 6;

/// Chooses the first and the last month. A period the wrong way round is turned.
#[component]
pub fn PeriodPicker(
    today: Month,
    chosen: Option<Period>,
    onchoose: EventHandler<Option<Period>>,
) -> Element {
    let year_begun = Month::new(today.year(), 1).unwrap_or(today);
    let mut from = use_signal(|| chosen.map_or(year_begun, Period::from));
    let mut to = use_signal(|| chosen.map_or(today, Period::to));
    rsx! {
        form {
            class: "period-picker",
            "data-testid": "period-picker",
            "aria-label": t!("period-label"),
            onsubmit: move |event| {
                event.prevent_default();
                onchoose.call(in_order(from(), to()));
            },
            MonthChoice {
                id: "period-from",
                label: t!("period-from"),
                month: from(),
                today,
                onchoose: move |month| from.set(month),
            }
            MonthChoice {
                id: "period-to",
                label: t!("period-to"),
                month: to(),
                today,
                onchoose: move |month| to.set(month),
            }
            div { class: "period-actions",
                Button { look: Look::Primary, submit: true, testid: "period-apply", {t!("period-apply")} }
                if chosen.is_some() {
                    Button { testid: "period-clear", onclick: move |_| onchoose.call(None), {t!("period-clear")} }
                }
            }
        }
    }
}

#[component]
fn MonthChoice(
    id: &'static str,
    label: String,
    month: Month,
    today: Month,
    onchoose: EventHandler<Month>,
) -> Element {
    let months: Vec<Month> = months_of(month.year()).collect();
    let years: Vec<i32> = (today.year() - YEARS..=today.year() + 1).rev().collect();
    let month_names: Vec<String> = months.iter().copied().map(month_of_year).collect();
    let year_names: Vec<String> = years.iter().map(i32::to_string).collect();
    let place = months.iter().position(|each| *each == month);
    let year_place = years.iter().position(|year| *year == month.year());
    rsx! {
        fieldset { class: "month-choice",
            legend { class: "field-label", "{label}" }
            Select {
                id: "{id}-month",
                label: t!("period-month"),
                options: month_names,
                chosen: place,
                bare: true,
                onchoose: move |place: usize| {
                    if let Some(month) = months.get(place) {
                        onchoose.call(*month);
                    }
                },
            }
            Select {
                id: "{id}-year",
                label: t!("period-year"),
                options: year_names,
                chosen: year_place,
                bare: true,
                onchoose: move |place: usize| {
                    let year = years.get(place).copied().unwrap_or(month.year());
                    if let Some(month) = Month::new(year, month.number()) {
                        onchoose.call(month);
                    }
                },
            }
        }
    }
}

fn months_of(year: i32) -> impl Iterator<Item = Month> {
    (1..=12).filter_map(move |number| Month::new(year, number))
}

fn in_order(one: Month, other: Month) -> Option<Period> {
    Period::new(one.min(other), one.max(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mc_18_a_period_the_wrong_way_round_is_turned() {
        let (early, late) = (Month::new(2025, 3).unwrap(), Month::new(2026, 1).unwrap());
        assert_eq!(in_order(late, early), Period::new(early, late));
        assert_eq!(in_order(early, early), Period::new(early, early));
    }
}
