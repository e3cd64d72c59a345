//! How many actions wait, in a file that says nothing else and needs no key: when the key is gone,
//! the user can still be told how many were lost with it.

use std::fs;
use std::path::{Path, PathBuf};

const NAME: &str = "outbox.count";

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

    /// Notes how many there are. It is not waited for: it is never what is acted upon.
    pub fn set(&self, count: usize) {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        if self.get() == Some(count) {
            return;
        }
        if let Err(error) = fs::write(&self.0, count.to_string()) {
            tracing::warn!(%error, "the number of waiting actions was not noted");
        }
    }
}
