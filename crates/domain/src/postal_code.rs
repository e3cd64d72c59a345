//! CEPs, as people write and paste them.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::pasted::{Pasted, WrongCharacter};

/// What a CEP is printed with between its digits: `13.010-000`.
const GROUPING: [char; 3] = ['.', '-', ' '];
/// Correios, "Estrutura do CEP": São Paulo begins at 01000-000; below there is none.
const FIRST: &str = "01000000";

/// A CEP, eight digits. JSON: the digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PostalCode(String);

/// Why a text is not a CEP: the first check that fails, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PostalCodeError {
    /// A character that cannot stand there.
    #[error("a character that cannot stand in a CEP: {0}")]
    Charset(WrongCharacter),
    /// So many digits instead of eight.
    #[error("a CEP has 8 digits, not {0}")]
    Length(usize),
    /// Below the first there is.
    #[error("no such CEP")]
    NotAssigned,
}

impl PostalCode {
    /// Reads eight digits as people write them: `01310-000`, `CEP 01.310-000`.
    ///
    /// # Errors
    /// Those of [`PostalCodeError`].
    pub fn parse(text: &str) -> Result<Self, PostalCodeError> {
        let pasted = Pasted::new(text).after_words();
        let digits = pasted.without(&GROUPING, |c| c.is_ascii_digit());
        Self::try_from(digits.map_err(PostalCodeError::Charset)?)
    }

    /// The digits: `01310000`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Formats what was typed or pasted so far into a field: `01310-0`. What is too much or wrong
    /// stays for [`PostalCode::parse`] to name; masking a masked text changes nothing.
    pub fn mask_partial(typed: &str) -> String {
        let pasted = Pasted::new(typed).after_words();
        let Ok(digits) = pasted.without(&GROUPING, |c| c.is_ascii_digit()) else {
            return typed.to_owned();
        };
        match digits.split_at_checked(5) {
            Some((first, last)) if !last.is_empty() => format!("{first}-{last}"),
            _ => digits,
        }
    }
}

impl TryFrom<String> for PostalCode {
    type Error = PostalCodeError;

    /// Reads what was stored: digits, and nothing else.
    fn try_from(digits: String) -> Result<Self, PostalCodeError> {
        let mut places = (1..).zip(digits.chars());
        if let Some((place, character)) = places.find(|(_, c)| !c.is_ascii_digit()) {
            let wrong = WrongCharacter { character, place };
            Err(PostalCodeError::Charset(wrong))
        } else if digits.len() != FIRST.len() {
            Err(PostalCodeError::Length(digits.len()))
        } else if *digits < *FIRST {
            Err(PostalCodeError::NotAssigned)
        } else {
            Ok(Self(digits))
        }
    }
}

impl From<PostalCode> for String {
    fn from(code: PostalCode) -> Self {
        code.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_postal_code_is_read_as_it_is_written() {
        for text in [
            "01310000",
            "01310-000",
            "01.310-000",
            " 01310\u{2013}000\n",
            "CEP: 01310-000",
            "Cep 01310\u{a0}000",
            "0131\u{200b}0000",
        ] {
            let read = PostalCode::parse(text).map(String::from);
            assert_eq!(read.as_deref(), Ok("01310000"), "{text:?}");
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        let wrong =
            |character, place| PostalCodeError::Charset(WrongCharacter { character, place });
        for (text, error) in [
            ("", PostalCodeError::Length(0)),
            ("1310", PostalCodeError::Length(4)),
            ("013100009", PostalCodeError::Length(9)),
            ("01310-000 01310-001", PostalCodeError::Length(16)),
            ("O1310-000", wrong('O', 1)),
            ("01310-00o", wrong('o', 9)),
            ("01310-000, Campinas", wrong(',', 10)),
            ("CEP01310-000", wrong('C', 1)),
            ("00000-000", PostalCodeError::NotAssigned),
            ("00999-999", PostalCodeError::NotAssigned),
        ] {
            assert_eq!(PostalCode::parse(text), Err(error), "{text:?}");
        }
    }

    #[test]
    fn the_mask_follows_the_typing_and_cuts_nothing() {
        for (typed, masked) in [
            ("", ""),
            ("01310", "01310"),
            ("013100", "01310-0"),
            ("01.310-000", "01310-000"),
            ("CEP 01310-000", "01310-000"),
            ("013100009", "01310-0009"),
            ("01310-000;", "01310-000;"),
        ] {
            assert_eq!(PostalCode::mask_partial(typed), masked, "{typed:?}");
        }
    }

    proptest! {
        #[test]
        fn masking_changes_no_code_and_twice_changes_nothing(text in ".*|[0-9. -]{0,12}") {
            let once = PostalCode::mask_partial(&text);
            prop_assert_eq!(PostalCode::mask_partial(&once), once.clone());
            prop_assert_eq!(PostalCode::parse(&once).ok(), PostalCode::parse(&text).ok());
        }
    }
}
