//! Plans: contracted products (TMF637 Product).

use crate::listed::{Clause, Column, Filter, Key, Listed, Order, integer, one_of, order, text};
use crate::{Cents, CivilDate, CustomerId, PlanId, PostalAddress, fold};
use serde::{Deserialize, Serialize};
use std::net::IpAddr;

/// Where a plan stands (TMF637 names).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum PlanState {
    /// *Criado*.
    Created,
    /// *Em ativação*.
    PendingActive,
    /// *Habilitado*.
    Active,
    /// *Suspenso*.
    Suspended,
    /// *Em cancelamento*.
    PendingTerminate,
    /// *Cancelado*.
    Terminated,
}

/// A contracted plan of one customer (MC-13, MC-14).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Its id.
    pub id: PlanId,
    /// Whose it is.
    pub customer: CustomerId,
    /// What it is called.
    pub name: String,
    /// Where it stands.
    pub state: PlanState,
    /// Since when it stands there.
    pub since: CivilDate,
    /// The login of its connection, when it has one.
    pub login: Option<String>,
    /// The address of its connection, when it is fixed.
    pub ip: Option<IpAddr>,
    /// What it costs a month.
    pub price: Cents,
    /// The day of the month on which its bills fall due, 1 to 28.
    pub due_day: u8,
    /// Where it is installed.
    pub address: PostalAddress,
}

/// Suspended ones first, then by name.
impl Listed for Plan {
    const COLUMNS: &'static [Column] = &[
        integer("suspended", "0 or 1"),
        text("name", "without accents, in lower case"),
    ];
    const ORDERS: &'static [Order] = &[order("name", &["name"])];
    const FILTERS: &'static [Filter] = &[Filter {
        name: "suspended",
        clauses: &[one_of("suspended", &[1])],
    }];
    const PINNED: &'static [Clause] = &[one_of("suspended", &[1])];

    fn keys(&self) -> Vec<Key> {
        let suspended = self.state == PlanState::Suspended;
        vec![suspended.into(), fold(&self.name).into()]
    }
}
