//! Money: whole centavos of the real, never a float.

use std::iter::Sum;
use std::ops::{Add, Sub};
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::pasted::{Pasted, WrongCharacter};

/// An amount in centavos; negative for credits. JSON: an integer.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Cents(i64);

/// Why a text is not an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CentsError {
    /// A character that cannot stand in an amount.
    #[error("a character that cannot stand in an amount: {0}")]
    Charset(WrongCharacter),
    /// Not written as an amount.
    #[error("not an amount")]
    Malformed,
    /// Does not fit in 64 bits of centavos.
    #[error("amount out of range")]
    OutOfRange,
}

impl Cents {
    /// R$ 0,00.
    pub const ZERO: Self = Self(0);

    /// An amount of so many centavos.
    pub const fn new(centavos: i64) -> Self {
        Self(centavos)
    }

    /// The amount in centavos.
    pub const fn get(self) -> i64 {
        self.0
    }

    /// Whether the amount is R$ 0,00.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// The exact sum, or `None` when it does not fit.
    pub const fn checked_add(self, other: Self) -> Option<Self> {
        match self.0.checked_add(other.0) {
            Some(sum) => Some(Self(sum)),
            None => None,
        }
    }

    /// As CLDR writes it in pt-BR: `R$`, U+00A0, `1.234,56`; negative as `-R$ 10,50`.
    pub fn brl(self) -> String {
        format!("{}R$\u{a0}{}", self.sign(), self.amount_text())
    }

    /// `1.234,56`: no currency, no sign. For forms, whose label says what it is.
    pub fn amount_text(self) -> String {
        let (reais, centavos) = self.parts();
        let digits = reais.to_string();
        let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 3);
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                text.push('.');
            }
            text.push(digit);
        }
        format!("{text},{centavos:02}")
    }

    /// `129.90`, as the Pix API and field 54 of a BR Code write it.
    ///
    /// A negative amount keeps its sign, so that it stays invalid there instead of becoming a
    /// charge.
    pub fn pix_amount(self) -> String {
        let (reais, centavos) = self.parts();
        format!("{}{reais}.{centavos:02}", self.sign())
    }

    /// Reads the Pix API's `\d{1,10}\.\d{2}` (bacen/pix-api 2.9.0) and nothing else.
    pub fn from_pix_amount(text: &str) -> Result<Self, CentsError> {
        let (reais, centavos) = text.split_once('.').ok_or(CentsError::Malformed)?;
        if !(1..=10).contains(&reais.len()) || centavos.len() != 2 {
            return Err(CentsError::Malformed);
        }
        Ok(Self(digits(reais)? * 100 + digits(centavos)?))
    }

    const fn sign(self) -> &'static str {
        if self.0 < 0 { "-" } else { "" }
    }

    const fn parts(self) -> (u64, u64) {
        let centavos = self.0.unsigned_abs();
        (centavos / 100, centavos % 100)
    }
}

/// Saturates at the ends of `i64`.
impl Add for Cents {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

/// Saturates at the ends of `i64`.
impl Sub for Cents {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

/// Saturates at the ends of `i64`.
impl Sum for Cents {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

/// Saturates at the ends of `i64`.
impl<'a> Sum<&'a Cents> for Cents {
    fn sum<I: Iterator<Item = &'a Self>>(amounts: I) -> Self {
        amounts.copied().sum()
    }
}

/// Reads an amount as people type or paste it in Brazil: `1.234,56`, `1234,5`, `R$ 10`,
/// `-R$ 10,50`, `Valor: R$ 10,50`, with any spaces around. A point only groups thousands: `1.23` is
/// refused rather than guessed.
impl FromStr for Cents {
    type Err = CentsError;

    fn from_str(text: &str) -> Result<Self, CentsError> {
        let pasted = Pasted::new(text).after_colon();
        let of_amounts = |c: char| c.is_ascii_digit() || " .,-R$".contains(c);
        let text = pasted.without(&[], of_amounts);
        let text = text.map_err(CentsError::Charset)?;
        let (before_currency, rest) = split_sign(&text);
        let unmarked = rest.strip_prefix("R$").map(str::trim);
        let (after_currency, amount) = split_sign(unmarked.unwrap_or(rest));
        if before_currency && after_currency {
            return Err(CentsError::Malformed);
        }
        let (reais, centavos) = amount.split_once(',').unwrap_or((amount, "00"));
        let centavos = match centavos.len() {
            1 => digits(centavos)? * 10,
            2 => digits(centavos)?,
            _ => return Err(CentsError::Malformed),
        };
        // Negative all the way, for the lowest i64 has no positive twin.
        let amount = ungroup(reais)?
            .checked_neg()
            .and_then(|reais| reais.checked_mul(100))
            .and_then(|reais| reais.checked_sub(centavos));
        if before_currency || after_currency {
            amount
        } else {
            amount.and_then(i64::checked_neg)
        }
        .map(Self)
        .ok_or(CentsError::OutOfRange)
    }
}

/// Whether there is a minus, and what follows it.
fn split_sign(text: &str) -> (bool, &str) {
    text.strip_prefix('-')
        .map_or((false, text), |rest| (true, rest))
}

/// Digits, or digits grouped by points in threes.
fn ungroup(reais: &str) -> Result<i64, CentsError> {
    let mut groups = reais.split('.');
    let first = groups.next().unwrap_or_default();
    let grouped = reais.len() > first.len();
    if grouped && !((1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3)) {
        return Err(CentsError::Malformed);
    }
    digits(&reais.replace('.', ""))
}

fn digits(text: &str) -> Result<i64, CentsError> {
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(CentsError::Malformed);
    }
    text.parse().map_err(|_| CentsError::OutOfRange)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[derive(Deserialize)]
    struct Format {
        money_brl: Vec<Money>,
    }

    #[derive(Deserialize)]
    struct Money {
        cents: Cents,
        text: String,
    }

    #[test]
    fn brl_text_is_what_cldr_writes() {
        let format: Format = serde_json::from_str(include_str!("../vectors/format.json")).unwrap();
        assert!(!format.money_brl.is_empty());
        for case in format.money_brl {
            assert_eq!(case.cents.brl(), case.text);
            assert_eq!(case.text.parse(), Ok(case.cents));
        }
    }

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (text, centavos) in [
            ("0", 0),
            ("10", 1_000),
            ("10,5", 1_050),
            ("1234,56", 123_456),
            ("1.234", 123_400),
            ("1.234.567,89", 123_456_789),
            (" R$ 10,00 ", 1_000),
            ("R$10,00", 1_000),
            ("R$\u{202f}10,00\u{a0}", 1_000),
            ("-R$\u{a0}10,50", -1_050),
            ("R$ -10,50", -1_050),
            ("\u{2212}1", -100),
            ("\u{2013}R$ 10,50", -1_050),
            ("\tR$ 10,00\r\n", 1_000),
            ("R$\u{2009}10,00\u{feff}", 1_000),
            ("1.234\u{200b},56", 123_456),
            ("Valor: R$ 10,00", 1_000),
            ("Total a pagar:\u{a0}1.234,56", 123_456),
        ] {
            assert_eq!(text.parse(), Ok(Cents(centavos)), "{text}");
        }
    }

    #[test]
    fn what_could_mean_two_amounts_is_refused() {
        for text in [
            "", "R$", "-", "1.23", "1.2345", "1234.567", "1,234", "1,", ",50", ".123", "1..234",
            "1,2,3", "1.234.56", "--1", "-R$ -1", "1 234", "1R$", "R$ R$ 1", "10-",
        ] {
            assert_eq!(text.parse::<Cents>(), Err(CentsError::Malformed), "{text}");
        }
        for (text, character, place) in [
            ("1e3", 'e', 2),
            ("+1", '+', 1),
            ("US$ 1", 'U', 1),
            ("R$ 1O,00", 'O', 5),
            ("1;00", ';', 2),
            ("١٢", '١', 1),
        ] {
            let wrong = WrongCharacter { character, place };
            let read = text.parse::<Cents>();
            assert_eq!(read, Err(CentsError::Charset(wrong)), "{text}");
        }
        assert_eq!(
            "92.233.720.368.547.758,08".parse::<Cents>(),
            Err(CentsError::OutOfRange)
        );
    }

    #[test]
    fn pix_amounts_have_a_point_and_two_decimals() {
        assert_eq!(Cents(12_990).pix_amount(), "129.90");
        assert_eq!(Cents(5).pix_amount(), "0.05");
        assert_eq!(Cents::from_pix_amount("129.90"), Ok(Cents(12_990)));
        assert_eq!(
            Cents::from_pix_amount("9999999999.99"),
            Ok(Cents(999_999_999_999))
        );
        for text in [
            "",
            "1",
            "1.0",
            "1.000",
            ".50",
            "-1.00",
            "1,00",
            "1e3.00",
            "12345678901.00",
            "1.00 ",
        ] {
            assert_eq!(
                Cents::from_pix_amount(text),
                Err(CentsError::Malformed),
                "{text}"
            );
        }
        assert!(Cents::from_pix_amount(&Cents(-100).pix_amount()).is_err());
    }

    #[test]
    fn sums_stop_at_the_ends() {
        assert_eq!(Cents(i64::MAX) + Cents(1), Cents(i64::MAX));
        assert_eq!(Cents(i64::MIN) - Cents(1), Cents(i64::MIN));
        assert_eq!(Cents(i64::MAX).checked_add(Cents(1)), None);
        assert_eq!([Cents(1), Cents(2)].iter().sum::<Cents>(), Cents(3));
    }

    #[test]
    fn json_is_an_integer() {
        assert_eq!(serde_json::to_string(&Cents(-5)).unwrap(), "-5");
        assert!(serde_json::from_str::<Cents>("1.5").is_err());
    }

    proptest! {
        #[test]
        fn every_amount_is_read_back(centavos: i64) {
            prop_assert_eq!(Cents(centavos).brl().parse(), Ok(Cents(centavos)));
        }

        #[test]
        fn no_text_panics(text in ".*") {
            let _ = text.parse::<Cents>();
            let _ = Cents::from_pix_amount(&text);
        }
    }
}
