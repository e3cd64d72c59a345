//! What the issuing bank writes into a boleto for itself.

use std::str::FromStr;

use super::BoletoError;

/// The free field of a cobrança: 25 digits whose meaning only the issuing bank knows.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FreeField(String);

impl FreeField {
    /// How many digits there are.
    pub const LENGTH: usize = 25;

    /// Takes exactly 25 digits.
    pub fn new(digits: &str) -> Result<Self, BoletoError> {
        if digits.len() == Self::LENGTH && digits.bytes().all(|b| b.is_ascii_digit()) {
            Ok(Self(digits.to_owned()))
        } else {
            Err(BoletoError::FreeField)
        }
    }

    /// The 25 digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for FreeField {
    type Err = BoletoError;

    fn from_str(digits: &str) -> Result<Self, BoletoError> {
        Self::new(digits)
    }
}
