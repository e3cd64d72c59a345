//! Keeps a cache equal to its portal: asks, and applies what comes, batch by batch.

mod apply;
mod changes;
mod listening;
mod months;
mod watch;

pub(crate) use changes::{Changed, Changes};
pub(crate) use watch::keep_checking;

pub(crate) use apply::take;
pub(crate) use months::fetch as fetch_month;

use crate::account::Account;
use crate::cache::left_out;
use crate::cache::meta::{self, Meta};
use crate::db::DbError;
use crate::portal::{Lines, PortalError, SyncAsked, Synced};
use crate::session::SessionError;
use apply::Reached;
use balcao_bridge::{AppError, Event};
use balcao_contract::sync::Line;
use balcao_domain::Collection;
use std::sync::Arc;

/// Why a check brought nothing, or not all.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CheckError {
    /// There is no session, or no portal.
    #[error(transparent)]
    Session(#[from] SessionError),
    /// The cache did not take it.
    #[error(transparent)]
    Database(#[from] DbError),
}

impl From<PortalError> for CheckError {
    fn from(error: PortalError) -> Self {
        Self::Session(error.into())
    }
}

impl From<CheckError> for AppError {
    fn from(error: CheckError) -> Self {
        match error {
            CheckError::Session(error) => error.into(),
            CheckError::Database(error) => error.into(),
        }
    }
}

/// Asks the portal once and applies its answer. What was committed before a failure stays.
pub(crate) async fn check(account: &Account) -> Result<(), CheckError> {
    let base = account.base().await?;
    let now = account.outside.clock.now();
    let held = account.read(move |connection| {
        let cursor = Meta::read(connection)?.cursor;
        Ok((cursor, left_out::due(connection, now)?))
    });
    let (cursor, reload) = held.await?;
    let request = |access| {
        let (portal, base) = (&account.outside.portal, &base);
        let asked = SyncAsked {
            reload: &reload,
            ..SyncAsked::of(cursor.as_deref())
        };
        async move { portal.sync(base, &access, asked).await }
    };
    let changed = match account.session.ask(&base, request).await? {
        Synced::Unchanged => {
            // The commit that brought what an accepted action waits for may have been the last
            // thing before a kill.
            account.settle().await;
            false
        }
        Synced::Lines(lines) => {
            receive(account, lines).await?;
            true
        }
    };
    let now = account.outside.clock.now();
    if account.confirmed(now, changed) {
        account
            .write(move |connection| meta::set_checked_at(connection, now))
            .await?;
    }
    Ok(())
}

async fn receive(account: &Account, mut lines: Box<dyn Lines>) -> Result<(), CheckError> {
    let mut batch = Vec::new();
    let mut whole = false;
    while let Some(line) = lines.next().await? {
        whole = matches!(line, Line::Cursor { .. });
        match line {
            Line::Cursor { cursor, seqs } => {
                let at = account.outside.clock.now();
                let reached = Reached { cursor, seqs, at };
                commit(account, std::mem::take(&mut batch), reached).await?;
            }
            line if account.keeps(&line) => batch.push(line),
            _ => {}
        }
    }
    if whole {
        Ok(())
    } else {
        // It was cut on the way.
        Err(PortalError::Offline.into())
    }
}

async fn commit(account: &Account, batch: Vec<Line>, reached: Reached) -> Result<(), CheckError> {
    let records = batch.len();
    let batch = Arc::new((batch, reached));
    let (changed, is_told_anew) = account
        .write(move |connection| {
            let told = left_out::told(connection)?;
            let changed = apply::apply(connection, &batch.0, &batch.1)?;
            Ok((changed, told != left_out::told(connection)?))
        })
        .await?;
    let cursors = account.count_commit();
    tracing::info!(account = %account.id.0, cursors, records, "committed");
    account.outside.host.committed(account.id, cursors);
    let of_header = [Collection::Provider, Collection::Users];
    let header_changed = changed.values().flatten().any(|it| of_header.contains(it));
    account.changes.add(changed);
    account.settle().await;
    if header_changed || is_told_anew {
        account.outside.host.emit(Event::Accounts);
    }
    Ok(())
}
