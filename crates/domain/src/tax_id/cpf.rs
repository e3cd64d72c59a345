//! The number of a person.

use serde::{Deserialize, Serialize};

use super::{TaxIdError, bare, mask, verify};

/// A CPF: 11 digits, the last two of them check digits. JSON: the bare digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Cpf([u8; 11]);

impl Cpf {
    /// Reads 11 digits, with or without the mask.
    pub fn parse(text: &str) -> Result<Self, TaxIdError> {
        let bare = bare(text)?;
        if !bare.bytes().all(|b| b.is_ascii_digit()) {
            return Err(TaxIdError::Charset);
        }
        let digits: &[u8; 11] = bare.as_bytes().try_into().map_err(|_| TaxIdError::Length)?;
        verify(digits, 11)?;
        Ok(Self(*digits))
    }

    /// The digits alone: `39053344705`.
    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or_default()
    }

    /// With its mask: `390.533.447-05`.
    pub fn formatted(&self) -> String {
        mask::partial(self.as_str())
    }

    /// For lists, where it tells people apart without giving the number away: `***.533.447-**`.
    pub fn masked(&self) -> String {
        let middle = self.formatted().get(3..12).unwrap_or_default().to_owned();
        format!("***{middle}**")
    }
}
