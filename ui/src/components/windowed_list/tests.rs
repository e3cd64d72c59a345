//! The window over a list, and what stands on the page.

use super::WindowedList;
use super::window::{Window, reach};
use crate::components::drawn;
use dioxus::prelude::*;

const LONG: Window = Window {
    rows: 100_000,
    row_height: 56,
    top: 0.0,
    height: 560.0,
};

#[test]
fn only_the_rows_in_sight_and_a_few_around_are_on_the_page() {
    assert_eq!(LONG.shown(), 0..19);
    let scrolled = Window {
        top: 56_000.0,
        ..LONG
    };
    assert_eq!(scrolled.shown(), 992..1_019);
    for top in 0..200 {
        let window = Window {
            top: f64::from(top) * 28_111.0,
            ..LONG
        };
        assert!(window.shown().len() <= 28, "{:?}", window.shown());
    }
}

#[test]
fn the_height_is_that_of_all_rows_wherever_it_is_scrolled() {
    for top in [0.0, 12_345.0, 5_599_440.0] {
        let window = Window { top, ..LONG };
        assert_eq!(window.full_height(), 5_600_000.0);
        assert!(window.above() <= top);
    }
}

#[test]
fn a_list_scrolled_beyond_its_ends_shows_its_ends() {
    let before = Window { top: -80.0, ..LONG };
    assert_eq!(before.shown().start, 0);
    let after = Window {
        top: 9_000_000.0,
        ..LONG
    };
    assert_eq!(after.shown(), 100_000..100_000);
    assert_eq!(Window { rows: 0, ..LONG }.shown(), 0..0);
    assert_eq!(Window { rows: 3, ..LONG }.shown(), 0..3);
    // A height of zero is no reason to stop.
    assert_eq!(
        Window {
            row_height: 0,
            ..LONG
        }
        .full_height(),
        0.0
    );
}

#[test]
fn keys_lead_by_rows_pages_and_to_the_ends() {
    for (from, key, to) in [
        (None, Key::ArrowDown, Some(0)),
        (Some(0), Key::ArrowDown, Some(1)),
        (Some(0), Key::ArrowUp, Some(0)),
        (Some(5), Key::PageDown, Some(15)),
        (Some(5), Key::PageUp, Some(0)),
        (Some(5), Key::End, Some(99)),
        (Some(95), Key::PageDown, Some(99)),
        (Some(5), Key::Home, Some(0)),
        (Some(5), Key::Tab, None),
    ] {
        assert_eq!(reach(from, &key, 100, 10), to, "{from:?} {key}");
    }
    assert_eq!(reach(None, &Key::End, 0, 10), None);
}

#[test]
fn a_reached_row_is_scrolled_into_sight_and_no_further() {
    assert_eq!(LONG.scrolled_to(3), None);
    assert_eq!(LONG.scrolled_to(10), Some(56.0));
    let scrolled = Window {
        top: 1_000.0,
        ..LONG
    };
    assert_eq!(scrolled.scrolled_to(2), Some(112.0));
    assert_eq!(scrolled.page(), 10);
}

#[test]
fn each_row_says_which_of_how_many_it_is() {
    let html = drawn(|| {
        rsx! {
            WindowedList {
                id: "calls",
                label: "Ligações",
                rows: 100_000,
                row: |place| rsx! { "linha {place}" },
                onchoose: |_| {},
            }
        }
    });
    assert!(html.contains("linha 0"));
    assert!(html.contains(r#"aria-setsize="100000""#));
    assert!(html.contains(r#"aria-posinset="1""#));
    assert!(html.matches(r#"role="option""#).count() < 40);
}
