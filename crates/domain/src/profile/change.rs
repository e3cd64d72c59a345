//! *Editar meus dados*: the decision.

use super::{FieldRule, ProfileChange, ProfileChangeRequest, ProfileField, RequestState};
use crate::decision::{Decision, FieldFault, Made, Needed, Refused, Rows, Subject};
use crate::{Collection, Customer, CustomerId, Owner, RequestId};
use serde::{Deserialize, Serialize};

/// Asks for a change of registration data: what is free comes true at once, the rest becomes a
/// pending request, which takes the place of earlier ones about the same fields. The decision's id is
/// the request's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeProfile {
    /// Whose data.
    pub customer: CustomerId,
    /// The new values.
    pub change: ProfileChange,
}

/// What a change of a customer's data is about, with every request for one.
pub(super) fn data_of(customer: CustomerId) -> Subject {
    Subject {
        of: Collection::Customers,
        id: customer.uuid().into(),
    }
}

impl Decision for ChangeProfile {
    const ROUTE: &'static str = "/v1/profile-changes";
    const PORTALS_OWN: &'static [&'static str] = &["made_at"];

    fn path(&self) -> String {
        Self::ROUTE.into()
    }

    fn owner(&self) -> Owner {
        Owner::Customer(self.customer)
    }

    fn subject(&self) -> Subject {
        data_of(self.customer)
    }

    fn tidied(self) -> Self {
        Self {
            change: self.change.tidied(),
            ..self
        }
    }

    fn faults(&self) -> Vec<FieldFault> {
        if self.change.is_empty() {
            let (field, code) = ("change", "empty");
            return vec![FieldFault { field, code }];
        }
        let faults = self.change.faults().into_iter();
        let faults = faults.map(|(field, fault)| FieldFault {
            field: field.name(),
            code: fault.name(),
        });
        faults.collect()
    }

    fn needs(&self) -> Vec<Needed> {
        vec![
            Needed::Row(Collection::Customers, self.customer.uuid().into()),
            Needed::All(Collection::ProfileRequests),
        ]
    }

    fn effect(&self, made: &Made, rows: &mut impl Rows) -> Result<(), Refused> {
        let before: Customer = rows
            .get(self.customer.uuid().into())
            .ok_or(Refused::NotFound)?;
        // What meanwhile reads as proposed is no change.
        let change = ProfileChange::between(&before, &self.change.over(&before));
        let free = change.with_rule(FieldRule::Free);
        let customer = free.over(&before);
        if !free.is_empty() {
            rows.put(customer.clone());
        }
        let proposed = change.with_rule(FieldRule::WithApproval);
        let is_there = rows.get::<ProfileChangeRequest>(made.id.into()).is_some();
        if proposed.is_empty() || is_there {
            return Ok(());
        }
        let fields: Vec<ProfileField> = proposed.fields().collect();
        for mut earlier in rows.all::<ProfileChangeRequest>() {
            let same = earlier.proposed.fields().any(|it| fields.contains(&it));
            if earlier.state == RequestState::Pending && same {
                earlier.state = RequestState::Inactive;
                rows.put(earlier);
            }
        }
        rows.put(ProfileChangeRequest {
            id: RequestId::new(made.id),
            customer: self.customer,
            by: made.by,
            made_at: made.at,
            original: proposed.present(&customer),
            proposed,
            proofs: Vec::new(),
            state: RequestState::Pending,
            decided_at: None,
            reason: None,
        });
        Ok(())
    }
}
