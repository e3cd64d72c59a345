//! `payments`: what the bank told of that settled nothing, for staff to look into.

use super::error::CommandError;
use super::{migrate, provider, say};
use crate::scope::System;
use crate::store::Address;

/// Prints a provider's payments that no bill asked for, and entries that do not read.
pub async fn run(database: &Address, slug: &str) -> Result<(), CommandError> {
    let store = migrate::open(database).await?;
    let issuer = provider::find(&store, slug).await?.issuer;
    for payment in store.unmatched_payments(System, issuer).await? {
        say(format_args!(
            "{}  R$ {}  {}  txid {}",
            payment.paid_at.to_rfc3339(),
            payment.amount.amount_text(),
            payment.end_to_end_id,
            payment.txid
        ))?;
    }
    for entry in store.unread_payments(System, issuer).await? {
        say(format_args!(
            "does not read ({}): {}",
            entry.why, entry.told
        ))?;
    }
    Ok(store.close().await?)
}
