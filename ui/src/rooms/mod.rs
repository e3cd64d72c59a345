//! The rooms, a file each: what they show and say.

mod contacts;

use crate::features::room::Room;

/// Every room, in the order in which they are offered.
pub static ROOMS: &[&Room] = &[&contacts::ROOM];
