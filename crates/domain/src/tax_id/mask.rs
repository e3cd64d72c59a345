//! The masks of CPF and CNPJ, over whole numbers and over what is being typed.

/// Where the CNPJ's check digits begin: no letter can stand from here on.
const BASE: usize = 12;
const CPF: usize = 11;
const CNPJ: usize = 14;

/// Puts the mask over as much of a number as there is, dropping what cannot belong.
///
/// A separator appears with the character after it, so that deleting backwards never sticks.
pub(super) fn partial(typed: &str) -> String {
    let mut kept = String::with_capacity(CNPJ);
    for c in typed.chars() {
        let fits = c.is_ascii_digit() || (c.is_ascii_alphabetic() && kept.len() < BASE);
        if fits && kept.len() < CNPJ {
            kept.push(c.to_ascii_uppercase());
        }
    }
    let is_cpf = kept.len() <= CPF && kept.bytes().all(|b| b.is_ascii_digit());
    let mut masked = String::with_capacity(CNPJ + 4);
    for (place, c) in kept.chars().enumerate() {
        let separator = match (is_cpf, place) {
            (true, 3 | 6) | (false, 2 | 5) => Some('.'),
            (false, 8) => Some('/'),
            (true, 9) | (false, 12) => Some('-'),
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
            ("12ABC34501DE35999", "12.ABC.345/01DE-35"),
        ] {
            assert_eq!(partial(typed), masked);
        }
    }

    #[test]
    fn what_cannot_belong_is_dropped() {
        assert_eq!(partial(" 390.533.447-05\n"), "390.533.447-05");
        assert_eq!(partial("CPF: "), "CP.F");
        assert_eq!(partial("3９0٣5é"), "305");
        assert_eq!(partial("12ABC34501DEX3Y5"), "12.ABC.345/01DE-35");
    }

    proptest! {
        #[test]
        fn masking_twice_changes_nothing(typed in ".*|[0-9A-Za-z./ -]{0,20}") {
            let once = partial(&typed);
            prop_assert_eq!(partial(&once), once);
        }

        #[test]
        fn a_field_holds_only_what_a_number_can(typed in ".*") {
            let masked = partial(&typed);
            prop_assert!(masked.len() <= "12.ABC.345/01DE-35".len());
            prop_assert!(masked.bytes().all(|b| b.is_ascii_digit()
                || b.is_ascii_uppercase()
                || b"./-".contains(&b)));
        }
    }
}
