//! The machine: which action may be sent, and where each stands. Pure.
//!
//! ```text
//! queued → sending → accepted(stream, seq) → gone
//!    ↑        ├────→ refused(error) ──→ queued, or gone
//!    └────────┘ no answer, or a restart: sent again under the same key
//! ```
//!
//! Actions of one subject are sent one after the other, and a refused one holds back those that
//! came after it. Other subjects go on.

use crate::cache::streams::Place;
use balcao_bridge::{ActionId, AppError};
use balcao_domain::{Action, Stream};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Where an action stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum State {
    /// It waits to be sent.
    Queued,
    /// It is being sent; the portal may or may not have it.
    Sending,
    /// The portal has it.
    Accepted(Mark),
    /// The portal refused it; the user decides.
    Refused(AppError),
}

/// When an accepted action is seen in the cache.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Mark {
    /// In this stream.
    pub stream: Stream,
    /// Once that has come so far.
    pub seq: u64,
    /// Or once it was loaded more often than so: a later load was made from rows that show the
    /// action, and its numbers may be others, for a restored portal counts anew.
    pub generation: i64,
}

impl Mark {
    /// Whether a cache whose streams have come so far shows it.
    fn is_reached(self, places: &BTreeMap<Stream, Place>) -> bool {
        // Rows of a stream that is not held are drawn nowhere.
        places.get(&self.stream).is_none_or(|place| {
            place
                .seq
                .is_some_and(|seq| seq >= self.seq || place.generation > self.generation)
        })
    }
}

/// An action that has not come true yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Its id, which is also its key.
    pub id: ActionId,
    /// What it does.
    pub action: Action,
    /// When it was decided.
    pub made_at: DateTime<Utc>,
    /// Where it stands.
    pub state: State,
}

impl Entry {
    /// Whether the portal does not have it, as far as is known.
    pub const fn is_unsent(&self) -> bool {
        !matches!(self.state, State::Accepted(_))
    }
}

/// The step is none that the action can take from where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not from where the action stands")]
pub(crate) struct NotNow;

/// Every action that has not come true yet, in the order they were made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Queue(Vec<Entry>);

impl Queue {
    /// The queue as it was left on disk; what was being sent then is sent again.
    pub fn restarted(mut entries: Vec<Entry>) -> Self {
        for entry in &mut entries {
            if entry.state == State::Sending {
                entry.state = State::Queued;
            }
        }
        Self(entries)
    }

    /// It was read anew while the app runs: what was being sent before still is.
    pub fn still_sending(&mut self, before: &Self) {
        let is_sending = |id| before.get(id).is_some_and(|it| it.state == State::Sending);
        for entry in &mut self.0 {
            if entry.state == State::Queued && is_sending(entry.id) {
                entry.state = State::Sending;
            }
        }
    }

    /// All of them, in the order they were made.
    pub fn entries(&self) -> &[Entry] {
        &self.0
    }

    /// That one.
    pub fn get(&self, id: ActionId) -> Option<&Entry> {
        self.0.iter().find(|entry| entry.id == id)
    }

    /// How many the portal does not have.
    pub fn unsent(&self) -> usize {
        self.0.iter().filter(|entry| entry.is_unsent()).count()
    }

    /// Adds an action as the last one.
    pub fn enqueue(
        &mut self,
        id: ActionId,
        action: Action,
        made_at: DateTime<Utc>,
    ) -> Result<(), NotNow> {
        if self.get(id).is_some() {
            return Err(NotNow);
        }
        self.0.push(Entry {
            id,
            action,
            made_at,
            state: State::Queued,
        });
        Ok(())
    }

    /// Adds what another queue held and the portal does not have, in the order it was made; answers
    /// how many.
    pub fn take_in(&mut self, others: &[Entry]) -> u32 {
        let unsent = others.iter().filter(|entry| entry.is_unsent());
        let new: Vec<_> = unsent
            .filter(|entry| self.get(entry.id).is_none())
            .cloned()
            .collect();
        let count = u32::try_from(new.len()).unwrap_or(u32::MAX);
        self.0.extend(Self::restarted(new).0);
        count
    }

    /// The actions that may be sent now, at most one of a subject.
    pub fn ready(&self) -> impl Iterator<Item = &Entry> {
        let mut subjects = BTreeSet::new();
        let unsent = self.0.iter().filter(|entry| entry.is_unsent());
        let first = unsent.filter(move |entry| subjects.insert(entry.action.subject()));
        first.filter(|entry| entry.state == State::Queued && !self.waits(entry))
    }

    /// Whether the action that it builds upon is not at the portal yet.
    fn waits(&self, entry: &Entry) -> bool {
        let after = entry.action.after();
        after.is_some_and(|after| self.get(ActionId(after)).is_some_and(Entry::is_unsent))
    }

    /// The refused action of the same subject that holds this one back.
    pub fn held_by(&self, id: ActionId) -> Option<ActionId> {
        let subject = self.get(id)?.action.subject();
        let before = self.0.iter().take_while(|entry| entry.id != id);
        before
            .filter(|entry| matches!(entry.state, State::Refused(_)))
            .find(|entry| entry.action.subject() == subject)
            .map(|entry| entry.id)
    }

    /// Begins to send an action that is ready; answers it.
    pub fn begin(&mut self, id: ActionId) -> Result<Entry, NotNow> {
        if !self.ready().any(|entry| entry.id == id) {
            return Err(NotNow);
        }
        let entry = self.entry(id, |_| true)?;
        entry.state = State::Sending;
        Ok(entry.clone())
    }

    /// There was no answer: it is sent again later.
    pub fn postpone(&mut self, id: ActionId) -> Result<(), NotNow> {
        self.sent(id, State::Queued)
    }

    /// The portal has it.
    pub fn accept(&mut self, id: ActionId, mark: Mark) -> Result<(), NotNow> {
        self.sent(id, State::Accepted(mark))
    }

    /// The portal refused it.
    pub fn refuse(&mut self, id: ActionId, error: AppError) -> Result<(), NotNow> {
        self.sent(id, State::Refused(error))
    }

    fn sent(&mut self, id: ActionId, state: State) -> Result<(), NotNow> {
        let entry = self.entry(id, |state| *state == State::Sending)?;
        entry.state = state;
        Ok(())
    }

    /// The user wants a refused action sent once more.
    pub fn retry(&mut self, id: ActionId) -> Result<(), NotNow> {
        let entry = self.entry(id, |state| matches!(state, State::Refused(_)))?;
        entry.state = State::Queued;
        Ok(())
    }

    /// The user takes back a queued action; answers it and, after it, those that build upon it,
    /// which go too.
    pub fn cancel(&mut self, id: ActionId) -> Result<Vec<Entry>, NotNow> {
        self.entry(id, |state| *state == State::Queued)?;
        Ok(self.take(id))
    }

    /// The user gives up a refused action; answers as [`Self::cancel`].
    pub fn discard(&mut self, id: ActionId) -> Result<Vec<Entry>, NotNow> {
        self.entry(id, |state| matches!(state, State::Refused(_)))?;
        Ok(self.take(id))
    }

    fn entry(
        &mut self,
        id: ActionId,
        stands: impl FnOnce(&State) -> bool,
    ) -> Result<&mut Entry, NotNow> {
        let entry = self.0.iter_mut().find(|entry| entry.id == id);
        entry.filter(|entry| stands(&entry.state)).ok_or(NotNow)
    }

    fn take(&mut self, id: ActionId) -> Vec<Entry> {
        // What builds upon an action was made after it.
        let mut gone = BTreeSet::from([id.0]);
        let goes = |entry: &mut Entry| {
            let goes = gone.contains(&entry.id.0)
                || entry.action.after().is_some_and(|it| gone.contains(&it));
            if goes {
                gone.insert(entry.id.0);
            }
            goes
        };
        self.0.extract_if(.., goes).collect()
    }

    /// Accepted actions that the cache shows by now are gone.
    pub fn settle(&mut self, places: &BTreeMap<Stream, Place>) {
        self.0.retain(|entry| match entry.state {
            State::Accepted(mark) => !mark.is_reached(places),
            State::Queued | State::Sending | State::Refused(_) => true,
        });
    }
}

#[cfg(test)]
pub(crate) mod tests;
