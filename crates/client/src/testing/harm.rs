//! What disks do to files.

use crate::simulation::chance::Chance;
use std::fs;
use std::path::Path;

/// Bytes of a page.
pub(crate) const PAGE: usize = 4096;

/// Zeroes a page of a closed database, tears it or turns one of its bits over; answers which.
pub(crate) fn harm(database: &Path, chance: &mut Chance) -> usize {
    let mut bytes = fs::read(database).unwrap();
    let below = |chance: &mut Chance, end: usize| chance.below(end as u64) as usize;
    let harmed = below(chance, bytes.len() / PAGE);
    let page = &mut bytes[harmed * PAGE..(harmed + 1) * PAGE];
    match chance.below(3) {
        0 => page.fill(0),
        1 => {
            let sector = 512 * (1 + below(chance, 7));
            let old = chance.bytes(PAGE - sector);
            page[sector..].copy_from_slice(&old);
        }
        _ => page[below(chance, PAGE)] ^= 1 << chance.below(8),
    }
    fs::write(database, bytes).unwrap();
    harmed
}
