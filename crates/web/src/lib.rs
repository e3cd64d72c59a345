//! Serves the interface to browsers, with one core (`balcao-client`) for each session.
//!
//! The tokens of a portal stay in the core; a browser holds nothing but the cookie of its session
//! (the backend-for-frontend pattern of OAuth 2.0 for Browser-Based Applications). The interface
//! posts the registry's commands to `/api/<command>` and listens at `/api/events`.
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

mod api;
mod attachments;
mod checks;
mod cookie;
mod documents;
mod files;
mod headers;
mod listeners;
mod options;
mod refusal;
mod server;
mod sessions;
#[cfg(test)]
mod testing;

pub use options::Options;
pub use server::{ServeError, run};
