//! The family that banks issue: 44-digit barcode, 47-digit line.
//!
//! Carta-Circular BCB 2.926/2000. Barcode: 1-3 bank, 4 currency, 5 general digit, 6-9 due
//! factor, 10-19 amount, 20-44 free field. The line carries the free field first, in three
//! fields with a digit each, then general digit, factor and amount.

use super::check_digit::{mod10, mod11_cobranca};
use super::{BoletoError, part};

/// The only currency there is: the real.
const REAL: &str = "9";

/// A barcode's three fields of the line, without their digits.
fn fields(barcode: &str) -> [String; 3] {
    [
        [part(barcode, 0..4), part(barcode, 19..24)].concat(),
        part(barcode, 24..34).to_owned(),
        part(barcode, 34..44).to_owned(),
    ]
}

pub(super) fn check_barcode(barcode: &str) -> Result<(), BoletoError> {
    if part(barcode, 3..4) != REAL {
        return Err(BoletoError::CurrencyCode);
    }
    if part(barcode, 4..5) != general_digit(barcode).to_string() {
        return Err(BoletoError::GeneralDigit);
    }
    Ok(())
}

/// The barcode of a 47-digit line.
pub(super) fn barcode(line: &str) -> Result<String, BoletoError> {
    if part(line, 3..4) != REAL {
        return Err(BoletoError::CurrencyCode);
    }
    for (number, (field, digit)) in (1..).zip([(0..9, 9..10), (10..20, 20..21), (21..31, 31..32)]) {
        if part(line, digit) != mod10(part(line, field)).to_string() {
            return Err(BoletoError::FieldDigit(number));
        }
    }
    let barcode = [0..4, 32..33, 33..47, 4..9, 10..20, 21..31]
        .map(|range| part(line, range))
        .concat();
    check_barcode(&barcode).map(|()| barcode)
}

/// The line's 47 digits in its five printed groups, unformatted.
pub(super) fn line(barcode: &str) -> [String; 5] {
    let [first, second, third] = fields(barcode).map(|field| {
        let digit = mod10(&field);
        format!("{field}{digit}")
    });
    let rest = part(barcode, 5..19).to_owned();
    [first, second, third, part(barcode, 4..5).to_owned(), rest]
}

/// `00190.00009 01149.718601 68524.522114 6 75860000102656`
pub(super) fn line_formatted(barcode: &str) -> String {
    line(barcode)
        .map(|group| match group.split_at_checked(5) {
            Some((head, tail)) if (10..=11).contains(&group.len()) => format!("{head}.{tail}"),
            _ => group,
        })
        .join(" ")
}

/// Puts a barcode together, general digit included.
pub(super) fn assemble(bank: &str, factor: u16, amount: u64, free: &str) -> String {
    let without_digit = format!("{bank}{REAL}0{factor:04}{amount:010}{free}");
    let digit = general_digit(&without_digit);
    format!("{bank}{REAL}{digit}{factor:04}{amount:010}{free}")
}

/// Over the 43 other digits.
fn general_digit(barcode: &str) -> u8 {
    mod11_cobranca(&[part(barcode, 0..4), part(barcode, 5..44)].concat())
}
