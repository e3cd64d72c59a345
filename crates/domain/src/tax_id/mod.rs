//! CPF and CNPJ, the numbers people and companies are known by and sign in with.
//!
//! Rules: IN RFB 2.229/2024 (the alphanumeric CNPJ, in force since July 2026) and the check
//! digit manual of RFB/SERPRO.

mod cnpj;
mod cpf;
mod mask;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

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
    /// A character that cannot stand there.
    #[error("a character that cannot stand in a tax number")]
    Charset,
    /// Too short or too long.
    #[error("a tax number has 11 or 14 characters")]
    Length,
    /// The check digits belong to another number.
    #[error("wrong check digits")]
    CheckDigit,
    /// One digit repeated: the arithmetic passes, but such numbers are not issued.
    #[error("a repeated digit is not issued as a tax number")]
    Repeated,
}

impl TaxId {
    /// Reads a CPF (11 digits) or a CNPJ (14, or anything with a letter), masked or bare, in any
    /// case. Nothing is padded: `191` is not a CPF.
    pub fn parse(text: &str) -> Result<Self, TaxIdError> {
        let bare = bare(text)?;
        match bare.len() {
            14 => Cnpj::parse(&bare).map(Self::Cnpj),
            11 if bare.bytes().all(|b| b.is_ascii_digit()) => Cpf::parse(&bare).map(Self::Cpf),
            _ => Err(TaxIdError::Length),
        }
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
        mask::partial(self.as_str())
    }

    /// For lists: see [`Cpf::masked`]. The number of a company is public and stays whole.
    pub fn masked(&self) -> String {
        match self {
            Self::Cpf(cpf) => cpf.masked(),
            Self::Cnpj(cnpj) => cnpj.formatted(),
        }
    }

    /// Formats what was typed or pasted so far into a field: the CPF's mask up to 11 digits, the
    /// CNPJ's beyond or from the first letter on. What cannot belong is dropped, the rest is cut
    /// at 14; masking a masked text changes nothing.
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

            fn try_from(text: String) -> Result<Self, TaxIdError> {
                Self::parse(&text)
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

/// The letters and digits of a number in upper case, without the characters of its mask.
fn bare(text: &str) -> Result<String, TaxIdError> {
    let bare = text
        .chars()
        .filter(|c| !matches!(c, '.' | '/' | '-' | ' '))
        .map(|c| c.to_ascii_uppercase())
        .collect::<String>();
    if bare.bytes().all(|b| b.is_ascii_alphanumeric()) {
        Ok(bare)
    } else {
        Err(TaxIdError::Charset)
    }
}

/// The check digit of both numbers: characters count as ASCII - 48, modulo 11, and a remainder
/// of 0 or 1 gives 0. Weights go from the right: 2, 3, … up to `top`, and again.
fn check_digit(characters: &[u8], top: u32) -> u8 {
    let weights = (2..=top).cycle();
    let sum = characters
        .iter()
        .rev()
        .zip(weights)
        .map(|(c, weight)| u32::from(c.wrapping_sub(b'0')) * weight)
        .sum::<u32>();
    match sum % 11 {
        0 | 1 => b'0',
        rest => b'0' + u8::try_from(11 - rest).unwrap_or_default(),
    }
}

/// Checks the two digits at the end, then that the number is not one character repeated.
fn verify(number: &[u8], top: u32) -> Result<(), TaxIdError> {
    let holds = |length: usize| {
        let split = number.split_at_checked(length);
        split.is_some_and(|(base, dv)| dv.first() == Some(&check_digit(base, top)))
    };
    if !(holds(number.len().saturating_sub(2)) && holds(number.len().saturating_sub(1))) {
        return Err(TaxIdError::CheckDigit);
    }
    if number.iter().all(|c| Some(c) == number.first()) {
        return Err(TaxIdError::Repeated);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
