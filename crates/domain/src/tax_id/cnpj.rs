//! The number of a company.

use serde::{Deserialize, Serialize};

use super::{TaxIdError, bare, mask, verify};

/// A CNPJ: 8 characters of root and 4 of order, digits or upper-case letters, then two check
/// digits. JSON: the bare text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Cnpj([u8; 14]);

impl Cnpj {
    /// Reads 14 characters, with or without the mask, in any case.
    pub fn parse(text: &str) -> Result<Self, TaxIdError> {
        let bare = bare(text)?;
        let number: &[u8; 14] = bare.as_bytes().try_into().map_err(|_| TaxIdError::Length)?;
        if !number.iter().rev().take(2).all(u8::is_ascii_digit) {
            return Err(TaxIdError::Charset);
        }
        verify(number, 9)?;
        Ok(Self(*number))
    }

    /// The characters alone: `12ABC34501DE35`.
    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or_default()
    }

    /// With its mask: `12.ABC.345/01DE-35`.
    pub fn formatted(&self) -> String {
        mask::partial(self.as_str())
    }
}
