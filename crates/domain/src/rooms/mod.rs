//! What people come for, a file or folder each.

pub(crate) mod contacts;
