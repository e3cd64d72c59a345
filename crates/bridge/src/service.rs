//! *Conta*: whose data these are, and the plans.

use crate::{AccountId, ActionId, ActionState, Freshness, Moment};
use balcao_domain::{
    Customer, CustomerId, Plan, PlanId, ProfileChangeRequest, ProfileField, Proof, Provider, User,
};
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
    /// Whose data are shown, with waiting changes of free fields drawn in; none before its stream
    /// has arrived.
    pub customer: Option<Customer>,
    /// Whether the user's role lets him change them; which field by which rule stands in
    /// [`ProfileField`] (DP-38).
    pub may_change: bool,
    /// The fields drawn in, each with the action that waits.
    pub waiting: Vec<WaitingField>,
    /// The requests to change data: those that wait to be sent, then pending ones, then the newest
    /// decided. Each carries its own diff, `original` beside `proposed` (MG-13, MG-14).
    pub requests: Vec<ShownRequest>,
    /// Its plans, suspended ones first.
    pub plans: Vec<Plan>,
    /// The provider, with how to reach it.
    pub provider: Provider,
    /// How old it is.
    pub freshness: Freshness,
}

/// A field that shows what an action will make of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingField {
    /// Which field.
    pub field: ProfileField,
    /// The action.
    pub action: ActionId,
    /// How far that has come.
    pub state: ActionState,
}

/// A request to change registration data, as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownRequest {
    /// The request; put together here while the portal does not have it.
    pub request: ProfileChangeRequest,
    /// When it was asked for, as the provider's clocks showed it.
    pub made_at: Moment,
    /// When it was decided, likewise.
    pub decided_at: Option<Moment>,
    /// The action that asks for it, with the same id; none once the portal's own row is here.
    pub waiting: Option<ActionState>,
    /// Files on their way to it.
    pub proofs: Vec<WaitingProof>,
}

/// A file on its way to a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingProof {
    /// The file; its id is that of the action.
    pub proof: Proof,
    /// How far it has come.
    pub state: ActionState,
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
