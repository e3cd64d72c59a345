//! Fetches a document, unless the one that is kept is of its row as it is now.

use super::pages_of;
use crate::account::Account;
use crate::files::KeptFile;
use crate::portal::{PortalError, Sent};
use balcao_bridge::{AppError, ErrorCode, Event};
use balcao_contract::sync::RawRow;
use balcao_domain::DocumentRef;
use sha2::{Digest, Sha256};
use std::time::Duration;
use tokio::time::Instant;

/// Larger documents are no portal's.
const LARGEST: usize = 32 * 1024 * 1024;

/// How often it is told what came.
const TELL_EVERY: Duration = Duration::from_millis(100);

/// A document that is here.
pub(crate) struct Fetched {
    pub file: KeptFile,
    /// Whether its row has changed since, and the portal was not reached.
    pub outdated: bool,
}

impl Fetched {
    const fn current(file: KeptFile) -> Self {
        Self {
            file,
            outdated: false,
        }
    }
}

/// A row's document. However many ask for it at once, it is fetched once; one that cannot be
/// read is not kept.
pub(crate) async fn fetch(
    account: &Account,
    document: DocumentRef,
    row: &RawRow,
) -> Result<Fetched, AppError> {
    let _one_at_a_time = account.fetching.lock().await;
    let path = document.path();
    let of = Sha256::digest(row.json()).into();
    let kept = account.files.get(&path).await?;
    if let Some(file) = kept.as_ref().filter(|kept| kept.of == of) {
        return Ok(Fetched::current(file.clone()));
    }
    let etag = kept.as_ref().map(|kept| kept.etag.as_str());
    match (ask(account, document, &path, etag, of).await, kept) {
        (Ok(Some(file)), _) => {
            let turn = account.turn_to_draw().await?;
            pages_of(turn, document.kind, file.bytes.clone()).await?;
            account.files.put(&path, file.clone()).await?;
            Ok(Fetched::current(file))
        }
        (Ok(None), Some(file)) => {
            account.files.confirm(&path, of).await?;
            Ok(Fetched::current(file))
        }
        // Whoever holds nothing cannot be told that nothing changed.
        (Ok(None), None) => Err(AppError::new(ErrorCode::Unavailable)),
        (Err(error), Some(file)) => {
            let refused = matches!(
                error.code,
                ErrorCode::NotFound | ErrorCode::RoleNeeded | ErrorCode::AccessRemoved
            );
            if refused {
                account.files.remove(&path).await?;
                return Err(error);
            }
            let outdated = true;
            Ok(Fetched { file, outdated })
        }
        (Err(error), None) => Err(error),
    }
}

/// What the portal sends; none when what is held is still the one.
async fn ask(
    account: &Account,
    document: DocumentRef,
    path: &str,
    held: Option<&str>,
    of: [u8; 32],
) -> Result<Option<KeptFile>, AppError> {
    let portal = &account.outside.portal;
    let base = account.base().await?;
    let request = |access| {
        let base = &base;
        async move { portal.file(base, &access, path, held).await }
    };
    let mut file = match account.session.ask(&base, request).await? {
        Sent::Unchanged => return Ok(None),
        Sent::File(file) => file,
    };
    let tell = |received: usize| {
        account.outside.host.emit(Event::Fetching {
            account: account.id,
            document,
            received: u64::try_from(received).unwrap_or(u64::MAX),
            total: file.total,
        });
    };
    let mut bytes = Vec::new();
    let mut told = Instant::now();
    tell(0);
    while let Some(piece) = file.pieces.next().await? {
        if bytes.len() + piece.len() > LARGEST {
            let host = base.host().to_owned();
            return Err(PortalError::NotAPortal { host }.into());
        }
        bytes.extend_from_slice(&piece);
        if told.elapsed() >= TELL_EVERY {
            told = Instant::now();
            tell(bytes.len());
        }
    }
    tell(bytes.len());
    Ok(Some(KeptFile {
        etag: file.etag,
        name: file.name,
        of,
        bytes,
    }))
}
