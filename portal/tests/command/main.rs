//! The command line, run as a process.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod admin;
mod bench;
#[path = "../../src/store/tests/database.rs"]
mod database;
mod mail;
mod mailbox;
mod refusals;
mod requests;
mod serving;
