//! The form of a telephone while it is typed.

use super::{Phone, Written};
use crate::pasted::Pasted;

/// The digits of a mobile with its DDD.
const LONGEST: usize = 11;

pub(super) fn partial(typed: &str) -> String {
    if let Ok(phone) = Phone::parse(typed) {
        return phone.formatted();
    }
    let Ok(written) = Written::of(&Pasted::new(typed).after_words()) else {
        return typed.to_owned();
    };
    // Begun with a prefix, or in groups that are not the mask's, it is not regrouped: what stands
    // apart in it says what it is.
    let prefixed = written.plus || written.digits.starts_with('0');
    let length = written.digits.len();
    let is_grouped = length <= 2 || written.breaks.is_empty() || written.breaks.contains(&2);
    if prefixed || length > LONGEST || !is_grouped {
        return typed.to_owned();
    }
    masked(&written.digits)
}

/// `(11) 98877-6655`, or as much of it as there are digits.
pub(super) fn masked(digits: &str) -> String {
    let Some((area, number)) = digits.split_at_checked(2).filter(|(_, n)| !n.is_empty()) else {
        return match digits {
            "" => String::new(),
            begun => format!("({begun}"),
        };
    };
    let first = if number.len() > 8 { 5 } else { 4 };
    match number.split_at_checked(first) {
        Some((first, last)) if !last.is_empty() => format!("({area}) {first}-{last}"),
        _ => format!("({area}) {number}"),
    }
}
