//! What the named people have of each room.

pub mod contacts;

use balcao_domain::{AnyRow, Customer};
use uuid::Uuid;

/// All of it, of a provider's customers.
pub fn rows(customers: &[Customer], id: &mut impl FnMut() -> Uuid) -> Vec<AnyRow> {
    contacts::rows(customers, id).collect()
}
