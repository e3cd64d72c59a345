//! The calendar behind a date field's button: one month, one day of which takes the focus.

use super::Days;
use super::steps::{by_months, step, weeks};
use crate::components::{Glyph, Icon};
use crate::host;
use crate::words::{month_of_year, month_title, t, weekday};
use balcao_domain::CivilDate;
use dioxus::prelude::*;

/// Shows the month of the chosen day, else of today; it takes the focus when it opens.
#[component]
pub fn Calendar(
    id: &'static str,
    today: CivilDate,
    chosen: Option<CivilDate>,
    days: Days,
    onchoose: EventHandler<CivilDate>,
) -> Element {
    let mut reached = use_signal(|| days.nearest(chosen.unwrap_or(today)));
    // The day reached by key takes the focus once its month is shown; by button, the button keeps it.
    let mut follow = use_signal(|| true);
    use_effect(move || {
        let day = reached();
        if *follow.peek() {
            host::focus(&day_id(id, day));
        }
    });
    let mut turn = move |months| {
        follow.set(false);
        reached.set(days.nearest(by_months(reached(), months)));
    };
    let month = reached().month();
    // Tab goes around within the calendar: from its last place, the day, to its first.
    let first = move || format!("{id}-previous");
    rsx! {
        div {
            class: "calendar",
            role: "dialog",
            "aria-modal": "true",
            "aria-label": t!("calendar-label"),
            "data-testid": "{id}-calendar",
            div { class: "calendar-head",
                button {
                    id: first(),
                    class: "calendar-turn",
                    r#type: "button",
                    "aria-label": t!("calendar-previous"),
                    "data-testid": first(),
                    onclick: move |_| turn(-1),
                    onkeydown: move |event| {
                        if event.key() == Key::Tab && event.modifiers().shift() {
                            event.prevent_default();
                            host::focus(&day_id(id, reached()));
                        }
                    },
                    Icon { glyph: Glyph::ChevronLeft }
                }
                p { id: "{id}-month", class: "calendar-month", "aria-live": "polite", {month_title(month)} }
                button {
                    class: "calendar-turn",
                    r#type: "button",
                    "aria-label": t!("calendar-next"),
                    "data-testid": "{id}-next",
                    onclick: move |_| turn(1),
                    Icon { glyph: Glyph::ChevronRight }
                }
            }
            table {
                class: "calendar-grid",
                role: "grid",
                "aria-labelledby": "{id}-month",
                onkeydown: move |event| {
                    let key = event.key();
                    if key == Key::Tab && !event.modifiers().shift() {
                        event.prevent_default();
                        host::focus(&first());
                    } else if let Some(day) = step(reached(), &key, event.modifiers().shift()) {
                        event.prevent_default();
                        follow.set(true);
                        reached.set(days.nearest(day));
                    }
                },
                thead {
                    tr {
                        for day in weeks(month).next().into_iter().flatten() {
                            th { key: "{day.weekday_index()}", scope: "col", abbr: weekday(day),
                                span { "aria-hidden": "true", {short(&weekday(day))} }
                                span { class: "unseen", {weekday(day)} }
                            }
                        }
                    }
                }
                tbody {
                    for (row , week) in weeks(month).enumerate() {
                        tr { key: "{row}",
                            for day in week {
                                Day {
                                    key: "{day.text()}",
                                    id: day_id(id, day),
                                    day,
                                    beside: day.month() != month,
                                    reached: day == reached(),
                                    chosen: Some(day) == chosen,
                                    today: day == today,
                                    barred: !days.contain(day),
                                    onchoose,
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

#[component]
fn Day(
    id: String,
    day: CivilDate,
    /// Whether it is of the month before or after.
    beside: bool,
    reached: bool,
    chosen: bool,
    today: bool,
    barred: bool,
    onchoose: EventHandler<CivilDate>,
) -> Element {
    rsx! {
        td { role: "gridcell", "aria-selected": if chosen { "true" } else { "false" },
            button {
                id: "{id}",
                class: "calendar-day figures",
                r#type: "button",
                tabindex: if reached { "0" } else { "-1" },
                "data-beside": beside,
                "data-testid": "{id}",
                "aria-label": words(day),
                "aria-current": today.then_some("date"),
                "aria-disabled": barred.then_some("true"),
                onclick: move |_| {
                    if !barred {
                        onchoose.call(day);
                    }
                },
                "{day.day()}"
            }
        }
    }
}

fn day_id(id: &str, day: CivilDate) -> String {
    format!("{id}-{}", day.naive())
}

/// `terça, 24 de novembro de 2026`.
fn words(day: CivilDate) -> String {
    t!(
        "calendar-day",
        weekday = weekday(day),
        day = day.day(),
        month = month_of_year(day.month()),
        year = day.year().to_string()
    )
}

/// `ter`: the first letters, which tell the days apart in every language there is.
fn short(weekday: &str) -> String {
    weekday.chars().take(3).collect()
}
