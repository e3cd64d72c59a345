//! Brings a database's schema up to this version's, a numbered file at a time.

use super::DbError;
use rusqlite::Connection;

/// What a kind of database holds, as the steps that lead there; the n-th leads to its schema n.
/// Steps that were released never change.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Schema {
    steps: &'static [&'static str],
    /// Whether a commit lasts when the power goes the moment after.
    pub(super) lasts: bool,
}

impl Schema {
    /// `cache.db`.
    pub const CACHE: Self = Self::again(&[
        include_str!("migrations/0001_cache.sql"),
        include_str!("migrations/0002_profile_requests.sql"),
        include_str!("migrations/0003_calls.sql"),
        include_str!("migrations/0004_bills_found.sql"),
        include_str!("migrations/0005_call_months.sql"),
        include_str!("migrations/0006_bill_orders.sql"),
    ]);

    /// `files.db`.
    pub const FILES: Self = Self::again(&[include_str!("migrations/0001_files.sql")]);

    /// `outbox.db`.
    pub const OUTBOX: Self = Self {
        steps: &[
            include_str!("migrations/0001_outbox.sql"),
            include_str!("migrations/0002_outbox_owner.sql"),
        ],
        lasts: true,
    };

    /// Of what can be had again: it loses nothing when the last commits go with the power, for
    /// cursor and rows go together.
    const fn again(steps: &'static [&'static str]) -> Self {
        let lasts = false;
        Self { steps, lasts }
    }

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
        Ok(found)
    }
}
