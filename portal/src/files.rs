//! Files that users gave: private, in a folder of the portal's own. (An object store of the S3
//! kind fits behind the same trait.)

use std::collections::BTreeSet;
use std::path::Path as Folder;
use std::sync::Arc;

use axum::body::Bytes;
use balcao_domain::{DocumentRef, ProofId, RequestId, Sha256Digest, UserId};
use chrono::{DateTime, Utc};
use futures_util::{StreamExt, TryStreamExt};
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt};

/// What uploads lie under.
const UPLOADS: &str = "uploads";

/// Where files lie. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Files(Arc<dyn ObjectStore>);

/// Why a file cannot be written or read.
#[derive(Debug, thiserror::Error)]
pub enum FilesError {
    /// The folder cannot be made or used.
    #[error("{0}")]
    Folder(std::io::Error),
    /// The store failed.
    #[error("files: {0}")]
    Store(#[from] object_store::Error),
}

/// A file's place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place(Path);

impl Place {
    /// A part of an upload, by where it begins.
    pub fn part(user: UserId, sha256: Sha256Digest, offset: u32) -> Self {
        Self(parts(user, sha256).join(format!("{offset:010}")))
    }

    /// An upload that is whole.
    pub fn whole(user: UserId, sha256: Sha256Digest) -> Self {
        Self(upload(user, sha256).join("whole"))
    }

    /// A document that the provider gave of a row.
    pub fn document(document: DocumentRef) -> Self {
        let DocumentRef { of, id, kind } = document;
        let (of, kind) = (of.name(), kind.name());
        Self(Path::from(format!("documents/{of}/{id}.{kind}")))
    }

    /// A file attached to a request.
    pub fn proof(request: RequestId, proof: ProofId) -> Self {
        Self(Path::from(format!("proofs/{request}/{proof}")))
    }
}

fn upload(user: UserId, sha256: Sha256Digest) -> Path {
    Path::from(format!("{UPLOADS}/{user}/{sha256}"))
}

fn parts(user: UserId, sha256: Sha256Digest) -> Path {
    upload(user, sha256).join("parts")
}

impl Files {
    /// In a folder, which is made when it is not there, for its owner only.
    ///
    /// # Errors
    /// [`FilesError::Folder`] when it cannot be made.
    pub fn in_folder(folder: &Folder) -> Result<Self, FilesError> {
        let mut builder = std::fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(folder).map_err(FilesError::Folder)?;
        let files = LocalFileSystem::new_with_prefix(folder)?
            .with_fsync(true)
            .with_automatic_cleanup(true);
        Ok(Self(Arc::new(files)))
    }

    /// Writes a file, in place of one that is there.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn write(&self, place: &Place, bytes: Bytes) -> Result<(), FilesError> {
        self.0.put(&place.0, bytes.into()).await?;
        Ok(())
    }

    /// Reads a file; none when it is not there.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn read(&self, place: &Place) -> Result<Option<Bytes>, FilesError> {
        match self.0.get(&place.0).await {
            Ok(found) => Ok(Some(found.bytes().await?)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Copies a file; answers whether it is there.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn copy(&self, from: &Place, to: &Place) -> Result<bool, FilesError> {
        match self.0.copy(&from.0, &to.0).await {
            Ok(()) => Ok(true),
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// Takes a file away.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn remove(&self, place: &Place) -> Result<(), FilesError> {
        Ok(self.0.delete(&place.0).await?)
    }

    /// Takes an upload away with all its parts.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn remove_upload(
        &self,
        user: UserId,
        sha256: Sha256Digest,
    ) -> Result<(), FilesError> {
        self.remove_all(&upload(user, sha256)).await
    }

    /// The uploads of which something was written before an instant.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn uploads_before(
        &self,
        instant: DateTime<Utc>,
    ) -> Result<BTreeSet<(UserId, Sha256Digest)>, FilesError> {
        let mut found = self.0.list(Some(&Path::from(UPLOADS)));
        let mut uploads = BTreeSet::new();
        while let Some(file) = found.try_next().await? {
            let mut parts = file.location.parts().skip(1);
            let user = parts.next().and_then(|part| part.as_ref().parse().ok());
            let sha256 = parts.next().and_then(|part| part.as_ref().parse().ok());
            let upload = user.zip(sha256).filter(|_| file.last_modified < instant);
            uploads.extend(upload);
        }
        Ok(uploads)
    }

    /// Takes the parts of an upload away.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn remove_parts(&self, user: UserId, sha256: Sha256Digest) -> Result<(), FilesError> {
        self.remove_all(&parts(user, sha256)).await
    }

    async fn remove_all(&self, under: &Path) -> Result<(), FilesError> {
        let found = self.0.list(Some(under));
        let places = found.map_ok(|file| file.location).boxed();
        self.0
            .delete_stream(places)
            .try_for_each(|_| async { Ok(()) })
            .await?;
        Ok(())
    }
}
