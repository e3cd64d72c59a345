//! The number of a person.

use serde::{Deserialize, Serialize};

use super::number::{bytes, verify};
use super::{TaxIdError, given, mask, stored};
use crate::WrongCharacter;

/// A CPF: 11 digits, the last two of them check digits. JSON: the bare digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Cpf([u8; 11]);

impl Cpf {
    /// Reads 11 digits as a person types or pastes them, with or without mask and label.
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
        let number = bytes(characters, 0)?;
        verify(&number, 11)?;
        Ok(Self(number))
    }

    /// The digits alone: `39053344705`.
    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or_default()
    }

    /// With its mask: `390.533.447-05`.
    pub fn formatted(&self) -> String {
        mask::masked(self.as_str())
    }

    /// For lists, where it tells people apart without giving the number away: `***.533.447-**`.
    pub fn masked(&self) -> String {
        let middle = self.formatted().get(3..12).unwrap_or_default().to_owned();
        format!("***{middle}**")
    }
}
