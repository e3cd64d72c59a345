//! Which language is spoken: the one that was chosen on this device, else the system's.

use super::language::{is_known, learn, speak};
use crate::host;
use balcao_bridge::{AppError, GetPreferences, Language, SetLanguage};
use std::cell::Cell;

thread_local! {
    /// The one that was asked for last: words fetched for an earlier wish come too late.
    static WANTED: Cell<Language> = const { Cell::new(Language::Portuguese) };
}

/// Speaks as the device is set up.
///
/// # Errors
/// When no words can be fetched.
pub async fn speak_as_preferred() -> Result<(), AppError> {
    let preferences = host::call(GetPreferences {}).await.unwrap_or_default();
    let language = preferences
        .language
        .unwrap_or_else(|| Language::among(host::languages()));
    begin_to_speak(language).await
}

/// Speaks another language from now on, here and whenever the app opens again.
///
/// # Errors
/// When its words cannot be fetched, and nothing changes; or when the choice cannot be kept.
pub async fn choose(language: Language) -> Result<(), AppError> {
    begin_to_speak(language).await?;
    host::call(SetLanguage { language }).await.map(drop)
}

async fn begin_to_speak(language: Language) -> Result<(), AppError> {
    WANTED.set(language);
    if !is_known(language) {
        learn(language, host::read_asset(&file(language)).await?);
    }
    if WANTED.get() == language {
        speak(language);
        host::set_language(language.tag());
    }
    Ok(())
}

/// What `cargo xtask ui` puts together from a language's files.
fn file(language: Language) -> String {
    format!("locales/{}.ftl", language.tag())
}
