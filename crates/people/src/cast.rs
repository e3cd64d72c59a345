//! A provider with everybody it serves.

use crate::Decider;
use balcao_domain::{
    AnyRow, Bill, Customer, CustomerId, Plan, ProfileChangeRequest, Provider, User,
};

/// A sign-in and its password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The sign-in.
    pub user: User,
    /// The demo's password, in clear: a portal stores only its hash.
    pub password: &'static str,
}

/// A provider with everybody it serves. Bills carry no charges: those are the portal's to compute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cast {
    /// Who serves.
    pub provider: Provider,
    /// Who signs in.
    pub people: Vec<Person>,
    /// Who is served.
    pub customers: Vec<Customer>,
    /// What they have contracted.
    pub plans: Vec<Plan>,
    /// What they owe and have paid, by number.
    pub bills: Vec<Bill>,
    /// What they have asked to be changed of their data.
    pub requests: Vec<ProfileChangeRequest>,
    /// What else they have, room by room.
    pub rows: Vec<AnyRow>,
}

impl Cast {
    /// The sign-in with a bare CPF or CNPJ.
    pub fn person(&self, tax_id: &str) -> Option<&Person> {
        self.people
            .iter()
            .find(|person| person.user.tax_id.as_str() == tax_id)
    }

    /// Who decides for a customer: the first plan is theirs.
    pub fn decider(&self, customer: CustomerId) -> Option<Decider> {
        let mut plans = self.plans.iter();
        let plan = plans.find(|plan| plan.customer == customer)?.id;
        Some(Decider { customer, plan })
    }

    /// The customer with a bare CPF or CNPJ.
    pub fn customer_of(&self, tax_id: &str) -> Option<CustomerId> {
        self.customers
            .iter()
            .find(|customer| customer.tax_id.as_str() == tax_id)
            .map(|customer| customer.id)
    }
}
