//! What was chosen on this device.

use crate::core::{Core, Handle};
use crate::db::DbError;
use balcao_bridge::{AppError, GetPreferences, Preferences, Profile, SetLanguage};

impl Handle<GetPreferences> for Core {
    /// The interface cannot speak before it knows; a keychain may ask the user for a minute.
    const WAITS: bool = false;

    async fn handle(&self, GetPreferences {}: GetPreferences) -> Result<Preferences, AppError> {
        Ok(self.inner().preferences.get())
    }
}

impl Handle<SetLanguage> for Core {
    async fn handle(&self, SetLanguage { language }: SetLanguage) -> Result<Preferences, AppError> {
        let inner = self.inner();
        let preferences = Preferences {
            language: Some(language),
        };
        // *Só nesta sessão* is said of everything.
        let keep = inner.accounts.profile() == Profile::Device;
        let set = inner.preferences.set(preferences, keep);
        set.map_err(DbError::from)?;
        Ok(preferences)
    }
}
