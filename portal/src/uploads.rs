//! Uploads: files that come in parts, found to be what they claim before they count as there.

use axum::body::Bytes;
use balcao_contract::{UPLOAD_CHUNK, UploadState};
use balcao_domain::{Proof, ProofKind, Sha256Digest};
use sha2::{Digest, Sha256};

use crate::files::{FilesError, Place};
use crate::portal::Portal;
use crate::scope::{Denied, Scope};
use crate::store::{StoreError, UploadRow};

/// An upload as somebody speaks of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Upload {
    /// The digest that its bytes shall have.
    pub sha256: Sha256Digest,
    /// How long it shall be, in bytes.
    pub size: u32,
}

/// Why an upload is refused.
#[derive(Debug, thiserror::Error)]
pub enum UploadError {
    /// The user may not upload.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// It has no bytes.
    #[error("empty")]
    Empty,
    /// It is larger than is taken.
    #[error("too large")]
    TooLarge,
    /// It is there whole, with another size.
    #[error("another size")]
    OtherSize,
    /// The part ends after the file.
    #[error("past the end")]
    PastEnd,
    /// The part is no whole one, and not the last.
    #[error("not a whole part")]
    NoPart,
    /// Its bytes have another digest; they were thrown away.
    #[error("another digest")]
    OtherDigest,
    /// It is of no kind that is taken; it was thrown away.
    #[error("not of a kind that is taken")]
    OtherKind,
    /// The user has too many under way.
    #[error("too many uploads")]
    TooMany,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The files failed.
    #[error(transparent)]
    Files(#[from] FilesError),
}

impl Upload {
    /// How far it has come.
    ///
    /// # Errors
    /// Those of [`UploadError`].
    pub async fn state(self, portal: &Portal, scope: &Scope) -> Result<UploadState, UploadError> {
        self.judge(scope)?;
        let row = portal.store.upload(scope, self.sha256).await?;
        let received = match row {
            Some(row) if row.size == self.size => row.received,
            Some(row) if row.kind.is_some() => return Err(UploadError::OtherSize),
            _ => 0,
        };
        Ok(self.at(received))
    }

    /// Adds a part. One that is there already and one that comes too early change nothing: the
    /// answer says where to go on.
    ///
    /// # Errors
    /// Those of [`UploadError`].
    pub async fn add(
        self,
        portal: &Portal,
        scope: &Scope,
        offset: u32,
        part: Bytes,
    ) -> Result<UploadState, UploadError> {
        let length = u32::try_from(part.len()).map_err(|_| UploadError::TooLarge)?;
        let end = offset.checked_add(length).filter(|end| *end <= self.size);
        let end = end.ok_or(UploadError::PastEnd)?;
        let received = self.state(portal, scope).await?.received;
        if offset != received || received == self.size {
            return Ok(self.at(received));
        }
        if length == 0 {
            return Err(UploadError::Empty);
        }
        // Many small parts would cost a file each.
        if part.len() != UPLOAD_CHUNK && end != self.size {
            return Err(UploadError::NoPart);
        }
        let now = portal.clock.now();
        let store = &portal.store;
        if offset == 0
            && !store
                .begin_upload(scope, self.sha256, self.size, now)
                .await?
        {
            return Err(UploadError::TooMany);
        }
        let place = Place::part(scope.user(), self.sha256, offset);
        portal.files.write(&place, part).await?;
        let kind = if end < self.size {
            None
        } else if let Some(whole) = self.together(portal, scope).await? {
            Some(self.finish(portal, scope, whole).await?)
        } else {
            // A part was lost: all of it comes again.
            store.remove_upload(scope, self.sha256).await?;
            return Ok(self.at(0));
        };
        let came = UploadRow {
            size: self.size,
            received: end,
            kind,
        };
        store
            .advance_upload(scope, self.sha256, offset, came, now)
            .await?;
        if kind.is_some() {
            // Not before: killed until here, the last part comes again and needs the others.
            portal.files.remove_parts(scope.user(), self.sha256).await?;
        }
        self.state(portal, scope).await
    }

    fn judge(self, scope: &Scope) -> Result<(), UploadError> {
        scope.demand_uploads()?;
        match self.size {
            0 => Err(UploadError::Empty),
            size if size > Proof::LARGEST => Err(UploadError::TooLarge),
            _ => Ok(()),
        }
    }

    const fn at(self, received: u32) -> UploadState {
        UploadState {
            received,
            size: self.size,
        }
    }

    /// The parts, put together; none when one is missing.
    async fn together(self, portal: &Portal, scope: &Scope) -> Result<Option<Vec<u8>>, FilesError> {
        let mut whole = Vec::with_capacity(usize::try_from(self.size).unwrap_or_default());
        let mut offset = 0;
        while offset < self.size {
            let place = Place::part(scope.user(), self.sha256, offset);
            let part = portal.files.read(&place).await?;
            let Some(part) = part.filter(|part| !part.is_empty()) else {
                return Ok(None);
            };
            offset = offset.saturating_add(u32::try_from(part.len()).unwrap_or(u32::MAX));
            whole.extend_from_slice(&part);
        }
        Ok(Some(whole))
    }

    /// Keeps a file that is what it claims. Of any other nothing is left.
    async fn finish(
        self,
        portal: &Portal,
        scope: &Scope,
        whole: Vec<u8>,
    ) -> Result<ProofKind, UploadError> {
        let user = scope.user();
        let digest = Sha256Digest::new(Sha256::digest(&whole).into());
        let found = match ProofKind::of(&whole) {
            _ if digest != self.sha256 => Err(UploadError::OtherDigest),
            kind => kind.ok_or(UploadError::OtherKind),
        };
        if found.is_ok() {
            let place = Place::whole(user, self.sha256);
            portal.files.write(&place, whole.into()).await?;
        } else {
            portal.store.remove_upload(scope, self.sha256).await?;
            portal.files.remove_upload(user, self.sha256).await?;
        }
        found
    }
}
