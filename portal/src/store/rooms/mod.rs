//! What the portal does by itself in a room, a file each.

pub(super) mod due_days;
pub(super) mod tickets;
