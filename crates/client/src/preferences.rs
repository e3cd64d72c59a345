//! `preferences.json`: what was chosen on this device, before and beside any account. It must be
//! readable before there is a key, so nothing personal stands in it.

use crate::account::replace_file;
use balcao_bridge::Preferences;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

const NAME: &str = "preferences.json";

/// The preferences, and the file they outlast this run in.
pub(crate) struct KeptPreferences {
    file: Option<PathBuf>,
    now: Mutex<Preferences>,
}

impl KeptPreferences {
    /// Reads those of a data folder. Where there are none, or none that can be read, the system is
    /// followed: no choice is worth an app that does not open.
    pub fn read(data: Option<&Path>) -> Self {
        let file = data.map(|data| data.join(NAME));
        let now = file.as_deref().and_then(|file| {
            read(file)
                .inspect_err(|error| tracing::warn!(%error, "{NAME} cannot be read"))
                .ok()
        });
        Self {
            file,
            now: Mutex::new(now.unwrap_or_default()),
        }
    }

    /// The preferences as they are now.
    pub fn get(&self) -> Preferences {
        *self.now()
    }

    /// Changes them: for this run in any case, and on disk where they should be kept.
    pub fn set(&self, preferences: Preferences, keep: bool) -> io::Result<()> {
        let mut now = self.now();
        *now = preferences;
        match &self.file {
            Some(file) if keep => replace_file(file, &serde_json::to_vec_pretty(&preferences)?),
            _ => Ok(()),
        }
    }

    fn now(&self) -> MutexGuard<'_, Preferences> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn read(file: &Path) -> io::Result<Preferences> {
    match std::fs::read(file) {
        Ok(bytes) => Ok(serde_json::from_slice(&bytes)?),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Preferences::default()),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use balcao_bridge::Language;
    use std::fs;
    use tempfile::TempDir;

    fn chosen(data: &TempDir) -> Option<Language> {
        KeptPreferences::read(Some(data.path())).get().language
    }

    #[test]
    fn a_choice_outlasts_the_run_where_it_is_kept() {
        let data = TempDir::new().unwrap();
        let english = Preferences {
            language: Some(Language::English),
        };
        let preferences = KeptPreferences::read(Some(data.path()));
        preferences.set(english, false).unwrap();
        assert_eq!(preferences.get(), english);
        assert_eq!(chosen(&data), None);
        preferences.set(english, true).unwrap();
        assert_eq!(chosen(&data), Some(Language::English));
        assert_eq!(fs::read_dir(data.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_damaged_or_unknown_file_follows_the_system() {
        let data = TempDir::new().unwrap();
        let file = data.path().join(NAME);
        for wrong in ["", "{\"lang", "[]", r#"{"language":"tlh"}"#, "\u{0}\u{0}"] {
            fs::write(&file, wrong).unwrap();
            assert_eq!(chosen(&data), None, "{wrong}");
        }
        fs::remove_file(&file).unwrap();
        fs::create_dir(&file).unwrap();
        assert_eq!(chosen(&data), None);
    }

    #[test]
    fn what_a_later_version_adds_does_no_harm() {
        let data = TempDir::new().unwrap();
        let file = data.path().join(NAME);
        fs::write(file, r#"{"language":"es","later":1}"#).unwrap();
        assert_eq!(chosen(&data), Some(Language::Spanish));
    }
}
