//! Changes of due days: nobody of the demo has asked for one yet.

use crate::Sample;
use balcao_domain::{ChangeDueDay, CustomerId, DueDay, DueDayDetails, PlanId};

/// Another day, the same number's always.
pub fn sample(customer: CustomerId, plan: PlanId, number: u32) -> Sample {
    let day = usize::try_from(number).unwrap_or(0) % DueDay::ALL.len();
    let details = DueDayDetails {
        plan: Some(plan),
        day: DueDay::ALL.get(day).copied(),
        terms: true,
    };
    let action = ChangeDueDay { customer, details }.into();
    Sample { action, file: None }
}
