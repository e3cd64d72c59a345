//! The rooms, a file each: what they show and say.

mod announcements;
mod contacts;
mod due_days;
mod fiscal_documents;
mod provisional;
mod statement;
mod tickets;

pub use provisional::SuspendedHelp;

use crate::features::room::Room;
use balcao_bridge::Row;
use balcao_domain::{Collection, Plan};

/// Every room, in the order in which they are offered (MC-11, then what else there is).
pub static ROOMS: &[&Room] = &[
    &provisional::ROOM,
    &fiscal_documents::ROOM,
    &contacts::ROOM,
    &statement::ROOM,
    &due_days::ROOM,
    &tickets::ROOM,
    &announcements::ROOM,
];

/// What a row is called where one is chosen in a form; none of what nobody chooses from.
pub fn row_words(of: Collection, row: &Row) -> Option<String> {
    match of {
        Collection::Plans => row.read::<Plan>().ok().map(|plan| plan.name),
        _ => None,
    }
}
