//! Whether anybody is there: a page left open asks by itself, which is no use of a session.

use super::happening::on;
use js_sys::Date;
use std::cell::Cell;
use web_sys::Event;

thread_local! {
    /// When key or pointer were last touched, in milliseconds; opening the page counts.
    static TOUCHED: Cell<f64> = Cell::new(Date::now());
}

/// Takes note from now on.
pub fn watch() {
    touch();
    if let Some(window) = web_sys::window() {
        for name in ["keydown", "pointerdown", "wheel"] {
            on(&window, name, |_: Event| touch());
        }
    }
}

fn touch() {
    TOUCHED.set(Date::now());
}

/// Seconds since key or pointer were last touched.
pub fn idle_seconds() -> u64 {
    let idle = (Date::now() - TOUCHED.get()) / 1_000.0;
    // Saturates, so that a clock set back reads as no time.
    idle as u64
}
