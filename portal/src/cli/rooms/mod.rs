//! What the staff does in rooms, a command each.

pub mod due_days;
pub mod tickets;
