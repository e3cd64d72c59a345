//! Initials, where a picture would stand (DP-09).

use crate::text;

/// One or two letters: of the first and the last word of a name, as it is seen.
pub fn initials(name: &str) -> String {
    let name = text::line(name);
    let mut words = name
        .split_whitespace()
        .filter_map(|word| word.chars().next());
    let first = words.next();
    let last = words.next_back();
    first
        .into_iter()
        .chain(last)
        .flat_map(char::to_uppercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn dp_09_initials_are_of_the_first_and_last_word() {
        assert_eq!(initials("Construtora Silva"), "CS");
        assert_eq!(initials("Marina de Souza Silva"), "MS");
        assert_eq!(initials("ágata"), "Á");
        assert_eq!(initials(""), "");
        assert_eq!(initials("a\u{301}gata"), "Á");
        assert_eq!(initials("\u{200b}Ana \u{202e}Souza"), "AS");
        assert_eq!(initials("Ana \u{200b}"), "A");
        assert_eq!(initials("Ana\u{2028}Souza"), "AS");
    }
}
