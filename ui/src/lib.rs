//! The interface: what people see of Balcão, in a window or in a browser.
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic
    )
)]

mod app;
pub mod components;
mod features;
mod host;
mod palette;
mod reading;
mod rooms;
mod route;
mod shared;
mod words;

/// Shows the interface on the page it was loaded in, as soon as there are words for it.
pub fn start() {
    host::tell_of_panics();
    host::begin(async {
        words::speak_as_preferred().await?;
        dioxus::launch(app::App);
        Ok(())
    });
}
