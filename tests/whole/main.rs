//! The whole system: the app's real window and a real browser, the portal as a real process over
//! HTTPS, a real keychain, and what all that leaves on disk. `cargo xtask test` brings display, bus
//! and keyring.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod accessibility;
mod browser_journey;
mod canary;
mod codes;
mod content_security;
mod date_picker;
mod documents;
mod failure_page;
mod faults;
mod history;
mod isolation;
mod keyboard;
mod kill;
mod languages;
mod left_out;
mod password;
mod period;
mod pictures;
mod preferences;
mod profile_edit;
mod promises;
mod pull;
mod rooms;
mod sorting;
mod support;
mod visual;
mod web_session;
mod window_errors;
mod window_journey;
mod window_places;
