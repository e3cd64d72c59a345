//! The number of a company.

use serde::{Deserialize, Serialize};

use super::number::{bytes, verify};
use super::{TaxIdError, given, mask, stored};
use crate::WrongCharacter;

/// Where no letter can stand any more.
const FIRST_CHECK_DIGIT: usize = 12;

/// A CNPJ: 8 characters of root and 4 of order, digits or upper-case letters, then two check
/// digits. JSON: the bare text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Cnpj([u8; 14]);

impl Cnpj {
    /// Reads 14 characters as a person types or pastes them, in any case, with or without mask and
    /// label.
    ///
    /// # Errors
    /// Those of [`TaxIdError`].
    pub fn parse(text: &str) -> Result<Self, TaxIdError> {
        Self::of(&given(text)?)
    }

    pub(super) fn stored(text: &str) -> Result<Self, TaxIdError> {
        Self::of(&stored(text)?)
    }

    pub(super) fn of(characters: &[WrongCharacter]) -> Result<Self, TaxIdError> {
        let number = bytes(characters, FIRST_CHECK_DIGIT)?;
        verify(&number, 9)?;
        Ok(Self(number))
    }

    /// The characters alone: `12ABC34501DE35`.
    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or_default()
    }

    /// With its mask: `12.ABC.345/01DE-35`.
    pub fn formatted(&self) -> String {
        mask::masked(self.as_str())
    }
}
