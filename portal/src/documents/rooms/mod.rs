//! Documents that the portal draws of rooms' rows, a file each.

pub mod fiscal_documents;
