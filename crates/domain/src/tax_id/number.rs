//! The characters of a CPF or CNPJ, and whether they are one.

use super::TaxIdError;
use crate::pasted::{Pasted, WrongCharacter};

/// What the masks have between the characters of a number.
pub(super) const GROUPING: [char; 4] = ['.', '/', '-', ' '];

/// The letters and digits in upper case, each with its place, without the characters of its mask.
pub(super) fn characters(pasted: &Pasted) -> Result<Vec<WrongCharacter>, TaxIdError> {
    let kept = pasted.iter().filter(|it| !GROUPING.contains(&it.character));
    kept.map(|it| match it.character.is_ascii_alphanumeric() {
        true => Ok(WrongCharacter {
            character: it.character.to_ascii_uppercase(),
            ..it
        }),
        false => Err(TaxIdError::Charset(it)),
    })
    .collect()
}

/// Exactly `N` characters as bytes; those from `first_digit` on are digits.
pub(super) fn bytes<const N: usize>(
    characters: &[WrongCharacter],
    first_digit: usize,
) -> Result<[u8; N], TaxIdError> {
    let letter = |it: &&WrongCharacter| !it.character.is_ascii_digit();
    let length = TaxIdError::Length(characters.len());
    if characters.len() != N {
        return Err(length);
    }
    if let Some(letter) = characters.iter().skip(first_digit).find(letter) {
        return Err(TaxIdError::Charset(*letter));
    }
    let text: String = characters.iter().map(|it| it.character).collect();
    text.as_bytes().try_into().map_err(|_| length)
}

/// Whether the characters are a whole number of either kind, check digits and all.
pub(super) fn is_number(characters: &[WrongCharacter]) -> bool {
    super::of(characters).is_ok()
}

/// The check digit of both numbers: characters count as ASCII - 48, modulo 11, and a remainder
/// of 0 or 1 gives 0. Weights go from the right: 2, 3, … up to `top`, and again.
pub(super) fn check_digit(characters: &[u8], top: u32) -> u8 {
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
pub(super) fn verify(number: &[u8], top: u32) -> Result<(), TaxIdError> {
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
