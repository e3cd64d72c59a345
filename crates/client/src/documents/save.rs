//! Puts a copy where the user wants it: the one way out of the encrypted files.

use balcao_bridge::{AppError, ErrorCode};
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Writes the file whole or not at all, for its owner's eyes only.
pub(crate) async fn save(path: PathBuf, bytes: Vec<u8>) -> Result<(), AppError> {
    let saved = balcao_bounds::apart(move || write(&path, &bytes));
    let saved = saved.await.unwrap_or_else(|error| Err(error.into()));
    saved.map_err(|error| {
        tracing::warn!(%error, "a document was not saved");
        AppError::new(match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => ErrorCode::DiskFull,
            _ => ErrorCode::NotWritable,
        })
    })
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let part = path.with_added_extension("part");
    let written = write_new(&part, bytes).and_then(|()| fs::rename(&part, path));
    if written.is_err() {
        // What is left of it is of no use to anybody.
        let _ = fs::remove_file(&part);
    }
    written
}

fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::TempDir;

    #[tokio::test]
    async fn a_saved_file_has_equal_bytes_and_is_its_owners() {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("fatura.pdf");
        for bytes in [b"older".to_vec(), b"%PDF-1.7 newer".to_vec()] {
            save(path.clone(), bytes.clone()).await.unwrap();
            assert_eq!(fs::read(&path).unwrap(), bytes);
        }
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[tokio::test]
    async fn a_place_that_takes_nothing_says_so_and_keeps_what_was_there() {
        let folder = TempDir::new().unwrap();
        let not_writable = Err(AppError::new(ErrorCode::NotWritable));
        let nowhere = folder.path().join("none/fatura.pdf");
        assert_eq!(save(nowhere, b"x".to_vec()).await, not_writable);
        let taken = folder.path().join("folder");
        fs::create_dir(&taken).unwrap();
        fs::write(taken.join("inside"), "kept").unwrap();
        assert_eq!(save(taken.clone(), b"x".to_vec()).await, not_writable);
        assert_eq!(fs::read_to_string(taken.join("inside")).unwrap(), "kept");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    /// A device that is always full.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_is_told_as_one() {
        let written = write_new(Path::new("/dev/full"), b"x");
        assert_eq!(written.unwrap_err().kind(), io::ErrorKind::StorageFull);
    }
}
