//! What every whole-system test starts.

mod axe;
mod browser;
mod devtools;
mod file_search;
mod impostor;
mod network;
mod page;
mod picture;
mod portal;
mod portal_api;
mod relay;
mod sights;
mod tls;
mod web_server;
mod window;

pub use axe::Axe;
pub use browser::{Browser, Device, Theme};
pub use devtools::DevTools;
pub use file_search::FileSearch;
pub use impostor::Impostor;
pub use network::{Cut, Network};
pub use page::Page;
pub use picture::{Part, Picture};
pub use portal::DemoPortal;
pub use portal_api::{PortalApi, https};
pub use relay::Relay;
pub use sights::{Person, SIGHTS, dialogs, routes};
pub use web_server::WebServer;
pub use window::{DeviceFolders, Window, only_account};

use std::env;
use std::path::PathBuf;

/// The demo's day: bills of the demo have the dates of the pictures.
pub const TODAY: &str = "2026-11-22";

/// A file that `cargo xtask test` has built or made.
pub fn given(variable: &str) -> PathBuf {
    env::var_os(variable)
        .map(PathBuf::from)
        .unwrap_or_else(|| panic!("{variable} is not set: run this with `cargo xtask test`"))
}

/// The certificate authority of the demo portal.
pub fn authority() -> PathBuf {
    given("BALCAO_TEST_AUTHORITY")
}
