//! The rows of the list on the screen, moved through by keys.

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement};

/// What marks the links of rows.
const ROW: &str = "main [data-row]";

/// Whether an element is a row's link.
pub(super) fn is_row(element: &Element) -> bool {
    element.matches(ROW).unwrap_or(false)
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// Gives the focus to a row so many after the one that has it, or that is open, and answers
/// whether there is one.
pub fn focus_row(step: isize) -> bool {
    move_focus(step).is_some()
}

fn move_focus(step: isize) -> Option<()> {
    let document = document()?;
    let found = document.query_selector_all(ROW).ok()?;
    let rows: Vec<HtmlElement> = (0..found.length())
        .filter_map(|place| found.get(place)?.dyn_into().ok())
        .collect();
    let focused = document.active_element();
    let here = rows
        .iter()
        .position(|row| focused.as_ref() == Some(row))
        .or_else(|| {
            rows.iter()
                .position(|row| row.has_attribute("aria-current"))
        });
    let there = stepped(here, step, rows.len())?;
    rows.get(there)?.focus().ok()
}

/// Presses the row that has the focus.
pub fn press_row() {
    let focused = document().and_then(|document| document.active_element());
    if let Some(row) = focused
        .filter(is_row)
        .and_then(|row| row.dyn_into::<HtmlElement>().ok())
    {
        row.click();
    }
}

/// Where a step leads in a list of so many: into it from outside, never out of it.
fn stepped(here: Option<usize>, step: isize, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    Some(match here {
        Some(here) => here.saturating_add_signed(step).min(last),
        None if step > 0 => 0,
        None => last,
    })
}

#[cfg(test)]
mod tests {
    use super::stepped;

    #[test]
    fn steps_lead_into_the_list_and_stay_in_it() {
        for (here, step, expected) in [
            (None, 1, Some(0)),
            (None, -1, Some(2)),
            (Some(0), 1, Some(1)),
            (Some(2), 1, Some(2)),
            (Some(0), -1, Some(0)),
        ] {
            assert_eq!(stepped(here, step, 3), expected, "{here:?} {step}");
        }
        assert_eq!(stepped(None, 1, 0), None);
    }
}
