//! The system's own picker, which a finger knows; the style shows it where there is no mouse, in the
//! place of the button for our calendar.

use super::Days;
use crate::components::{Glyph, Icon};
use crate::words::t;
use balcao_domain::CivilDate;
use dioxus::prelude::*;

/// An input that is nothing to see but its icon: a touch opens the picker.
#[component]
pub fn NativePicker(
    id: &'static str,
    chosen: Option<CivilDate>,
    days: Days,
    onchoose: EventHandler<CivilDate>,
) -> Element {
    rsx! {
        span { class: "date-native field-end",
            Icon { glyph: Glyph::Calendar }
            input {
                class: "date-native-input",
                r#type: "date",
                value: chosen.map(iso).unwrap_or_default(),
                min: days.first.map(iso),
                max: days.last.map(iso),
                "aria-label": t!("calendar-open"),
                "data-testid": "{id}-native",
                onchange: move |event| {
                    if let Some(day) = from_iso(&event.value()) {
                        onchoose.call(day);
                    }
                },
            }
        }
    }
}

/// As such an input has it: `2026-11-24`.
pub fn iso(day: CivilDate) -> String {
    format!(
        "{:04}-{:02}-{:02}",
        day.year(),
        day.month_number(),
        day.day()
    )
}

/// None where the person emptied it.
pub fn from_iso(text: &str) -> Option<CivilDate> {
    let mut parts = text.split('-');
    let mut part = || parts.next()?.parse::<u32>().ok();
    let (year, month, day) = (part()?, part()?, part()?);
    CivilDate::from_ymd(year.try_into().ok()?, month, day)
}
