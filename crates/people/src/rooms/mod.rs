//! What the named people have of each room.

pub mod announcements;
pub mod contacts;
pub mod due_days;
pub mod fiscal_documents;
pub mod provisional;
pub mod tickets;

use crate::Person;
use balcao_domain::{AnyRow, Bill, CivilDate, Customer, CustomerId, Provider};
use uuid::Uuid;

/// What was told of a provider's people before.
pub struct Told<'a> {
    /// The day it is.
    pub today: CivilDate,
    /// Who serves.
    pub provider: &'a Provider,
    /// Who signs in.
    pub people: &'a [Person],
    /// Who is served.
    pub customers: &'a [Customer],
    /// What they owe and have paid.
    pub bills: &'a [Bill],
}

impl Told<'_> {
    /// The customer with a bare CPF or CNPJ, where the provider serves one.
    pub fn customer(&self, tax_id: &str) -> Option<CustomerId> {
        let mut customers = self.customers.iter();
        let found = customers.find(|it| it.tax_id.as_str() == tax_id);
        found.map(|customer| customer.id)
    }
}

/// All of it, of a provider's customers: what it has switched on.
pub fn rows(told: &Told<'_>, id: &mut impl FnMut() -> Uuid) -> Vec<AnyRow> {
    let mut rows: Vec<_> = contacts::rows(told.customers, id).collect();
    rows.extend(fiscal_documents::rows(told, id));
    rows.extend(announcements::rows(told, id));
    rows.extend(tickets::rows(told, id));
    let modules = &told.provider.modules;
    rows.retain(|row| {
        row.collection()
            .module()
            .is_none_or(|it| modules.contains(&it))
    });
    rows
}
