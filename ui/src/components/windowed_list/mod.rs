//! A list of any length, of which only the rows in sight are on the page.

mod window;

#[cfg(debug_assertions)]
pub mod example;
#[cfg(test)]
mod tests;

use crate::host;
use dioxus::prelude::*;
use window::{Window, reach};

/// Taken for the height until the browser has told it, in CSS pixels.
const HEIGHT: f64 = 640.0;

/// A list whose rows all have one height. The reached row follows the arrow keys, Page Up, Page
/// Down, Home and End; Enter or a click chooses. Browsers stop at some 17 million CSS pixels:
/// 300,000 rows of 56.
#[component]
pub fn WindowedList(
    id: &'static str,
    label: String,
    /// How many rows there are.
    rows: usize,
    /// In CSS pixels.
    #[props(default = 56)]
    row_height: u32,
    /// Draws the row at a place.
    row: Callback<usize, Element>,
    onchoose: EventHandler<usize>,
) -> Element {
    let mut top = use_signal(|| 0.0);
    let mut height = use_signal(|| HEIGHT);
    let mut reached = use_signal(|| None::<usize>);
    let window = Window {
        rows,
        row_height,
        top: top(),
        height: height(),
    };
    let shown = window.shown();
    let reached_shown = reached().filter(|place| shown.contains(place));
    rsx! {
        div {
            id,
            class: "windowed",
            role: "listbox",
            tabindex: "0",
            "aria-label": label,
            "aria-activedescendant": reached_shown.map(|place| format!("{id}-{place}")),
            "data-testid": id,
            onscroll: move |event| {
                top.set(event.scroll_top());
                height.set(f64::from(event.client_height()));
            },
            onresize: move |event| {
                if let Ok(size) = event.get_content_box_size() {
                    height.set(size.height);
                }
            },
            onkeydown: move |event| {
                let key = event.key();
                if let (Key::Enter, Some(place)) = (&key, reached()) {
                    onchoose.call(place);
                } else if let Some(place) = reach(reached(), &key, rows, window.page()) {
                    event.prevent_default();
                    reached.set(Some(place));
                    if let Some(top) = window.scrolled_to(place) {
                        host::scroll_within(id, top);
                    }
                }
            },
            div {
                role: "presentation",
                height: "{window.full_height()}px",
                padding_top: "{window.above()}px",
                for place in shown {
                    div {
                        key: "{place}",
                        id: "{id}-{place}",
                        class: "windowed-row",
                        role: "option",
                        height: "{row_height}px",
                        "aria-posinset": "{place + 1}",
                        "aria-setsize": "{rows}",
                        "aria-selected": if reached() == Some(place) { "true" } else { "false" },
                        onclick: move |_| {
                            reached.set(Some(place));
                            onchoose.call(place);
                        },
                        {row.call(place)}
                    }
                }
            }
        }
    }
}
