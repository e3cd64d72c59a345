//! Changes of due days: each is told by mail when it is asked for, and decided by the provider.

use balcao_domain::{DueDayChange, DueDayChangeId, DueDayState, Issuer, Plan};
use chrono::{DateTime, Utc};

use super::super::changes::{Log, Writing};
use super::super::{Store, StoreError, json_rows, outgoing, plans};
use crate::scope::System;

/// A new one is told to customer and provider (MC-36).
pub async fn by_decision(
    change: DueDayChange,
    writing: &Writing,
    _: Issuer,
) -> Result<DueDayChange, StoreError> {
    if change.state == DueDayState::Requested {
        let job = outgoing::Job::MailDueDay { change: change.id };
        outgoing::add(&writing.tx, &job, writing.at).await?;
    }
    Ok(change)
}

/// Why a change cannot be decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoChange {
    /// There is none of this id.
    #[error("there is no such change")]
    NoSuchChange,
    /// It was decided.
    #[error("the change is {0:?} already")]
    Decided(DueDayState),
}

impl Store {
    /// A change, and whose provider's it is.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn due_day_change(
        &self,
        _: System,
        id: DueDayChangeId,
    ) -> Result<Option<(Issuer, DueDayChange)>, StoreError> {
        json_rows::find(&self.db, id.uuid()).await
    }

    /// A provider's changes, the oldest first.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn due_day_changes(
        &self,
        _: System,
        provider: Issuer,
    ) -> Result<Vec<DueDayChange>, StoreError> {
        json_rows::of_provider(&self.db, provider).await
    }

    /// Decides a change: approved, the plan's bills fall due on the new day from the next one on.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn decide_due_day(
        &self,
        _: System,
        id: DueDayChangeId,
        approved: bool,
        now: DateTime<Utc>,
    ) -> Result<Result<DueDayChange, NoChange>, StoreError> {
        let Some((provider, change)) = self.due_day_change(System, id).await? else {
            return Ok(Err(NoChange::NoSuchChange));
        };
        let writing = self.write(now).await?;
        writing.hold(Log::Customer(change.customer)).await?;
        let found = json_rows::find::<DueDayChange>(&writing.tx, id.uuid()).await?;
        let Some((_, mut change)) = found else {
            return Ok(Err(NoChange::NoSuchChange));
        };
        if change.state != DueDayState::Requested {
            return Ok(Err(NoChange::Decided(change.state)));
        }
        change.state = DueDayState::Refused;
        if approved {
            let plan = plans::find(&writing.tx, change.plan).await?;
            let plan = plan.ok_or(StoreError::Unreadable("due_day_changes"))?.row?;
            let due_day = change.to;
            writing.put(provider, &Plan { due_day, ..plan }).await?;
            change.state = DueDayState::Approved;
        }
        writing.put(provider, &change).await?;
        writing.commit().await?;
        Ok(Ok(change))
    }
}
