//! How many actions wait, in a file that says nothing else and needs no key: when the key is gone,
//! the user can still be told how many were lost with it.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

const NAME: &str = "outbox.count";

/// Of the largest number.
const DIGITS: usize = 10;

/// The file.
#[derive(Debug, Clone)]
pub(crate) struct Counter(PathBuf);

impl Counter {
    /// That of an account's folder.
    pub fn of(folder: &Path) -> Self {
        Self(folder.join(NAME))
    }

    /// That of an outbox that was set aside.
    pub fn at(path: PathBuf) -> Self {
        Self(path)
    }

    /// How many there were; none when that is not known.
    pub fn get(&self) -> Option<u32> {
        fs::read_to_string(&self.0).ok()?.trim().parse().ok()
    }

    /// Notes how many there are. It is not waited for: it is never what is acted upon. The file
    /// keeps its length, so that the next `fsync` of the outbox has nothing to do for it.
    pub fn set(&self, count: usize) {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        if self.get() == Some(count) {
            return;
        }
        if let Err(error) = self.write(&format!("{count:>DIGITS$}\n")) {
            tracing::warn!(%error, "the number of waiting actions was not noted");
        }
    }

    fn write(&self, text: &str) -> io::Result<()> {
        let mut file = File::options();
        let mut file = file
            .write(true)
            .create(true)
            .truncate(false)
            .open(&self.0)?;
        file.write_all(text.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_number_is_read_whatever_was_there() {
        let folder = tempfile::tempdir().unwrap();
        let counter = Counter::of(folder.path());
        assert_eq!(counter.get(), None);
        fs::write(folder.path().join(NAME), "12345").unwrap();
        assert_eq!(counter.get(), Some(12_345));
        for count in [usize::MAX, 0, 12, 7] {
            counter.set(count);
            assert_eq!(
                counter.get(),
                Some(u32::try_from(count).unwrap_or(u32::MAX))
            );
        }
    }
}
