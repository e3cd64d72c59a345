//! Documents: fetched once, kept for when there is no connection, shown as pictures, and saved
//! where the user wants.

mod fetch;
mod picture;
mod save;

pub(crate) use fetch::fetch;
pub(crate) use picture::{pages, picture};
pub(crate) use save::save;

/// A document that is handed out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// What it is called.
    pub name: String,
    /// All of it.
    pub bytes: Vec<u8>,
}
