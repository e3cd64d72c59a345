//! What people come for, a file or folder each.

pub(crate) mod announcements;
pub(crate) mod contacts;
pub(crate) mod due_days;
pub(crate) mod fiscal_documents;
pub(crate) mod provisional;
pub(crate) mod tickets;
