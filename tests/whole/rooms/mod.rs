//! The rooms, one journey each.

mod announcements;
mod contacts;
mod due_days;
mod fiscal_documents;
mod provisional;
mod tickets;
