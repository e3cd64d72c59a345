//! Takes in again what was set aside unread, once a key that opens it is there.
//!
//! A file is taken in once: its name is noted in the transaction that takes its actions, so a kill
//! before it is renamed changes nothing. Only its own user's actions come back; whoever else signs
//! in with that key leaves the file as it is.

use super::damage::{Found, Wreck, aside, asides};
use super::table::{actions, itself};
use super::{Counter, Kept, Outbox, lock};
use crate::db::{DbError, Encryption, Place};
use balcao_bridge::AccountNotice;
use balcao_domain::UserId;
use rusqlite::Connection;
use std::path::Path;
use std::sync::Arc;

/// How outboxes are called that were set aside because no key opened them.
pub(crate) const UNREAD: &str = "unread";

/// How they are called once they are taken in.
const TAKEN: &str = "taken";

/// What became of the actions of files that open again.
#[derive(Debug, Default)]
struct Recovered {
    kept: u32,
    lost: u32,
}

impl Outbox {
    /// Notes whose it is.
    pub async fn belongs_to(&self, user: UserId) -> Result<(), DbError> {
        if self.owner().await? != Some(user) {
            self.keep(move |connection| itself::set_user(connection, user))
                .await?;
        }
        Ok(())
    }

    /// Whose it is, when that was noted.
    pub async fn owner(&self) -> Result<Option<UserId>, DbError> {
        Ok(self.read(itself::get).await?.1)
    }

    /// Takes in what was set aside unread where another outbox is kept, or this one, and opens with
    /// the key there; of this user only. What came back, and what did not, will be told.
    pub async fn take_in(&self, user: UserId, from: &Self) -> Result<(), DbError> {
        let Kept::Disk { folder, encryption } = &from.0.kept else {
            return Ok(());
        };
        if !self.queues() {
            return Ok(());
        }
        let mut recovered = Recovered::default();
        for number in asides(folder, UNREAD)? {
            let file = |what: &str| aside(folder, UNREAD, number, what);
            if !opens(&file("check"), encryption) {
                continue;
            }
            let wreck = Wreck::new(Place::File {
                path: file("db"),
                encryption: encryption.clone(),
            });
            let read = balcao_bounds::apart(move || wreck.read_out());
            let found = read.await.map_err(|_| DbError::Closed)?;
            if found.user != Some(user) {
                continue;
            }
            let failures = found.failures;
            if let Some(kept) = self.take(found).await? {
                let counted = Counter::at(file("count")).get();
                let lost = counted.map_or(failures, |counted| counted.saturating_sub(kept));
                recovered.kept += kept;
                recovered.lost += lost;
            }
            super::damage::rename_aside(folder, (UNREAD, number), TAKEN)?;
        }
        self.tell_recovered(&recovered);
        Ok(())
    }

    /// Takes what was found, in one transaction; answers how many actions wait because of it, and
    /// none when it was taken before.
    async fn take(&self, found: Found) -> Result<Option<u32>, DbError> {
        let _one_at_a_time = self.0.changing.lock().await;
        let before = self.queue();
        let mut after = (*before).clone();
        let kept = after.take_in(&found.entries);
        let (after, written) = (Arc::new(after), self.database());
        let steps = Arc::clone(&after);
        let taken = written.write(move |connection| {
            let Some(name) = found.name else {
                return Ok(false);
            };
            if !itself::take_in(connection, &name)? {
                return Ok(false);
            }
            actions::replace(connection, before.entries(), steps.entries())?;
            found.write_files(connection)?;
            keep_drafts(connection, &found)?;
            Ok(true)
        });
        if !taken.await? {
            return Ok(None);
        }
        self.0.queue.send_replace(after);
        self.count();
        self.wake();
        Ok(Some(kept))
    }

    fn tell_recovered(&self, recovered: &Recovered) {
        let mut notice = lock(&self.0.notice);
        let unread = match *notice {
            Some(AccountNotice::OutboxUnreadable { lost }) => lost,
            _ => 0,
        };
        let Recovered { kept, lost } = *recovered;
        if kept > 0 || lost > 0 {
            let lost = lost.saturating_add(unread);
            *notice = Some(AccountNotice::OutboxRecovered { kept, lost });
        }
    }
}

/// Whether the key is the one of that check. Without a check only trying tells.
fn opens(check: &Path, encryption: &Encryption) -> bool {
    match (std::fs::read(check), encryption) {
        (Ok(check), Encryption::On(key)) => key.matches(&check),
        #[cfg(feature = "plain-cache")]
        (Ok(_), Encryption::Off) => true,
        (Err(_), _) => true,
    }
}

/// Drafts come back where none was begun since.
fn keep_drafts(connection: &Connection, found: &Found) -> Result<(), DbError> {
    let mut drafts = found.drafts.iter();
    drafts.try_for_each(|draft| draft.write_unless_begun(connection))
}

#[cfg(test)]
mod tests;
