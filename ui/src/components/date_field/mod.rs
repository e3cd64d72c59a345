//! A day, typed or pasted as `dd/mm/aaaa`, or chosen in a calendar; on phones in the system's.

mod calendar;
mod native;
mod steps;

#[cfg(debug_assertions)]
pub mod example;
#[cfg(test)]
mod tests;

pub use steps::Days;

use crate::components::{FieldFrame, Glyph, Icon, Mask, MaskedInput, complete_date, described_by};
use crate::host;
use crate::words::t;
use balcao_domain::CivilDate;
use calendar::Calendar;
use dioxus::prelude::*;
use native::NativePicker;

/// A field for a day. Its value is the text as it stands: `value.parse::<CivilDate>()` reads it in
/// any form that can mean one day only, and whoever shows it says what is wrong with it.
#[component]
pub fn DateField(
    id: &'static str,
    label: String,
    value: String,
    today: CivilDate,
    oninput: EventHandler<String>,
    #[props(default)] days: Days,
    #[props(default)] help: Option<String>,
    #[props(default)] error: Option<String>,
) -> Element {
    let mut open = use_signal(|| false);
    let wrong = error.is_some();
    let chosen = value.parse::<CivilDate>().ok();
    let mut close = move || {
        open.set(false);
        host::focus(&format!("{id}-open"));
    };
    rsx! {
        div {
            class: "date-field",
            onkeydown: move |event| {
                if open() && event.key() == Key::Escape {
                    event.prevent_default();
                    close();
                }
            },
            FieldFrame { id, label, wrong, help: help.clone(), error,
                MaskedInput {
                    id,
                    mask: Mask::Date,
                    value,
                    testid: id,
                    oninput,
                    onchange: move |text: String| oninput.call(complete_date(&text)),
                    wrong,
                    described: described_by(id, help.is_some(), wrong),
                    autocomplete: "off",
                }
                button {
                    id: "{id}-open",
                    class: "date-own field-end",
                    r#type: "button",
                    "aria-label": t!("calendar-open"),
                    "aria-haspopup": "dialog",
                    "aria-expanded": if open() { "true" } else { "false" },
                    "data-testid": "{id}-open",
                    onclick: move |_| open.toggle(),
                    Icon { glyph: Glyph::Calendar }
                }
                NativePicker {
                    id,
                    chosen,
                    days,
                    onchoose: move |day: CivilDate| oninput.call(day.text()),
                }
            }
            if open() {
                div { class: "scrim", "aria-hidden": "true", onclick: move |_| open.set(false) }
                Calendar {
                    id,
                    today,
                    chosen,
                    days,
                    onchoose: move |day: CivilDate| {
                        oninput.call(day.text());
                        close();
                    },
                }
            }
        }
    }
}
