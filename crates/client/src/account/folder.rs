//! An account's folder: its databases, the check of their key, and the lock that keeps a second
//! process out.

use crate::db::{self, Encryption, Place};
use crate::vault::Key;
use balcao_bridge::AccountId;
#[cfg(unix)]
use std::fs::DirBuilder;
use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// An exclusive lock on a folder, until it is dropped or the process ends.
#[derive(Debug)]
pub(crate) struct FolderLock {
    _file: File,
}

/// Why a folder is not locked.
#[derive(Debug, thiserror::Error)]
pub(crate) enum LockError {
    /// Another process holds the lock.
    #[error("in use by another process")]
    Taken,
    /// There can be no lock.
    #[error(transparent)]
    Io(io::Error),
}

impl FolderLock {
    /// Locks a folder that is there.
    pub fn take(folder: &Path) -> Result<Self, LockError> {
        let file = File::options()
            .write(true)
            .create(true)
            .truncate(false)
            .open(folder.join("lock"))
            .map_err(LockError::Io)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(LockError::Taken),
            Err(TryLockError::Error(error)) => Err(LockError::Io(error)),
        }
    }
}

/// Whether the stored key is the one that the files were written with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeyCheck {
    /// It is.
    Right,
    /// It is another one.
    Wrong,
    /// The check is not there.
    Missing,
}

/// The folder of one account, locked.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    lock: Mutex<Option<FolderLock>>,
}

impl Folder {
    /// Opens the account's folder in a data folder, making it when it is not there.
    pub fn open(data: &Path, account: AccountId) -> Result<Self, LockError> {
        let path = data.join(account.0.hyphenated().to_string());
        make_private(&path).map_err(LockError::Io)?;
        let lock = Mutex::new(Some(FolderLock::take(&path)?));
        Ok(Self { path, lock })
    }

    /// Lets go of the lock, whoever still holds the folder.
    pub fn unlock(&self) {
        drop(
            self.lock
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .take(),
        );
    }

    /// Where its cache is.
    pub fn cache(&self, encryption: Encryption) -> Place {
        Place::File {
            path: self.path.join("cache.db"),
            encryption,
        }
    }

    /// Where its fetched files are.
    pub fn files(&self, encryption: Encryption) -> Place {
        Place::File {
            path: self.path.join("files.db"),
            encryption,
        }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether there is a cache.
    pub fn has_cache(&self) -> bool {
        self.path.join("cache.db").exists()
    }

    /// Compares a key with the one the files were written with.
    pub fn check(&self, key: &Key) -> io::Result<KeyCheck> {
        match fs::read(self.path.join("key.check")) {
            Ok(check) if key.matches(&check) => Ok(KeyCheck::Right),
            Ok(_) => Ok(KeyCheck::Wrong),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(KeyCheck::Missing),
            Err(error) => Err(error),
        }
    }

    /// Remembers the check of the key that the files are written with from now on.
    pub fn set_check(&self, key: &Key) -> io::Result<()> {
        replace_file(&self.path.join("key.check"), &key.check())
    }

    /// Removes the cache, which must be closed.
    pub fn remove_cache(&self) -> io::Result<()> {
        db::remove(&self.path.join("cache.db"))?;
        sync_folder(&self.path)
    }

    /// Removes the folder with all that is in it.
    pub fn remove(&self) -> io::Result<()> {
        fs::remove_dir_all(&self.path)
    }
}

/// Makes a folder that only its owner enters; one that is there is closed to others, where the file
/// system knows of that: what lies in it is encrypted anyway, and needs no mode of its own.
#[cfg(unix)]
pub(crate) fn make_private(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
    const OWNERS: u32 = 0o700;
    let mut made = DirBuilder::new();
    made.recursive(true).mode(OWNERS).create(folder)?;
    if let Err(error) = fs::set_permissions(folder, fs::Permissions::from_mode(OWNERS)) {
        tracing::warn!(%error, "others may see which files there are");
    }
    Ok(())
}

/// Elsewhere the person's own folders are theirs.
#[cfg(not(unix))]
pub(crate) fn make_private(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

/// Replaces a file, whole or not at all; makes it where there is none.
pub(crate) fn replace_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let new = path.with_added_extension("new");
    let mut file = File::create(&new)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(new, path)?;
    path.parent().map_or(Ok(()), sync_folder)
}

/// Makes renames and removals in a folder last.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Elsewhere the file system sees to it.
#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const ACCOUNT: AccountId = AccountId(Uuid::from_u128(1));

    #[test]
    fn a_folder_opens_once_at_a_time() {
        let data = tempfile::tempdir().unwrap();
        let first = Folder::open(data.path(), ACCOUNT).unwrap();
        assert!(matches!(
            Folder::open(data.path(), ACCOUNT),
            Err(LockError::Taken)
        ));
        drop(first);
        Folder::open(data.path(), ACCOUNT)
            .unwrap()
            .remove()
            .unwrap();
        assert_eq!(fs::read_dir(data.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_key_is_told_from_another_without_opening_anything() {
        let data = tempfile::tempdir().unwrap();
        let folder = Folder::open(data.path(), ACCOUNT).unwrap();
        let (right, wrong) = (Key::from_bytes([1; 32]), Key::from_bytes([2; 32]));
        assert_eq!(folder.check(&right).unwrap(), KeyCheck::Missing);
        folder.set_check(&right).unwrap();
        assert_eq!(folder.check(&right).unwrap(), KeyCheck::Right);
        assert_eq!(folder.check(&wrong).unwrap(), KeyCheck::Wrong);
    }
}
