//! A masked input keeps its caret where the person typed.

use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

/// Puts a mask over what stands in the input with this id, and answers the masked text.
pub fn mask_input(id: &str, mask: fn(&str) -> String) -> Option<String> {
    let input = web_sys::window()?
        .document()?
        .get_element_by_id(id)?
        .dyn_into::<HtmlInputElement>()
        .ok()?;
    let typed = input.value();
    let masked = mask(&typed);
    if masked != typed {
        let caret = input.selection_start().ok().flatten();
        input.set_value(&masked);
        if let Some(caret) = caret {
            let caret = caret_in(&typed, caret, &masked);
            let _ = input.set_selection_range(caret, caret);
        }
    }
    Some(masked)
}

/// Where the caret stands in `masked`: after as many letters and digits as it had before it.
/// Positions are counted in UTF-16 units, as the DOM does; what is masked is ASCII.
fn caret_in(typed: &str, caret: u32, masked: &str) -> u32 {
    let mut before: u32 = 0;
    let mut units: u32 = 0;
    for c in typed.chars() {
        if units >= caret {
            break;
        }
        units += if c.len_utf16() == 1 { 1 } else { 2 };
        before += u32::from(c.is_ascii_alphanumeric());
    }
    let mut place = 0;
    for c in masked.chars() {
        if before == 0 {
            break;
        }
        before -= u32::from(c.is_ascii_alphanumeric());
        place += 1;
    }
    place
}

#[cfg(test)]
mod tests {
    use super::caret_in;

    #[test]
    fn the_caret_follows_what_was_typed() {
        for (typed, caret, masked, expected) in [
            ("3905", 4, "390.5", 5),
            ("390.5334", 8, "390.533.4", 9),
            ("3940.533.447-05", 3, "39.405.334/4705", 4),
            ("390.533.447-05", 0, "390.533.447-05", 0),
            ("é3", 2, "3", 1),
            ("39x", 3, "39.X", 4),
        ] {
            assert_eq!(caret_in(typed, caret, masked), expected, "{typed}");
        }
    }
}
