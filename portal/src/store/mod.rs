//! The database. SeaORM and its entities end here: the rest of the portal calls the functions
//! of [`Store`], each of which takes whose question it is ([`crate::scope::Scope`] or
//! [`crate::scope::System`]). One file a table, with its row and what is asked of it.

mod action_keys;
mod address;
mod bell;
mod bills;
mod calls;
mod changes;
mod counters;
mod credentials;
mod customers;
mod documented;
mod doing;
mod error;
mod grants;
mod json_rows;
mod keys;
mod log;
mod migrations;
mod open;
mod opening;
mod outgoing;
mod payments;
mod plans;
mod postgres;
mod profile_changes;
mod profile_requests;
mod proofs;
mod providers;
mod queue;
mod replicas;
mod rooms;
mod sessions;
mod settings;
mod sqlite;
mod stored;
mod text;
mod tokens;
mod tries;
mod unread_payments;
mod uploads;
mod users;

#[cfg(test)]
mod tests;

use bell::Bell;
use sea_orm::DatabaseConnection;

pub use action_keys::{ActionKey, Answer};
pub use address::{Address, NoAddress};
pub use bell::Listener;
pub use doing::NotDone;
pub use error::StoreError;
pub use log::{Change, Reader, Row};
pub use open::OpenError;
pub use opening::Opening;
pub use outgoing::{Job, Outgoing};
pub use payments::{Payment, Settled, Telling};
pub use profile_changes::{Decision, Undecidable};
pub use providers::HookSecret;
pub use queue::Queue;
pub use rooms::due_days::NoChange;
pub use sessions::{Denial, IssuedTokens};
pub use settings::Approval;
pub use stored::InTable;
pub use stored::Sent;
pub use tries::{Subject, Throttled};
pub use unread_payments::UnreadPayment;
pub use uploads::UploadRow;

#[cfg(test)]
pub(crate) use tests::database::TestDatabase;

/// An open database. Cheap to clone: clones share one pool of connections.
#[derive(Debug, Clone)]
pub struct Store {
    db: DatabaseConnection,
    bell: Bell,
}

/// A limit of rows as SQLite takes it: its integers have a sign.
fn at_most(rows: usize) -> u64 {
    i64::try_from(rows).unwrap_or(i64::MAX).unsigned_abs()
}
