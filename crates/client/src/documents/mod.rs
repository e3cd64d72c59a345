//! Documents: fetched once, kept for when there is no connection, shown as pictures, and saved
//! where the user wants.

mod fetch;
mod form;
mod picture;
mod save;

pub(crate) use fetch::fetch;
pub(crate) use form::pages_of;
pub(crate) use picture::picture;
pub(crate) use save::save;

use balcao_domain::DocumentKind;

/// A document that is handed out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its form.
    pub kind: DocumentKind,
    /// What it is called.
    pub name: String,
    /// All of it.
    pub bytes: Vec<u8>,
}
