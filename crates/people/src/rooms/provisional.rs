//! Provisional enablements: nobody of the demo has had one yet.

use crate::Sample;
use balcao_domain::{CustomerId, EnableProvisionally, EnablementDetails, PlanId};

/// A plan is to work again.
pub fn sample(customer: CustomerId, plan: PlanId) -> Sample {
    let details = EnablementDetails { plan: Some(plan) };
    let action = EnableProvisionally { customer, details }.into();
    Sample { action, file: None }
}
