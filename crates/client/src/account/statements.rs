//! How an account comes by statements, and how old what it shows of them is.

use super::Account;
use crate::cache::call_list::Sources;
use crate::cache::calls;
use crate::db::DbError;
use balcao_bridge::Freshness;
use balcao_contract::sync::Line;
use balcao_domain::{CustomerId, Keeping};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use rusqlite::Connection;

/// How an account comes by statements, of which a company has a hundred thousand rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Statements {
    /// Those of the last months by sync, older ones by month when somebody looks.
    Synced,
    /// All by month when somebody looks: behind a browser everything is in memory.
    Asked,
}

impl Statements {
    /// Since when sync keeps a customer's calls; never when they are asked for.
    pub fn synced_since(
        self,
        connection: &Connection,
        customer: CustomerId,
        now: DateTime<Utc>,
    ) -> Result<Option<DateTime<Utc>>, DbError> {
        match self {
            Self::Synced => calls::held_since(connection, customer, now).map(Some),
            Self::Asked => Ok(None),
        }
    }
}

impl Account {
    /// Whether a line of a sync is taken.
    pub fn keeps(&self, line: &Line) -> bool {
        let of_calls = match line {
            Line::Put { collection, .. }
            | Line::Delete { collection, .. }
            | Line::LeftOut { collection, .. } => collection.keeping() == Keeping::Usage,
            _ => false,
        };
        !of_calls || self.statements == Statements::Synced
    }

    /// How old the oldest of a statement is.
    pub fn freshness_of(&self, sources: &Sources, zone: Tz) -> Freshness {
        let now = self.outside.clock.now();
        let heard = &self.known().heard;
        match (sources.synced, sources.oldest()) {
            (true, None) => heard.freshness(now, zone),
            (synced, oldest) => heard.asked_for(oldest, synced, now).freshness(now, zone),
        }
    }
}
