//! Brings a database's schema up to this version's, a numbered file at a time.

use super::DbError;
use crate::cache::listed::bring_up;
use rusqlite::Connection;

/// Brings up what follows from types.
type BringUp = fn(&Connection) -> Result<(), DbError>;

/// What a kind of database holds, as the steps that lead there; the n-th leads to its schema n.
/// Steps that were released never change. What can be had again loses nothing when the last commits
/// go with the power, for cursor and rows go together: only the outbox is written through.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Schema {
    steps: &'static [&'static str],
    /// What is not numbered, because it follows from types: brought up after the steps, in a
    /// transaction of its own.
    described: Option<BringUp>,
    /// Whether a commit lasts when the power goes the moment after.
    pub(super) lasts: bool,
}

impl Schema {
    /// `cache.db`.
    pub const CACHE: Self = Self {
        steps: &[
            include_str!("migrations/0001_cache.sql"),
            include_str!("migrations/0002_profile_requests.sql"),
            include_str!("migrations/0003_calls.sql"),
            include_str!("migrations/0004_bills_found.sql"),
            include_str!("migrations/0005_call_months.sql"),
            include_str!("migrations/0006_bill_orders.sql"),
            include_str!("migrations/0007_left_out.sql"),
        ],
        described: Some(bring_up),
        lasts: false,
    };

    /// `files.db`.
    pub const FILES: Self = Self {
        steps: &[include_str!("migrations/0001_files.sql")],
        described: None,
        lasts: false,
    };

    /// `outbox.db`.
    pub const OUTBOX: Self = Self {
        steps: &[
            include_str!("migrations/0001_outbox.sql"),
            include_str!("migrations/0002_outbox_owner.sql"),
        ],
        described: None,
        lasts: true,
    };

    /// How many there are.
    #[cfg(test)]
    pub fn steps(self) -> usize {
        self.steps.len()
    }

    /// What a version knew that had only so many steps.
    #[cfg(test)]
    pub fn up_to(self, steps: usize) -> Self {
        Self {
            steps: &self.steps[..steps],
            described: None,
            ..self
        }
    }

    /// The statements that lead from that schema to the next.
    #[cfg(test)]
    pub fn step(self, from: usize) -> &'static str {
        self.steps[from]
    }

    /// Applies what is missing, each step in a transaction of its own; answers the schema it
    /// found, 0 for an empty database.
    pub(super) fn apply(self, connection: &mut Connection) -> Result<u32, DbError> {
        let found: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
        if found > self.steps.len() as u32 {
            return Err(DbError::Newer { found });
        }
        let steps = (1_u32..).zip(self.steps);
        for (number, step) in steps.filter(|(number, _)| *number > found) {
            let transaction = connection.transaction()?;
            transaction.execute_batch(step)?;
            transaction.pragma_update(None, "user_version", number)?;
            transaction.commit()?;
        }
        if let Some(bring_up) = self.described {
            let transaction = connection.transaction()?;
            bring_up(&transaction)?;
            transaction.commit()?;
        }
        Ok(found)
    }
}
