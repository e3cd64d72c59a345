//! Boletos: the line people copy, the barcode machines read, and what both say.
//!
//! The due date and amount that the portal states come first: fine and interest change what is
//! owed while the code keeps the nominal amount, and the factor names several dates.

mod arrecadacao;
mod bars;
mod check_digit;
mod cobranca;
mod due_factor;
mod free_field;

use std::ops::Range;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::pasted::Pasted;
use crate::{Cents, CivilDate, WrongCharacter};

pub use bars::Bars;
pub use due_factor::DueDate;
pub use free_field::FreeField;

/// What a printed line has between its digits.
const GROUPING: [char; 3] = [' ', '.', '-'];

/// A boleto whose every check digit holds. JSON: the barcode's 44 digits, checked when read.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Boleto {
    /// 44 ASCII digits.
    barcode: String,
}

/// The two families of boletos.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BoletoKind {
    /// Issued by a bank: 47 digits.
    Cobranca,
    /// Of a utility or public body: 48 digits, the first an 8.
    Arrecadacao,
}

/// Why a text is not a boleto: the first check that fails, in this order; the last four only
/// when issuing one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum BoletoError {
    /// Something besides ASCII digits, spaces, points and hyphens.
    #[error("a character that cannot stand in a boleto: {0}")]
    Charset(WrongCharacter),
    /// Neither 44 nor 47 digits, nor 48 beginning with 8.
    #[error("a boleto has 44, 47 or 48 digits")]
    Length,
    /// Arrecadação: position 3 is not 6 to 9.
    #[error("unknown value id")]
    ValueId,
    /// Arrecadação: position 2 is a segment that FEBRABAN has not assigned.
    #[error("segment not assigned")]
    Segment,
    /// Arrecadação: the check digit of this block of the line, 1 to 4.
    #[error("wrong check digit of block {0}")]
    BlockDigit(u8),
    /// Cobrança: the currency is not the real.
    #[error("currency is not the real")]
    CurrencyCode,
    /// Cobrança: the check digit of this field of the line, 1 to 3.
    #[error("wrong check digit of field {0}")]
    FieldDigit(u8),
    /// The check digit over the whole barcode.
    #[error("wrong general check digit")]
    GeneralDigit,
    /// Issuing: the bank's number is not three digits, the first not an 8.
    #[error("a bank's number has three digits")]
    Bank,
    /// Issuing: no factor exists for the due date.
    #[error("no due factor for this date")]
    DueDate,
    /// Issuing: negative, or beyond R$ 99.999.999,99.
    #[error("amount does not fit in a boleto")]
    Amount,
    /// Issuing: the free field is not 25 digits.
    #[error("the free field has 25 digits")]
    FreeField,
}

impl Boleto {
    /// Reads a line (47 or 48 digits) or a barcode (44) as a person pastes it: with spaces, breaks,
    /// points and dashes anywhere, and with words before it. Nothing is padded or guessed.
    ///
    /// # Errors
    /// Those of [`BoletoError`].
    pub fn parse(text: &str) -> Result<Self, BoletoError> {
        let pasted = Pasted::new(text).after_words();
        let digits = pasted.without(&GROUPING, |c| c.is_ascii_digit());
        Self::of_digits(digits.map_err(BoletoError::Charset)?)
    }

    fn of_digits(digits: String) -> Result<Self, BoletoError> {
        let barcode = match (digits.len(), kind(&digits)) {
            (44, BoletoKind::Cobranca) => cobranca::check_barcode(&digits).map(|()| digits),
            (44, BoletoKind::Arrecadacao) => arrecadacao::check_barcode(&digits).map(|()| digits),
            (47, BoletoKind::Cobranca) => cobranca::barcode(&digits),
            (48, BoletoKind::Arrecadacao) => arrecadacao::barcode(&digits),
            _ => Err(BoletoError::Length),
        }?;
        Ok(Self { barcode })
    }

    /// Issues a cobrança in reais with the factor of its due date. `bank` is the bank's COMPE
    /// number, three digits; an amount of zero leaves it to the payer.
    pub fn cobranca(
        bank: &str,
        due: CivilDate,
        amount: Cents,
        free: &FreeField,
    ) -> Result<Self, BoletoError> {
        let is_bank = bank.len() == 3 && bank.bytes().all(|b| b.is_ascii_digit());
        if !is_bank || kind(bank) != BoletoKind::Cobranca {
            return Err(BoletoError::Bank);
        }
        let factor = due_factor::of(due).ok_or(BoletoError::DueDate)?;
        let centavos = u64::try_from(amount.get())
            .ok()
            .filter(|centavos| *centavos < 10_000_000_000)
            .ok_or(BoletoError::Amount)?;
        Ok(Self {
            barcode: cobranca::assemble(bank, factor, centavos, free.as_str()),
        })
    }

    /// The family.
    pub fn kind(&self) -> BoletoKind {
        kind(&self.barcode)
    }

    /// The 44 digits of the barcode.
    pub fn barcode(&self) -> &str {
        &self.barcode
    }

    /// The line (linha digitável), digits only: what is copied.
    pub fn line(&self) -> String {
        match self.kind() {
            BoletoKind::Cobranca => cobranca::line(&self.barcode).concat(),
            BoletoKind::Arrecadacao => arrecadacao::line(&self.barcode, "").concat(),
        }
    }

    /// The line in its printed groups: what is shown.
    /// `00190.00009 01149.718601 68524.522114 6 75860000102656`, or
    /// `84630000000-3 29990296202-4 00410136000-8 00200644114-7`.
    pub fn line_formatted(&self) -> String {
        match self.kind() {
            BoletoKind::Cobranca => cobranca::line_formatted(&self.barcode),
            BoletoKind::Arrecadacao => arrecadacao::line(&self.barcode, "-").join(" "),
        }
    }

    /// The nominal amount; `None` when the payer fills it in (a cobrança of zero) or the code
    /// carries a reference instead.
    pub fn amount(&self) -> Option<Cents> {
        let digits = match self.kind() {
            BoletoKind::Cobranca => self.part(9..19),
            BoletoKind::Arrecadacao if arrecadacao::is_amount(&self.barcode) => self.part(4..15),
            BoletoKind::Arrecadacao => return None,
        };
        let amount = digits.parse().map(Cents::new).ok()?;
        Some(amount).filter(|amount| !amount.is_zero())
    }

    /// The due date as seen from `reference`, normally today. Only a cross-check of the date
    /// that the portal states: see [`DueDate`].
    pub fn due_date(&self, reference: CivilDate) -> DueDate {
        self.due_factor().map_or(DueDate::None, |factor| {
            due_factor::resolve(factor, reference)
        })
    }

    /// Cobrança: the due factor, 0 to 9999.
    pub fn due_factor(&self) -> Option<u16> {
        self.cobranca_part(5..9)?.parse().ok()
    }

    /// Cobrança: the issuing bank's COMPE number, three digits.
    pub fn bank(&self) -> Option<&str> {
        self.cobranca_part(0..3)
    }

    /// Arrecadação: the segment, 1 city, 2 water, 3 power or gas, 4 telecom, 5 government,
    /// 6 companies known by CNPJ, 7 traffic fines, 9 the bank's own.
    pub fn segment(&self) -> Option<u8> {
        self.arrecadacao_part(1..2)?.parse().ok()
    }

    /// Arrecadação: who collects, four digits of FEBRABAN's or, in segment 6, the first eight
    /// of a numeric CNPJ.
    pub fn company(&self) -> Option<&str> {
        self.arrecadacao_part(15..arrecadacao::company_end(&self.barcode))
    }

    /// Arrecadação whose value is a reference instead of an amount: its 11 digits.
    pub fn reference_quantity(&self) -> Option<&str> {
        self.arrecadacao_part(4..15)
            .filter(|_| !arrecadacao::is_amount(&self.barcode))
    }

    /// The check digit over the whole barcode, 0 to 9.
    pub fn check_digit(&self) -> u8 {
        let digit = match self.kind() {
            BoletoKind::Cobranca => self.part(4..5),
            BoletoKind::Arrecadacao => self.part(3..4),
        };
        digit.parse().unwrap_or_default()
    }

    /// The digits whose meaning only the issuer knows: 25, or 21 in segment 6.
    pub fn free_field(&self) -> &str {
        match self.kind() {
            BoletoKind::Cobranca => self.part(19..44),
            BoletoKind::Arrecadacao => self.part(arrecadacao::company_end(&self.barcode)..44),
        }
    }

    /// The barcode as bars to draw.
    pub fn bars(&self) -> Bars {
        Bars::new(&self.barcode)
    }

    fn part(&self, range: Range<usize>) -> &str {
        part(&self.barcode, range)
    }

    fn cobranca_part(&self, range: Range<usize>) -> Option<&str> {
        (self.kind() == BoletoKind::Cobranca).then(|| self.part(range))
    }

    fn arrecadacao_part(&self, range: Range<usize>) -> Option<&str> {
        (self.kind() == BoletoKind::Arrecadacao).then(|| self.part(range))
    }
}

impl FromStr for Boleto {
    type Err = BoletoError;

    fn from_str(text: &str) -> Result<Self, BoletoError> {
        Self::parse(text)
    }
}

impl TryFrom<String> for Boleto {
    type Error = BoletoError;

    /// Reads what was stored: a line or barcode in ASCII, with spaces, points and hyphens at most.
    fn try_from(text: String) -> Result<Self, BoletoError> {
        let wrong = |c: &char| !c.is_ascii_digit() && !GROUPING.contains(c);
        match (1..).zip(text.chars()).find(|(_, c)| wrong(c)) {
            Some((place, character)) => {
                Err(BoletoError::Charset(WrongCharacter { character, place }))
            }
            None => Self::of_digits(text.replace(GROUPING, "")),
        }
    }
}

impl From<Boleto> for String {
    fn from(boleto: Boleto) -> Self {
        boleto.barcode
    }
}

/// No bank's number begins with the 8 that marks an arrecadação.
fn kind(digits: &str) -> BoletoKind {
    if digits.starts_with('8') {
        BoletoKind::Arrecadacao
    } else {
        BoletoKind::Cobranca
    }
}

/// Part of a text of ASCII digits, empty when the text is too short.
fn part(digits: &str, range: Range<usize>) -> &str {
    digits.get(range).unwrap_or_default()
}

#[cfg(test)]
mod tests;
