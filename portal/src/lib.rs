//! The portal server: the provider's half of Balcão.
//!
//! [`http`] answers requests; each is bounded by a [`scope::Scope`] before its first query, and
//! [`store`] is the only part that knows the database. [`cli`] is the command line.
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

pub mod cli;
pub mod clock;
pub mod daily;
pub mod demo;
pub mod documents;
pub mod files;
pub mod http;
pub mod jobs;
pub mod mail;
pub mod password;
pub mod portal;
pub mod scope;
pub mod seats;
pub mod store;
pub mod sync;
pub mod token;
pub mod uploads;
pub mod working;

#[cfg(test)]
mod tests;
