//! CPF and CNPJ, the numbers people and companies are known by and sign in with.
//!
//! Rules: IN RFB 2.229/2024 (the alphanumeric CNPJ, in force since July 2026) and the check
//! digit manual of RFB/SERPRO.

mod cnpj;
mod cpf;
mod label;
mod mask;
mod number;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::pasted::{Pasted, WrongCharacter};
use number::{GROUPING, characters};

pub use cnpj::Cnpj;
pub use cpf::Cpf;

/// A CPF or a CNPJ. JSON: the bare text, checked when read.
///
/// `Debug` of a CPF shows its masked form, so that no log line holds the number of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum TaxId {
    /// A person's.
    Cpf(Cpf),
    /// A company's.
    Cnpj(Cnpj),
}

/// Why a text is not a CPF or CNPJ: the first check that fails, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TaxIdError {
    /// A character that cannot stand there: a sign, or a letter in a CPF (11 characters) or in the
    /// check digits of a CNPJ.
    #[error("a character that cannot stand in a tax number: {0}")]
    Charset(WrongCharacter),
    /// Too short or too long: so many characters without the mask's.
    #[error("a tax number has 11 or 14 characters, not {0}")]
    Length(usize),
    /// The check digits belong to another number.
    #[error("wrong check digits")]
    CheckDigit,
    /// One digit repeated: the arithmetic passes, but such numbers are not issued.
    #[error("a repeated digit is not issued as a tax number")]
    Repeated,
}

impl TaxId {
    /// Reads a CPF (11 digits) or a CNPJ (14 characters) as a person types or pastes it: masked or
    /// bare, in any case, with a label before it. Nothing is padded: `191` is not a CPF.
    ///
    /// # Errors
    /// Those of [`TaxIdError`].
    pub fn parse(text: &str) -> Result<Self, TaxIdError> {
        of(&given(text)?)
    }

    fn stored(text: &str) -> Result<Self, TaxIdError> {
        of(&stored(text)?)
    }

    /// The number without mask, as stored and sent: `39053344705`, `12ABC34501DE35`.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Cpf(cpf) => cpf.as_str(),
            Self::Cnpj(cnpj) => cnpj.as_str(),
        }
    }

    /// The number with its mask: `390.533.447-05`, `12.ABC.345/01DE-35`.
    pub fn formatted(&self) -> String {
        mask::masked(self.as_str())
    }

    /// For lists: see [`Cpf::masked`]. The number of a company is public and stays whole.
    pub fn masked(&self) -> String {
        match self {
            Self::Cpf(cpf) => cpf.masked(),
            Self::Cnpj(cnpj) => cnpj.formatted(),
        }
    }

    /// Formats what was typed or pasted so far into a field: the CPF's mask up to 11 digits, the
    /// CNPJ's beyond or from the first letter on, without a label. Nothing else is left out: what is
    /// too much or wrong stays for [`TaxId::parse`] to name. Masking a masked text changes nothing.
    pub fn mask_partial(typed: &str) -> String {
        mask::partial(typed)
    }
}

impl From<Cpf> for TaxId {
    fn from(cpf: Cpf) -> Self {
        Self::Cpf(cpf)
    }
}

impl From<Cnpj> for TaxId {
    fn from(cnpj: Cnpj) -> Self {
        Self::Cnpj(cnpj)
    }
}

/// The text forms that the three types share.
macro_rules! text_form {
    ($($type:ty),+) => {$(
        impl FromStr for $type {
            type Err = TaxIdError;

            fn from_str(text: &str) -> Result<Self, TaxIdError> {
                Self::parse(text)
            }
        }

        impl TryFrom<String> for $type {
            type Error = TaxIdError;

            /// Reads what was stored: the mask's characters may stand in it, and nothing else.
            fn try_from(text: String) -> Result<Self, TaxIdError> {
                Self::stored(&text)
            }
        }

        impl From<$type> for String {
            fn from(id: $type) -> Self {
                id.as_str().to_owned()
            }
        }
    )+};
}

text_form!(Cpf, Cnpj, TaxId);

impl fmt::Debug for Cpf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

impl fmt::Debug for Cnpj {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.formatted())
    }
}

/// The characters of a number that a person gave.
fn given(text: &str) -> Result<Vec<WrongCharacter>, TaxIdError> {
    characters(&label::without(Pasted::new(text)))
}

/// The characters of a number that was stored.
fn stored(text: &str) -> Result<Vec<WrongCharacter>, TaxIdError> {
    let wrong = |c: &char| !c.is_ascii_alphanumeric() && !GROUPING.contains(c);
    match (1..).zip(text.chars()).find(|(_, c)| wrong(c)) {
        Some((place, character)) => {
            let wrong = WrongCharacter { character, place };
            Err(TaxIdError::Charset(wrong))
        }
        None => characters(&Pasted::new(text)),
    }
}

/// A number of either kind. Of 11 characters it is a CPF, whose letters are wrong.
fn of(characters: &[WrongCharacter]) -> Result<TaxId, TaxIdError> {
    match characters.len() {
        14 => Cnpj::of(characters).map(TaxId::Cnpj),
        11 => Cpf::of(characters).map(TaxId::Cpf),
        length => Err(TaxIdError::Length(length)),
    }
}

#[cfg(test)]
mod tests;
