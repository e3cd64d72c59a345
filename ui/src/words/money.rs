//! Amounts as each language writes them. It is always reais that are owed.

use super::language;
use balcao_bridge::Language;
use balcao_domain::Cents;

/// `R$ 1.234,56`; in English `R$1,234.56`.
pub fn money(amount: Cents) -> String {
    let text = amount.brl();
    match language() {
        Language::Portuguese | Language::Spanish => text,
        Language::English => text.chars().filter_map(in_english).collect(),
    }
}

const fn in_english(c: char) -> Option<char> {
    match c {
        '.' => Some(','),
        ',' => Some('.'),
        '\u{a0}' => None,
        other => Some(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::tests::speak_in_test;

    #[test]
    fn an_amount_is_written_as_the_language_does() {
        let amounts = [123_456_789, -1_050, 0].map(Cents::new);
        for (language, texts) in [
            (
                Language::Portuguese,
                ["R$\u{a0}1.234.567,89", "-R$\u{a0}10,50", "R$\u{a0}0,00"],
            ),
            (
                Language::Spanish,
                ["R$\u{a0}1.234.567,89", "-R$\u{a0}10,50", "R$\u{a0}0,00"],
            ),
            (Language::English, ["R$1,234,567.89", "-R$10.50", "R$0.00"]),
        ] {
            speak_in_test(language);
            assert_eq!(amounts.map(money), texts, "{language:?}");
        }
    }
}
