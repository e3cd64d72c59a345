//! Tickets: each gets a protocol when it comes, and answers from the provider.

use balcao_domain::{Issuer, Ticket, TicketAnswer, TicketId};
use chrono::{DateTime, SubsecRound, Utc};
use uuid::Uuid;

use super::super::changes::{Log, Writing};
use super::super::{Store, StoreError, counters, json_rows};
use crate::scope::System;

/// A new ticket's protocol: the day it came, and a number that no other ticket of the provider has.
pub async fn by_decision(
    mut ticket: Ticket,
    writing: &Writing,
    provider: Issuer,
) -> Result<Ticket, StoreError> {
    if ticket.protocol.is_empty() {
        let number = counters::next(&writing.tx, provider, "protocol").await?;
        let day = ticket.opened_at.format("%Y%m%d");
        ticket.protocol = format!("{day}{number:06}");
    }
    Ok(ticket)
}

impl Store {
    /// A provider's tickets, the oldest first.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn tickets(&self, _: System, provider: Issuer) -> Result<Vec<Ticket>, StoreError> {
        json_rows::of_provider(&self.db, provider).await
    }

    /// The provider says something about a ticket; answers it as it is then, or nothing where there is
    /// no such ticket.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn answer_ticket(
        &self,
        _: System,
        id: TicketId,
        answer: &TicketAnswer,
        now: DateTime<Utc>,
    ) -> Result<Option<Ticket>, StoreError> {
        let found = json_rows::find::<Ticket>(&self.db, id.uuid()).await?;
        let Some((provider, ticket)) = found else {
            return Ok(None);
        };
        let writing = self.write(now).await?;
        writing.hold(Log::Customer(ticket.customer)).await?;
        // As it is now that nobody else writes to it.
        let found = json_rows::find::<Ticket>(&writing.tx, id.uuid()).await?;
        let Some((_, ticket)) = found else {
            return Ok(None);
        };
        let answered = ticket.answered(Uuid::now_v7(), now.trunc_subsecs(0), answer);
        writing.put(provider, &answered).await?;
        writing.commit().await?;
        Ok(Some(answered))
    }
}
