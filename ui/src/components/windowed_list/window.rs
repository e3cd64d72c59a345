//! Which rows of a long list are in sight, and where a key leads.

use dioxus::prelude::Key;
use std::ops::Range;

/// So many rows stand ready above and below what is in sight, for the time a fast scroll is ahead
/// of the page.
const READY: usize = 8;

/// The part of a list that is in sight; lengths in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Window {
    /// How many rows there are.
    pub rows: usize,
    /// Of each row.
    pub row_height: u32,
    /// How far it is scrolled.
    pub top: f64,
    /// Of what is in sight.
    pub height: f64,
}

impl Window {
    /// The rows to have on the page.
    pub fn shown(self) -> Range<usize> {
        let last = self.row_at(self.top + self.height) + 1 + READY;
        let first = self.row_at(self.top).saturating_sub(READY);
        first.min(self.rows)..last.min(self.rows)
    }

    /// The height of all rows.
    pub fn full_height(self) -> f64 {
        self.top_of(self.rows)
    }

    /// The height of the rows above those on the page.
    pub fn above(self) -> f64 {
        self.top_of(self.shown().start)
    }

    /// How many whole rows are in sight, at least one.
    pub fn page(self) -> usize {
        self.row_at(self.height).max(1)
    }

    /// Where to scroll for a row to be whole in sight; none when it is.
    pub fn scrolled_to(self, place: usize) -> Option<f64> {
        let (begin, end) = (self.top_of(place), self.top_of(place + 1));
        if begin < self.top {
            Some(begin)
        } else if end > self.top + self.height {
            Some(end - self.height)
        } else {
            None
        }
    }

    /// Rows above a height; browsers scroll beyond both ends for a moment.
    fn row_at(self, height: f64) -> usize {
        (height.max(0.0) / f64::from(self.row_height.max(1))) as usize
    }

    fn top_of(self, place: usize) -> f64 {
        place as f64 * f64::from(self.row_height)
    }
}

/// The row a key leads to; none for other keys and in an empty list.
pub fn reach(reached: Option<usize>, key: &Key, rows: usize, page: usize) -> Option<usize> {
    let last = rows.checked_sub(1)?;
    let place = match (key, reached) {
        (Key::Home, _) => 0,
        (Key::End, _) => last,
        (Key::ArrowUp | Key::ArrowDown | Key::PageUp | Key::PageDown, None) => 0,
        (Key::ArrowUp, Some(place)) => place.saturating_sub(1),
        (Key::ArrowDown, Some(place)) => place + 1,
        (Key::PageUp, Some(place)) => place.saturating_sub(page),
        (Key::PageDown, Some(place)) => place + page,
        _ => return None,
    };
    Some(place.min(last))
}
