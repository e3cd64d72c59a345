//! Takes one action to its portal: the file that it needs first, then the action itself.

use super::New;
use super::queue::{Entry, State};
use crate::account::Account;
use crate::db::DbError;
use crate::portal::{Base, Piece, PortalError};
use crate::sync::{CheckError, take};
use balcao_bridge::{ActionId, AppError, ErrorCode, Event};
use balcao_contract::{Accepted, Problem, ProblemCode};
use balcao_domain::Sha256Digest;
use balcao_domain::decision::Attached;
use rusqlite::Connection;

/// Sends it under its key; the answer is the portal's, the first time and every later one.
pub(crate) async fn send(account: &Account, entry: &Entry) -> Result<Accepted, CheckError> {
    let base = account.base().await?;
    if let Some(Attached { sha256, size }) = entry.action.file() {
        upload(account, &base, entry.id, sha256, size).await?;
    }
    let act = |access| {
        let (portal, base) = (&account.outside.portal, &base);
        async move { portal.act(base, &access, entry.id.0, &entry.action).await }
    };
    Ok(account.session.ask(&base, act).await?)
}

/// Does actions at once, where nothing is kept: each is at the portal and in the cache, or the
/// error says why not; those before it are done.
pub(crate) async fn send_now(
    account: &Account,
    new: Vec<New>,
    also: impl FnOnce(&Connection) -> Result<(), DbError> + Send + 'static,
) -> Result<(), AppError> {
    let outbox = &account.outbox;
    let uploads = new.iter().filter_map(|new| new.action.file());
    let held = outbox.hold(uploads.map(|file| file.sha256).collect());
    outbox.keep(also).await?;
    let ids = new.iter().map(|new| (new.action.clone(), new.id)).collect();
    let sent = send_all(account, new).await;
    outbox.not_heard(if sent.is_ok() { Vec::new() } else { ids });
    drop(held);
    if let Err(error) = outbox.forget_sent().await {
        tracing::warn!(%error, "a file that was sent is still kept");
    }
    sent
}

async fn send_all(account: &Account, new: Vec<New>) -> Result<(), AppError> {
    for New {
        id,
        action,
        made_at,
    } in new
    {
        let entry = Entry {
            id,
            action,
            made_at,
            state: State::Sending,
        };
        let accepted = match send(account, &entry).await {
            Ok(accepted) => accepted,
            Err(error) => {
                if let CheckError::Session(why) = &error {
                    account.ended(why).await;
                }
                return Err(at_once(error));
            }
        };
        let changed = account.write(move |connection| take(connection, &accepted));
        account.changes.add(changed.await?);
    }
    account.wake();
    Ok(())
}

/// What cannot wait says so when there is no connection.
fn at_once(error: CheckError) -> AppError {
    let error = AppError::from(error);
    match error.code {
        ErrorCode::Offline => AppError::new(ErrorCode::NotOffline),
        _ => error,
    }
}

/// Goes on from where the portal is until it has the whole file.
async fn upload(
    account: &Account,
    base: &Base,
    action: ActionId,
    sha256: Sha256Digest,
    size: u32,
) -> Result<(), CheckError> {
    let portal = &account.outside.portal;
    let ask = |access| async move { portal.upload_state(base, &access, sha256, size).await };
    let mut state = account.session.ask(base, ask).await?;
    while !state.is_whole() {
        let piece = Piece {
            sha256,
            size,
            offset: state.received,
        };
        let Some(bytes) = &account.outbox.bytes(sha256, piece.offset).await? else {
            // What is not there any more will not come back: the user attaches it anew.
            let gone = Problem::invalid_field("proof", "unreadable");
            return Err(PortalError::Refused(gone).into());
        };
        let put = |access| async move { portal.upload(base, &access, piece, bytes).await };
        state = account.session.ask(base, put).await?;
        if state.received <= piece.offset {
            // It takes nothing more and does not say why.
            return Err(PortalError::refused(ProblemCode::Unavailable).into());
        }
        account.outside.host.emit(Event::Uploading {
            account: account.id,
            action,
            sent: state.received.into(),
            total: size.into(),
        });
    }
    Ok(())
}
