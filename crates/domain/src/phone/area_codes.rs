//! The DDDs there are.

/// The 67 national codes of Anatel's numbering plan, by first digit: their second digits.
const SECOND_DIGITS: [&str; 10] = [
    "",
    "123456789", // São Paulo
    "12478",     // Rio de Janeiro and Espírito Santo
    "1234578",   // Minas Gerais
    "123456789", // Paraná and Santa Catarina
    "1345",      // Rio Grande do Sul
    "123456789", // the Centre-West, Tocantins, Acre and Rondônia
    "134579",    // Bahia and Sergipe
    "123456789", // the North-East from Pernambuco to Piauí
    "123456789", // the North and Maranhão
];

/// Whether the number begins with a DDD.
pub(super) fn is_area_code(digits: &str) -> bool {
    let mut first_two = digits.chars();
    let first = first_two.next().and_then(|c| c.to_digit(10));
    let seconds = first.and_then(|first| SECOND_DIGITS.get(usize::try_from(first).ok()?));
    seconds
        .zip(first_two.next())
        .is_some_and(|(seconds, second)| second.is_ascii_digit() && seconds.contains(second))
}

#[cfg(test)]
mod tests {
    use super::is_area_code;

    #[test]
    fn there_are_sixty_seven() {
        let all = (0..100).map(|code| format!("{code:02}"));
        let there: Vec<String> = all.filter(|code| is_area_code(code)).collect();
        assert_eq!(there.len(), 67);
        for none in [
            "00", "01", "10", "20", "23", "25", "26", "29", "30", "36", "39", "40", "50", "52",
            "56", "57", "58", "59", "60", "70", "72", "76", "78", "80", "90", "", "1", "1a",
        ] {
            assert!(!is_area_code(none), "{none}");
        }
    }
}
