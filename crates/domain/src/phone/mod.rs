//! Telephones of customers, as people write and paste them.
//!
//! Anatel, Resolução 749/2022 (numbering plan): a DDD of two digits and eight digits, or nine that
//! begin with 9 for a mobile. Whatever could be another number when digits are only counted is
//! refused, for a message sent to a stranger tells them about a bill.

mod area_codes;
mod mask;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::pasted::{Pasted, WrongCharacter};
use area_codes::is_area_code;

/// A telephone of Brazil with its DDD: ten digits, or eleven of a mobile. JSON: the digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Phone(String);

/// Why a text is not a telephone: the first check that fails, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PhoneError {
    /// Nothing there.
    #[error("empty")]
    Empty,
    /// A character that cannot stand there.
    #[error("a character that cannot stand in a telephone: {0}")]
    Charset(WrongCharacter),
    /// Another country's.
    #[error("not a telephone of Brazil")]
    Abroad,
    /// 0800, 0300, 0500 or 0900: a service, which nobody can be reached at.
    #[error("a service number")]
    Service,
    /// Fewer than ten digits, as without DDD; or a mobile without one of its digits.
    #[error("too short")]
    TooShort,
    /// More than eleven digits, as two numbers or one with an extension.
    #[error("too long")]
    TooLong,
    /// Digits in groups that are not DDD and number.
    #[error("not grouped as DDD and number")]
    Grouping,
    /// The DDD is none.
    #[error("no such DDD")]
    AreaCode,
    /// Eleven digits whose number does not begin with 9.
    #[error("nine digits begin with 9")]
    NinthDigit,
}

impl Phone {
    /// Reads a number with its DDD as people write it: `(11) 98877-6655`, `+55 11 98877-6655`,
    /// `011 3333-0100`, `0 15 11 98877-6655` with a carrier, `tel:+55…`, with a label.
    ///
    /// # Errors
    /// Those of [`PhoneError`].
    pub fn parse(text: &str) -> Result<Self, PhoneError> {
        let written = Written::of(&Pasted::new(text).after_words())?;
        let national = written.national()?;
        national.judge()?;
        Ok(Self(national.digits))
    }

    /// The digits with the DDD: `11988776655`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As it is printed: `(11) 98877-6655`.
    pub fn formatted(&self) -> String {
        mask::masked(&self.0)
    }

    /// Formats what was typed or pasted so far into a field. A whole number is put in its form; what
    /// is begun otherwise, is too long or wrong stays as it is, for [`Phone::parse`] to say why.
    /// Masking a masked text changes nothing.
    pub fn mask_partial(typed: &str) -> String {
        mask::partial(typed)
    }
}

impl TryFrom<String> for Phone {
    type Error = PhoneError;

    /// Reads what was stored: digits, and nothing else.
    fn try_from(digits: String) -> Result<Self, PhoneError> {
        let wrong = (1..).zip(digits.chars()).find(|(_, c)| !c.is_ascii_digit());
        if let Some((place, character)) = wrong {
            return Err(PhoneError::Charset(WrongCharacter { character, place }));
        }
        let national = Written {
            digits,
            ..Written::default()
        };
        national.judge()?;
        Ok(Self(national.digits))
    }
}

impl From<Phone> for String {
    fn from(phone: Phone) -> Self {
        phone.0
    }
}

/// Digits, and how they were written.
#[derive(Debug, Default)]
struct Written {
    digits: String,
    /// Before which digits something else stands, by their number from 0; none before the first.
    breaks: Vec<usize>,
    /// Whether a plus stands before them.
    plus: bool,
    /// Whether the trunk prefix has `xx` for the carrier, as in `(0xx11) 3333-0100`.
    any_carrier: bool,
}

impl Written {
    fn of(pasted: &Pasted) -> Result<Self, PhoneError> {
        let mut written = Self::default();
        let mut characters = pasted.iter().peekable();
        while let Some(it) = characters.next() {
            match it.character {
                '+' if written.digits.is_empty() && !written.plus => written.plus = true,
                'x' | 'X' | '*' if written.digits == "0" => {
                    let next = characters.next().map(|next| next.character);
                    if next != Some(it.character) {
                        return Err(PhoneError::Charset(it));
                    }
                    written.any_carrier = true;
                    written.breaks.push(1);
                }
                ' ' | '.' | '-' | '(' | ')' => written.breaks.push(written.digits.len()),
                digit if digit.is_ascii_digit() => written.digits.push(digit),
                _ => return Err(PhoneError::Charset(it)),
            }
        }
        let length = written.digits.len();
        written.breaks.retain(|at| (1..length).contains(at));
        written.breaks.dedup();
        Ok(written)
    }

    /// The number with its DDD, without the prefixes of country, trunk and carrier.
    fn national(self) -> Result<Self, PhoneError> {
        if self.digits.is_empty() {
            return Err(PhoneError::Empty);
        }
        if self.plus || self.digits.starts_with("00") {
            let abroad = self.without(if self.plus { 0 } else { 2 });
            return match abroad.digits.strip_prefix("55") {
                // Some write the trunk prefix even so: `+55 (0) 11`.
                Some(trunk) if trunk.starts_with('0') => abroad.without(2).without_trunk(),
                Some(_) => Ok(abroad.without(2)),
                None => Err(PhoneError::Abroad),
            };
        }
        if self.digits.starts_with('0') {
            return self.without_trunk();
        }
        // 55 is a DDD too. As a country it makes the number longer than any of Brazil; that it is
        // no other number with an extension, only its groups tell.
        let is_country = self.digits.starts_with("55") && matches!(self.digits.len(), 12 | 13);
        if is_country && (self.breaks.is_empty() || self.breaks.contains(&2)) {
            let rest = self.without(2);
            return if rest.breaks.is_empty() || rest.breaks.contains(&2) {
                Ok(rest)
            } else {
                Err(PhoneError::TooLong)
            };
        }
        Ok(self)
    }

    /// Without the 0 that is dialled to another place, and the two digits of a carrier after it
    /// where they stand apart: `0 15 11 98877-6655`.
    fn without_trunk(self) -> Result<Self, PhoneError> {
        let is_service = matches!(
            self.digits.get(..4),
            Some("0300" | "0500" | "0800" | "0900")
        );
        if is_service && !self.any_carrier {
            return Err(PhoneError::Service);
        }
        let carrier = self.breaks.contains(&3) && self.breaks.contains(&5);
        Ok(self.without(if carrier { 3 } else { 1 }))
    }

    fn without(&self, first: usize) -> Self {
        let digits = self.digits.get(first..).unwrap_or_default().to_owned();
        let breaks = self.breaks.iter().filter_map(|at| at.checked_sub(first));
        Self {
            breaks: breaks.filter(|at| *at > 0).collect(),
            digits,
            plus: false,
            any_carrier: false,
        }
    }

    /// Whether this is DDD and number.
    fn judge(&self) -> Result<(), PhoneError> {
        let length = self.digits.len();
        let first = self.digits.as_bytes().get(2);
        match length {
            0 => return Err(PhoneError::Empty),
            1..10 => return Err(PhoneError::TooShort),
            10 | 11 => {}
            _ => return Err(PhoneError::TooLong),
        }
        // Apart from the DDD, or undivided but before the last four: `3333-0100 11` is another one.
        let last_four = length - 4;
        let is_grouped = self.breaks.contains(&2) || self.breaks.iter().all(|at| *at == last_four);
        if !is_grouped {
            return Err(PhoneError::Grouping);
        }
        if !is_area_code(&self.digits) {
            return Err(PhoneError::AreaCode);
        }
        match (length, first) {
            (10, Some(b'9')) => Err(PhoneError::TooShort),
            (10, _) | (11, Some(b'9')) => Ok(()),
            _ => Err(PhoneError::NinthDigit),
        }
    }
}

#[cfg(test)]
mod tests;
