//! What `outbox.db` holds: one file a table, each with its rows' way in and out.

pub(crate) mod actions;
pub(crate) mod chunks;
pub(crate) mod drafts;
pub(crate) mod itself;
