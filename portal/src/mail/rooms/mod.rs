//! Mails of rooms, a file each.

pub mod due_days;
