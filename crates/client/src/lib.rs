//! The core of the app, with no webview: accounts, session, sync, encrypted cache, vault.
//!
//! [`Core`] is opened once with a [`Setup`] and answers the commands of `balcao-bridge`. What it
//! needs of the outside comes in as traits: [`Vault`] (the system's keychain), [`Clock`] and
//! [`Host`] (the window). Nothing readable lies on disk but `accounts.json` and
//! `preferences.json`.
#![deny(missing_docs)]
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic
    )
)]

mod account;
mod address;
mod cache;
mod clock;
mod core;
mod db;
mod documents;
mod error;
mod files;
mod handlers;
mod host;
#[cfg(feature = "measure")]
pub mod measure;
mod moment;
mod outbox;
mod portal;
mod preferences;
mod session;
#[cfg(test)]
mod simulation;
mod sync;
#[cfg(test)]
mod testing;
mod vault;

pub use crate::core::{Core, DISPATCHED, Handle, OnlineSetup, OpenError, Setup};
pub use address::{Portals, PortalsError};
pub use clock::{Clock, FrozenDay, SystemClock};
pub use documents::Document;
pub use host::{Choosing, FileChooser, GivenFile, Host, Step};
pub use portal::AuthorityError;
#[cfg(any(test, feature = "suite"))]
pub use portal::suite;
pub use vault::{Key, KeychainVault, MemoryVault, Secret, Vault, VaultError};
