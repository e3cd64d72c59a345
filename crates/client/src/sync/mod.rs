//! Keeps a cache equal to its portal: asks, and applies what comes, batch by batch.

mod apply;
mod changes;
mod watch;

pub(crate) use changes::Changes;
pub(crate) use watch::keep_checking;

use crate::account::Account;
use crate::cache::meta::{self, Meta};
use crate::db::DbError;
use crate::portal::{Base, Lines, PortalError, Synced};
use crate::session::SessionError;
use balcao_bridge::{AppError, Event};
use balcao_contract::ProblemCode;
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
    let known = account.read(Meta::read).await?;
    let base = match known.base {
        Some(base) => base,
        None => account.look_up_base().await?,
    };
    let cursor = known.cursor.as_deref();
    let changed = match ask(account, &base, cursor).await? {
        Synced::Unchanged => false,
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

/// One request; a second one with a renewed token when the first is called over.
async fn ask(account: &Account, base: &Base, cursor: Option<&str>) -> Result<Synced, CheckError> {
    let (session, portal) = (&account.session, &account.outside.portal);
    let mut access = session.access(base, None).await?;
    let mut answer = portal.sync(base, &access, cursor).await;
    if let Err(error) = &answer
        && error.code() == Some(ProblemCode::TokenExpired)
    {
        access = session.access(base, Some(&access)).await?;
        answer = portal.sync(base, &access, cursor).await;
    }
    match answer.map_err(SessionError::from) {
        Ok(synced) => Ok(synced),
        Err(error @ (SessionError::Ended | SessionError::AccessRemoved)) => {
            session.ended(&access).await;
            Err(error.into())
        }
        Err(error) => Err(error.into()),
    }
}

async fn receive(account: &Account, mut lines: Box<dyn Lines>) -> Result<(), CheckError> {
    let mut batch = Vec::new();
    let mut whole = false;
    while let Some(line) = lines.next().await? {
        whole = matches!(line, Line::Cursor { .. });
        match line {
            Line::Cursor { cursor } => {
                commit(account, std::mem::take(&mut batch), cursor).await?;
            }
            line => batch.push(line),
        }
    }
    if whole {
        Ok(())
    } else {
        // It was cut on the way.
        Err(PortalError::Offline.into())
    }
}

async fn commit(account: &Account, batch: Vec<Line>, cursor: String) -> Result<(), CheckError> {
    let records = batch.len();
    let batch = Arc::new(batch);
    let changed = account
        .write(move |connection| apply::apply(connection, &batch, &cursor))
        .await?;
    let cursors = account.count_commit();
    tracing::info!(account = %account.id.0, cursors, records, "committed");
    account.outside.host.committed(account.id, cursors);
    let of_header = [Collection::Provider, Collection::Users];
    let header_changed = changed.values().flatten().any(|it| of_header.contains(it));
    account.changes.add(changed);
    if header_changed {
        account.outside.host.emit(Event::Accounts);
    }
    Ok(())
}
