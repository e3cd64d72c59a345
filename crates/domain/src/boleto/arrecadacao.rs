//! The family of utilities and public bodies (convênios): 44-digit barcode, 48-digit line.
//!
//! FEBRABAN "Layout - Código de Barras - Versão 8". Barcode: 1 the product `8`, 2 segment,
//! 3 value id, 4 general digit, 5-15 amount or reference, 16-19 company (16-23 in segment 6),
//! then free. The line is the barcode in four blocks of 11, each with a digit of its own.

use super::check_digit::{mod10, mod11_arrecadacao};
use super::{BoletoError, part};

/// What position 3 says: the rule of every check digit, and whether 5-15 is an amount in reais.
struct ValueId {
    check_digit: fn(&str) -> u8,
    is_amount: bool,
}

fn value_id(code: &str) -> Option<ValueId> {
    let (check_digit, is_amount): (fn(&str) -> u8, bool) = match part(code, 2..3) {
        "6" => (mod10, true),
        "7" => (mod10, false),
        "8" => (mod11_arrecadacao, true),
        "9" => (mod11_arrecadacao, false),
        _ => return None,
    };
    Some(ValueId {
        check_digit,
        is_amount,
    })
}

/// The value id of a barcode or line whose segment is assigned too.
fn check_head(code: &str) -> Result<ValueId, BoletoError> {
    let value_id = value_id(code).ok_or(BoletoError::ValueId)?;
    match part(code, 1..2) {
        "0" | "8" => Err(BoletoError::Segment),
        _ => Ok(value_id),
    }
}

pub(super) fn check_barcode(barcode: &str) -> Result<(), BoletoError> {
    let check_digit = check_head(barcode)?.check_digit;
    let others = [part(barcode, 0..3), part(barcode, 4..44)].concat();
    if part(barcode, 3..4) != check_digit(&others).to_string() {
        return Err(BoletoError::GeneralDigit);
    }
    Ok(())
}

/// The barcode of a 48-digit line.
pub(super) fn barcode(line: &str) -> Result<String, BoletoError> {
    let check_digit = check_head(line)?.check_digit;
    let mut barcode = String::with_capacity(44);
    for (number, start) in (1..).zip([0, 12, 24, 36]) {
        let block = part(line, start..start + 11);
        if part(line, start + 11..start + 12) != check_digit(block).to_string() {
            return Err(BoletoError::BlockDigit(number));
        }
        barcode.push_str(block);
    }
    check_barcode(&barcode).map(|()| barcode)
}

/// The line's four blocks, each with its digit after `separator`.
pub(super) fn line(barcode: &str, separator: &str) -> [String; 4] {
    let check_digit = value_id(barcode).map_or(mod10 as fn(&str) -> u8, |id| id.check_digit);
    [0..11, 11..22, 22..33, 33..44].map(|range| {
        let block = part(barcode, range);
        format!("{block}{separator}{}", check_digit(block))
    })
}

/// Whether positions 5-15 are an amount in reais rather than a reference.
pub(super) fn is_amount(barcode: &str) -> bool {
    value_id(barcode).is_some_and(|id| id.is_amount)
}

/// How many digits name the company: 8 of its CNPJ in segment 6, a FEBRABAN number else.
pub(super) fn company_end(barcode: &str) -> usize {
    if part(barcode, 1..2) == "6" { 23 } else { 19 }
}
