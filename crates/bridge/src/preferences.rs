//! What whoever uses this device prefers, before and beside any account.

use serde::{Deserialize, Serialize};

/// A language the interface speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Language {
    /// Brazilian Portuguese, the first one: every word was written in it.
    #[serde(rename = "pt-BR")]
    Portuguese,
    /// English.
    #[serde(rename = "en")]
    English,
    /// Spanish.
    #[serde(rename = "es")]
    Spanish,
}

impl Language {
    /// All of them, the first one first.
    pub const ALL: [Self; 3] = [Self::Portuguese, Self::English, Self::Spanish];

    /// Its BCP 47 tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Portuguese => "pt-BR",
            Self::English => "en",
            Self::Spanish => "es",
        }
    }

    /// The language of a BCP 47 tag, wherever it is spoken: `es-419` is Spanish, `pt-PT` Portuguese.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let language = tag.split(['-', '_']).next()?.to_ascii_lowercase();
        match language.as_str() {
            "pt" => Some(Self::Portuguese),
            "en" => Some(Self::English),
            "es" => Some(Self::Spanish),
            _ => None,
        }
    }

    /// The first of a system's languages that is spoken here, else Portuguese.
    pub fn among<T: AsRef<str>>(tags: impl IntoIterator<Item = T>) -> Self {
        let mut spoken = tags
            .into_iter()
            .filter_map(|tag| Self::of_tag(tag.as_ref()));
        spoken.next().unwrap_or(Self::Portuguese)
    }
}

/// What was chosen on this device; nothing personal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Preferences {
    /// The language; none follows the system.
    pub language: Option<Language>,
}

/// Asks for the [`Preferences`]. Answered at once, whatever the accounts wait for.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct GetPreferences {}

/// Chooses the language, for good where accounts are kept and else for this session.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SetLanguage {
    /// The language.
    pub language: Language,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_is_spoken_to_in_the_first_language_that_both_know() {
        for (tags, language) in [
            (&["pt-BR", "en"][..], Language::Portuguese),
            (&["pt-PT"], Language::Portuguese),
            (&["en-US", "pt-BR"], Language::English),
            (&["es_AR.UTF-8"], Language::Spanish),
            (&["de-DE", "es-419", "en"], Language::Spanish),
            (&["eng", "C"], Language::Portuguese),
            (&[], Language::Portuguese),
        ] {
            assert_eq!(Language::among(tags), language, "{tags:?}");
        }
    }

    #[test]
    fn a_language_is_stored_and_sent_by_its_tag() {
        for language in Language::ALL {
            let json = serde_json::to_value(language).unwrap();
            assert_eq!(json, language.tag());
            assert_eq!(Language::of_tag(language.tag()), Some(language));
        }
    }
}
