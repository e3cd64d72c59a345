//! Provisional enablements: a suspended plan that works again for some days, while it is being paid
//! (MC-15, MC-16).

use crate::decision::{Decision, FieldFault, Made, Needed, Refused, Rows, Subject};
use crate::form::{Details, FieldKind, Typed, details};
use crate::listed::{Column, Key, Listed, Order, integer, order};
use crate::{Collection, CustomerId, EnablementId, Owner, Plan, PlanId, PlanState, RowId, Synced};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// A plan that was enabled for some days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProvisionalEnablement {
    /// Its id.
    pub id: EnablementId,
    /// Whose.
    pub customer: CustomerId,
    /// Which plan.
    pub plan: PlanId,
    /// What the plan is called.
    pub plan_name: String,
    /// From when on it works.
    #[serde(with = "crate::compact")]
    pub starts_at: DateTime<Utc>,
}

impl ProvisionalEnablement {
    /// How long the plan works.
    pub const LASTS: TimeDelta = TimeDelta::days(5);

    /// How long after it was enabled it is not enabled again.
    pub const AGAIN_AFTER: TimeDelta = TimeDelta::days(25);

    /// When it ends.
    pub fn ends_at(&self) -> DateTime<Utc> {
        self.starts_at + Self::LASTS
    }

    /// From when on the plan may be enabled again.
    pub fn again_at(&self) -> DateTime<Utc> {
        self.starts_at + Self::AGAIN_AFTER
    }
}

impl Synced for ProvisionalEnablement {
    const COLLECTION: Collection = Collection::ProvisionalEnablements;

    fn id(&self) -> RowId {
        self.id.uuid().into()
    }

    fn owner(&self) -> Owner {
        Owner::Customer(self.customer)
    }
}

impl Listed for ProvisionalEnablement {
    const COLUMNS: &'static [Column] = &[integer("starts_at", "seconds since 1970")];
    const ORDERS: &'static [Order] = &[order("starts_at", &["starts_at"])];

    fn keys(&self) -> Vec<Key> {
        vec![self.starts_at.timestamp().into()]
    }
}

details! {
    /// Which plan is to work again.
    EnablementDetails {
        /// *Plano suspenso*.
        plan: Option<PlanId> = required(FieldKind::Row(Collection::Plans, "suspended")),
    }
}

/// Enables a suspended plan for [`ProvisionalEnablement::LASTS`], at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EnableProvisionally {
    /// Whose.
    pub customer: CustomerId,
    /// Which plan.
    pub details: EnablementDetails,
}

impl Decision for EnableProvisionally {
    const ROUTE: &'static str = "/v1/provisional_enablements";
    const PORTALS_OWN: &'static [&'static str] = &["starts_at"];

    fn path(&self) -> String {
        Self::ROUTE.into()
    }

    fn owner(&self) -> Owner {
        Owner::Customer(self.customer)
    }

    fn subject(&self) -> Subject {
        Subject::new(Collection::ProvisionalEnablements, self.customer.uuid())
    }

    fn typed(&self) -> Option<Typed> {
        Some(self.details.typed())
    }

    fn faults(&self) -> Vec<FieldFault> {
        self.details.faults()
    }

    fn needs(&self) -> Vec<Needed> {
        let plan = self.details.plan;
        let plan = plan.map(|plan| Needed::Row(Collection::Plans, plan.uuid().into()));
        let all = Needed::All(Collection::ProvisionalEnablements);
        plan.into_iter().chain([all]).collect()
    }

    fn effect(&self, made: &Made, rows: &mut impl Rows) -> Result<(), Refused> {
        let all = rows.all::<ProvisionalEnablement>();
        if all.iter().any(|it| it.id.uuid() == made.id) {
            return Ok(());
        }
        let plan = self.details.plan.ok_or(Refused::NotFound)?;
        let plan = rows.get::<Plan>(plan.uuid().into());
        let plan = plan.ok_or(Refused::NotFound)?;
        if plan.state != PlanState::Suspended {
            return Err(Refused::invalid("plan", "not_suspended"));
        }
        let mut of_plan = all.iter().filter(|it| it.plan == plan.id);
        if of_plan.any(|it| made.at < it.again_at()) {
            return Err(Refused::invalid("plan", "enabled_lately"));
        }
        rows.put(ProvisionalEnablement {
            id: EnablementId::new(made.id),
            customer: self.customer,
            plan: plan.id,
            plan_name: plan.name,
            starts_at: made.at,
        });
        Ok(())
    }
}
