//! *Conta*: whose data these are, and the plans.

use crate::{AccountId, Freshness};
use balcao_domain::{Customer, CustomerId, Plan, PlanId, Provider, User};
use serde::{Deserialize, Serialize};

/// Asks for *Meus Dados* and the plans of a customer (MC-13).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct GetCustomerProfile {
    /// Which account.
    pub account: AccountId,
    /// Of whom.
    pub customer: CustomerId,
}

/// *Meus Dados* and the plans.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerProfile {
    /// Who signed in.
    pub user: User,
    /// Whose data are shown; none before its stream has arrived.
    pub customer: Option<Customer>,
    /// Its plans, suspended ones first.
    pub plans: Vec<Plan>,
    /// The provider, with how to reach it.
    pub provider: Provider,
    /// How old it is.
    pub freshness: Freshness,
}

/// Asks for *Detalhes do Plano* (MC-14).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct GetPlan {
    /// Which account.
    pub account: AccountId,
    /// Which plan.
    pub plan: PlanId,
}

/// One plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GottenPlan {
    /// The plan.
    pub plan: Plan,
    /// How old it is.
    pub freshness: Freshness,
}
