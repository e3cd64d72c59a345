//! Calls of a period, for those older than what sync keeps.

use crate::paths;
use balcao_domain::{CallId, CallRecord, CustomerId};
use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};

/// Which calls are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CallsOf {
    /// Whose.
    pub customer: CustomerId,
    /// The first instant.
    pub from: DateTime<Utc>,
    /// The first instant after.
    pub to: DateTime<Utc>,
    /// The last call of the page before; none for the first page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<CallId>,
}

impl CallsOf {
    /// Where they are, with its query, below the provider's base.
    pub fn path(&self) -> String {
        let instant = |at: DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::Secs, true);
        let (from, to) = (instant(self.from), instant(self.to));
        let mut path = format!(
            "{}?customer={}&from={from}&to={to}",
            paths::CALLS,
            self.customer
        );
        if let Some(after) = self.after {
            path.push_str(&format!("&after={}", after.get()));
        }
        path
    }
}

/// A page of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallPage {
    /// In the order of their numbers.
    pub calls: Vec<CallRecord>,
    /// Whether there are more after the last of them.
    pub more: bool,
}

impl CallPage {
    /// How many calls a page holds at most: a page stays far below 256 KiB.
    pub const ROWS: usize = 1_000;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_asks_as_the_portal_reads_it() {
        let asked = CallsOf {
            customer: "018f0000-0000-7000-8000-000000000001".parse().unwrap(),
            from: "2026-03-01T00:00:00Z".parse().unwrap(),
            to: "2026-04-01T00:00:00Z".parse().unwrap(),
            after: None,
        };
        let first = "/v1/calls?customer=018f0000-0000-7000-8000-000000000001\
                     &from=2026-03-01T00:00:00Z&to=2026-04-01T00:00:00Z";
        assert_eq!(asked.path(), first);
        let next = CallsOf {
            after: CallId::try_from(7).ok(),
            ..asked
        };
        assert_eq!(next.path(), format!("{first}&after=7"));
    }
}
