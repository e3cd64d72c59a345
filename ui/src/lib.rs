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
mod format;
mod host;
mod palette;
mod reading;
mod route;
mod shared;
mod words;

use words::t;

/// Shows the interface on the page it was loaded in.
pub fn start() {
    show_words_on_panic();
    dioxus::launch(app::App);
}

/// Has the page that a panic leaves behind say so in the language in use.
fn show_words_on_panic() {
    host::show_a_page_on_panic(host::Words {
        title: t!("panic-title"),
        advice: t!("panic-advice"),
        code: t!("support-code"),
        reload: t!("reload"),
    });
}
