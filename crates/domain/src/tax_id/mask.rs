//! The masks of CPF and CNPJ, over whole numbers and over what is being typed.

use super::label;
use super::number::characters;
use crate::pasted::Pasted;

/// Where the CNPJ's check digits begin: no letter can stand from here on.
const BASE: usize = 12;
const CPF: usize = 11;

/// Puts the mask over as much of a number as there is. Nothing is cut or left out: what is beyond
/// the number stays at its end, and around a character that cannot stand in one the text stays as
/// it is, so that the error can name it and nobody signs in with another number than was given.
///
/// A separator appears with the character after it, so that deleting backwards never sticks.
pub(super) fn partial(typed: &str) -> String {
    let pasted = label::without(Pasted::new(typed));
    match characters(&pasted) {
        Ok(number) => masked(&number.iter().map(|it| it.character).collect::<String>()),
        Err(_) => typed.to_owned(),
    }
}

/// The mask over upper-case letters and digits.
pub(super) fn masked(number: &str) -> String {
    let is_cpf = number.len() <= CPF && number.bytes().all(|b| b.is_ascii_digit());
    let mut masked = String::with_capacity(number.len() + 4);
    for (place, c) in number.chars().enumerate() {
        let separator = match (is_cpf, place) {
            (true, 3 | 6) | (false, 2 | 5) => Some('.'),
            (false, 8) => Some('/'),
            (true, 9) | (false, BASE) => Some('-'),
            _ => None,
        };
        masked.extend(separator);
        masked.push(c);
    }
    masked
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::partial;

    #[test]
    fn the_mask_follows_the_typing() {
        for (typed, masked) in [
            ("", ""),
            ("390", "390"),
            ("3905", "390.5"),
            ("3905334", "390.533.4"),
            ("3905334470", "390.533.447-0"),
            ("39053344705", "390.533.447-05"),
            ("390533447051", "39.053.344/7051"),
            ("12a", "12.A"),
            ("12abc34501de3", "12.ABC.345/01DE-3"),
            ("12ABC34501DE35", "12.ABC.345/01DE-35"),
        ] {
            assert_eq!(partial(typed), masked);
        }
    }

    #[test]
    fn a_label_and_what_cannot_be_seen_are_no_part_of_it() {
        for (pasted, masked) in [
            (" 390.533.447-05\n", "390.533.447-05"),
            ("CPF: ", ""),
            ("CPF: 390.533.447-05", "390.533.447-05"),
            ("CNPJ: 12.ABC.345/01DE-35", "12.ABC.345/01DE-35"),
            ("cnpj\u{a0}12abc34501de35", "12.ABC.345/01DE-35"),
            ("390\u{2011}533\u{200b}447\u{2013}05", "390.533.447-05"),
        ] {
            assert_eq!(partial(pasted), masked, "{pasted:?}");
        }
    }

    #[test]
    fn what_is_too_long_or_wrong_stays() {
        for (pasted, kept) in [
            ("12ABC34501DE35999", "12.ABC.345/01DE-35999"),
            ("12.ABC.345/01DE-351", "12.ABC.345/01DE-351"),
            ("12ABC34501DEX3Y5", "12.ABC.345/01DE-X3Y5"),
            ("3905334470é", "3905334470é"),
            ("39053344705;", "39053344705;"),
            ("3９0٣5", "3９0٣5"),
            ("390.533.447-O5", "39.053.344/7O5"),
        ] {
            assert_eq!(partial(pasted), kept, "{pasted:?}");
        }
    }

    proptest! {
        #[test]
        fn masking_twice_changes_nothing(typed in ".*|(CPF|CNPJ)?[0-9A-Za-z./ :-]{0,20}") {
            let once = partial(&typed);
            prop_assert_eq!(partial(&once), once);
        }

        #[test]
        fn no_character_of_a_number_is_lost(typed in "[0-9A-Za-z./ -]{0,30}") {
            let letters = |text: &str| -> String {
                text.chars().filter(char::is_ascii_alphanumeric).collect()
            };
            prop_assert!(letters(&typed.to_uppercase()).ends_with(&letters(&partial(&typed))));
            if !typed.to_uppercase().starts_with('C') {
                prop_assert_eq!(letters(&partial(&typed)), letters(&typed.to_uppercase()));
            }
        }
    }
}
