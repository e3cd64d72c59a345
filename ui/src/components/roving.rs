//! One of several has the focus, and arrow keys move it around.

use dioxus::prelude::Key;

/// The place a key leads to from another, around the ends; none for other keys and among none.
pub fn round(place: usize, key: &Key, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    Some(match key {
        Key::ArrowRight | Key::ArrowDown if place >= last => 0,
        Key::ArrowRight | Key::ArrowDown => place + 1,
        Key::ArrowLeft | Key::ArrowUp if place == 0 => last,
        Key::ArrowLeft | Key::ArrowUp => place - 1,
        Key::Home => 0,
        Key::End => last,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_go_around_the_ends() {
        for (place, key, to) in [
            (0, Key::ArrowRight, Some(1)),
            (2, Key::ArrowRight, Some(0)),
            (0, Key::ArrowUp, Some(2)),
            (1, Key::ArrowLeft, Some(0)),
            (1, Key::End, Some(2)),
            (1, Key::Home, Some(0)),
            (1, Key::Enter, None),
        ] {
            assert_eq!(round(place, &key, 3), to, "{place} {key}");
        }
        assert_eq!(round(0, &Key::ArrowDown, 0), None);
    }
}
