//! The three check digit rules of boletos. Each takes ASCII digits and gives a digit, 0 to 9.

/// Fields of a cobrança line, and blocks and barcodes of arrecadação with value id 6 or 7:
/// weights 2, 1, 2, … from the right over the digits of each product.
pub(super) fn mod10(digits: &str) -> u8 {
    let sum = values(digits)
        .zip([2, 1].into_iter().cycle())
        .map(|(digit, weight)| digit * weight)
        .map(|product| product / 10 + product % 10)
        .sum::<u32>();
    to_digit((10 - sum % 10) % 10)
}

/// The general digit of a cobrança: 0, 10 and 11 become 1, so it is never 0.
pub(super) fn mod11_cobranca(digits: &str) -> u8 {
    match 11 - weighted(digits) % 11 {
        10 | 11 => 1,
        digit => to_digit(digit),
    }
}

/// Blocks and barcodes of arrecadação with value id 8 or 9: a remainder of 0 or 1 gives 0.
///
/// Remainder 10 gives 1, as FEBRABAN's layout has it; the cobrança rule differs.
pub(super) fn mod11_arrecadacao(digits: &str) -> u8 {
    match weighted(digits) % 11 {
        0 | 1 => 0,
        rest => to_digit(11 - rest),
    }
}

fn weighted(digits: &str) -> u32 {
    values(digits)
        .zip((2..=9).cycle())
        .map(|(digit, weight)| digit * weight)
        .sum()
}

/// From the right.
fn values(digits: &str) -> impl Iterator<Item = u32> {
    digits.chars().rev().filter_map(|c| c.to_digit(10))
}

fn to_digit(value: u32) -> u8 {
    u8::try_from(value).unwrap_or_default()
}
