//! What the user decides, as the account keeps it, draws it and lets go of it.

use super::Account;
use crate::cache::streams;
use crate::db::DbError;
use crate::host::Step;
use crate::outbox::queue::{Entry, NotNow, Queue};
use crate::outbox::{self, New, OutboxError};
use crate::sync::Changed;
use balcao_bridge::{ActionId, AppError};
use balcao_domain::Action;
use balcao_domain::decision::Needed;
use rusqlite::Connection;
use std::collections::BTreeSet;
use std::sync::Arc;

impl Account {
    /// The user has decided: the actions are kept, with what `also` writes, and drawn at once; where
    /// nothing is kept, they are done before this answers.
    pub async fn decide(
        &self,
        new: Vec<New>,
        also: impl FnOnce(&Connection) -> Result<(), DbError> + Send + 'static,
    ) -> Result<(), AppError> {
        if !self.outbox.queues() {
            return outbox::send_now(self, new, also).await;
        }
        let drawn = new.first().map(|new| new.action.clone());
        self.outbox.enqueue(new, also).await?;
        self.outside.host.reached(self.id, Step::Queued);
        drawn.iter().for_each(|action| self.draw(action));
        Ok(())
    }

    /// Takes in what was set aside of this user's when its key was gone and opens again: here, and
    /// where `others` are kept.
    pub async fn recover(&self, others: &[Arc<Self>]) {
        let before = self.outbox.queue();
        if let Err(error) = self.try_to_recover(others).await {
            // It stays as it is, and is tried again when the account is opened next.
            tracing::error!(%error, "an outbox that was set aside was not taken in");
        }
        let after = self.outbox.queue();
        let new = |entry: &&Entry| before.get(entry.id).is_none();
        let new = after.entries().iter().filter(new);
        new.for_each(|entry| self.draw(&entry.action));
    }

    async fn try_to_recover(&self, others: &[Arc<Self>]) -> Result<(), DbError> {
        let Some(user) = self.user().await? else {
            return Ok(());
        };
        self.outbox.belongs_to(user).await?;
        self.outbox.take_in(user, &self.outbox).await?;
        for other in others {
            self.outbox.take_in(user, &other.outbox).await?;
        }
        Ok(())
    }

    /// The user takes an action back, by a step that takes it out.
    pub async fn take_out(
        &self,
        id: ActionId,
        step: impl FnOnce(&mut Queue) -> Result<Vec<Entry>, NotNow> + Send + 'static,
        keep_draft: bool,
    ) -> Result<(), AppError> {
        let before = self.outbox.queue();
        self.outbox.take_out(step, keep_draft).await?;
        if let Some(entry) = before.get(id) {
            self.draw(&entry.action);
        }
        Ok(())
    }

    /// An action is drawn, or drawn otherwise than before: screens that show it read again.
    pub fn draw(&self, action: &Action) {
        let Some(stream) = action.owner().stream() else {
            return;
        };
        let needs = action.needs().into_iter();
        let drawn: BTreeSet<_> = needs.map(Needed::collection).collect();
        self.changes.add(Changed::from([(stream, drawn)]));
    }

    /// Lets go of accepted actions that the cache shows by now.
    pub async fn settle(&self) {
        if let Err(error) = self.try_to_settle().await {
            // The next commit will find them again.
            tracing::warn!(%error, "an accepted action is still drawn");
        }
    }

    async fn try_to_settle(&self) -> Result<(), OutboxError> {
        let is_accepted = |entry: &Entry| !entry.is_unsent();
        let before = self.outbox.queue();
        if !before.entries().iter().any(is_accepted) {
            return Ok(());
        }
        let places = self.read(streams::places).await?;
        self.outbox.settle(places).await?;
        let after = self.outbox.queue();
        let gone = |entry: &&Entry| after.get(entry.id).is_none();
        for entry in before.entries().iter().filter(gone) {
            self.draw(&entry.action);
            self.outside.host.reached(self.id, Step::Gone);
        }
        Ok(())
    }
}
