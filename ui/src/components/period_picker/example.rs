//! A period picker with a period chosen.

use super::PeriodPicker;
use crate::components::example_day;
use balcao_domain::Period;
use dioxus::prelude::*;

/// The year so far; cleared, nothing.
pub fn example() -> Element {
    let today = example_day().month();
    let mut chosen = use_signal(|| Period::new(today.plus(-10), today));
    rsx! {
        PeriodPicker { today, chosen: chosen(), onchoose: move |period| chosen.set(period) }
    }
}
