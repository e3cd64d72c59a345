//! Changes of the day on which bills fall due (MC-35, MC-36).

use crate::choice::choice;
use crate::decision::{Decision, FieldFault, Made, Needed, Refused, Rows, Subject};
use crate::form::{Details, FieldKind, Typed, details};
use crate::listed::{Column, Key, Listed, Order, integer, order};
use crate::{Collection, CustomerId, DueDayChangeId, Owner, Plan, PlanId, RowId, Synced};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

choice! {
    /// A day of the month that bills may fall due on.
    DueDay {
        /// The first.
        Day1: "1",
        /// The fifth.
        Day5: "5",
        /// The tenth.
        Day10: "10",
        /// The fifteenth.
        Day15: "15",
        /// The twentieth.
        Day20: "20",
        /// The twenty-fifth.
        Day25: "25",
    }
}

impl DueDay {
    /// The day of the month.
    pub const fn day(self) -> u8 {
        match self {
            Self::Day1 => 1,
            Self::Day5 => 5,
            Self::Day10 => 10,
            Self::Day15 => 15,
            Self::Day20 => 20,
            Self::Day25 => 25,
        }
    }
}

choice! {
    /// Where a change stands.
    DueDayState {
        /// *Solicitada*.
        Requested: "requested",
        /// *Aprovada*: the next bill falls due on the new day.
        Approved: "approved",
        /// *Recusada*.
        Refused: "refused",
    }
}

/// A change that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueDayChange {
    /// Its id.
    pub id: DueDayChangeId,
    /// Whose.
    pub customer: CustomerId,
    /// Of which plan's bills.
    pub plan: PlanId,
    /// What the plan is called.
    pub plan_name: String,
    /// The day until now.
    pub from: u8,
    /// The day asked for.
    pub to: u8,
    /// When it was asked for, and the terms were agreed to.
    #[serde(with = "crate::compact")]
    pub agreed_at: DateTime<Utc>,
    /// Where it stands.
    pub state: DueDayState,
}

impl Synced for DueDayChange {
    const COLLECTION: Collection = Collection::DueDayChanges;

    fn id(&self) -> RowId {
        self.id.uuid().into()
    }

    fn owner(&self) -> Owner {
        Owner::Customer(self.customer)
    }
}

impl Listed for DueDayChange {
    const COLUMNS: &'static [Column] = &[integer("agreed_at", "seconds since 1970")];
    const ORDERS: &'static [Order] = &[order("agreed_at", &["agreed_at"])];

    fn keys(&self) -> Vec<Key> {
        vec![self.agreed_at.timestamp().into()]
    }
}

details! {
    /// What is asked for.
    DueDayDetails {
        /// *Plano*.
        plan: Option<PlanId> = required(FieldKind::Row(Collection::Plans, "")),
        /// *Novo dia de vencimento*.
        day: Option<DueDay> = required(FieldKind::Choice(DueDay::NAMES)),
        /// *Li e concordo com os termos*.
        terms: bool = required(FieldKind::Switch),
    }
}

/// Asks for another due day, having agreed to the terms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeDueDay {
    /// Whose.
    pub customer: CustomerId,
    /// What is asked for.
    pub details: DueDayDetails,
}

impl Decision for ChangeDueDay {
    const ROUTE: &'static str = "/v1/due_day_changes";
    const PORTALS_OWN: &'static [&'static str] = &["agreed_at"];

    fn path(&self) -> String {
        Self::ROUTE.into()
    }

    fn owner(&self) -> Owner {
        Owner::Customer(self.customer)
    }

    fn subject(&self) -> Subject {
        Subject::new(Collection::DueDayChanges, self.customer.uuid())
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
        let all = Needed::All(Collection::DueDayChanges);
        plan.into_iter().chain([all]).collect()
    }

    fn effect(&self, made: &Made, rows: &mut impl Rows) -> Result<(), Refused> {
        let all = rows.all::<DueDayChange>();
        if all.iter().any(|it| it.id.uuid() == made.id) {
            return Ok(());
        }
        let plan = self.details.plan.ok_or(Refused::NotFound)?;
        let plan = rows.get::<Plan>(plan.uuid().into());
        let plan = plan.ok_or(Refused::NotFound)?;
        let day = self.details.day.ok_or(Refused::NotFound)?.day();
        if day == plan.due_day {
            return Err(Refused::invalid("day", "same_day"));
        }
        let waits = |it: &DueDayChange| it.plan == plan.id && it.state == DueDayState::Requested;
        if all.iter().any(waits) {
            return Err(Refused::invalid("plan", "waiting"));
        }
        rows.put(DueDayChange {
            id: DueDayChangeId::new(made.id),
            customer: self.customer,
            plan: plan.id,
            plan_name: plan.name,
            from: plan.due_day,
            to: day,
            agreed_at: made.at,
            state: DueDayState::Requested,
        });
        Ok(())
    }
}
