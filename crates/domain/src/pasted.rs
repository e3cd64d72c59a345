//! What a person pastes: whatever came along with it is passed over before it is judged.
//!
//! Mails and web pages break codes into lines, set them with non-breaking and zero-width characters
//! and typographic dashes, and write a label before them. None of it changes what a code says, and
//! none of it can be seen. What is left inside and cannot stand there is named, never dropped: a
//! code without its wrong character may be another code.
//!
//! Only what a person gives is read so. What is stored is read as it is written.

use std::fmt;

use crate::text::is_invisible;

/// A character that cannot stand where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrongCharacter {
    /// Which.
    pub character: char,
    /// Where it stands in what was given, in characters from 1.
    pub place: usize,
}

impl fmt::Display for WrongCharacter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} at {}", self.character, self.place)
    }
}

/// What is left of a pasted text to be judged: characters with their places in it, every space an
/// ordinary one, every dash a hyphen, and no spaces at the ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pasted(Vec<WrongCharacter>);

impl Pasted {
    pub(crate) fn new(text: &str) -> Self {
        let characters = (1..).zip(text.chars()).filter(|(_, c)| !is_invisible(*c));
        let characters = characters.map(|(place, c)| WrongCharacter {
            character: plain(c),
            place,
        });
        Self(characters.collect()).trimmed()
    }

    /// Without a label of words before the first figure, as `Linha digitável:` or `Tel.`: at least
    /// two letters, and not joined to what follows. One letter is rather a digit gone wrong.
    pub(crate) fn after_words(self) -> Self {
        let begins = |it: &WrongCharacter| {
            it.character.is_ascii_digit() || matches!(it.character, '+' | '(')
        };
        let Some(figures) = self.0.iter().position(begins) else {
            return self;
        };
        let (label, _) = self.0.split_at_checked(figures).unwrap_or_default();
        let letters = label.iter().filter(|it| it.character.is_alphabetic());
        let joined = label.last().is_none_or(|it| it.character.is_alphabetic());
        if letters.count() < 2 || joined {
            return self;
        }
        self.without_first(figures)
    }

    /// Without a label that ends in a colon and has no figures, as `Valor:`.
    pub(crate) fn after_colon(self) -> Self {
        let colon = self.0.iter().position(|it| it.character == ':');
        let label = |colon: &usize| {
            let mut label = self.0.iter().take(*colon).map(|it| it.character);
            label.clone().any(char::is_alphabetic) && !label.any(char::is_numeric)
        };
        match colon.filter(label) {
            Some(colon) => self.without_first(colon + 1),
            None => self,
        }
    }

    /// Without so many characters at its beginning.
    pub(crate) fn without_first(mut self, count: usize) -> Self {
        self.0.drain(..count.min(self.0.len()));
        self.trimmed()
    }

    /// Without these, which only group what is there; the first that is not `allowed` is wrong.
    pub(crate) fn without(
        &self,
        grouping: &[char],
        allowed: impl Fn(char) -> bool,
    ) -> Result<String, WrongCharacter> {
        let kept = self.iter().filter(|it| !grouping.contains(&it.character));
        kept.map(|it| allowed(it.character).then_some(it.character).ok_or(it))
            .collect()
    }

    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = WrongCharacter> + Clone {
        self.0.iter().copied()
    }

    pub(crate) fn text(&self) -> String {
        self.0.iter().map(|it| it.character).collect()
    }

    fn trimmed(mut self) -> Self {
        let is_space = |it: &WrongCharacter| it.character == ' ';
        let first = self.0.iter().take_while(|it| is_space(it)).count();
        self.0.drain(..first);
        while self.0.last().is_some_and(is_space) {
            self.0.pop();
        }
        self
    }
}

/// A space for every space and break, a hyphen for every hyphen, dash and minus sign of Unicode.
fn plain(c: char) -> char {
    match c {
        '\u{58a}'
        | '\u{2010}'..='\u{2015}'
        | '\u{2043}'
        | '\u{207b}'
        | '\u{208b}'
        | '\u{2212}'
        | '\u{2e3a}'
        | '\u{2e3b}'
        | '\u{fe58}'
        | '\u{fe63}'
        | '\u{ff0d}' => '-',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_comes_along_is_passed_over() {
        for (text, left) in [
            (" \u{feff}12\u{a0}34\n", "12 34"),
            ("12\r\n34", "12  34"),
            ("1\u{200b}2\u{2060}3\u{ad}4", "1234"),
            ("12\u{2013}34\u{2212}5\u{2011}6", "12-34-5-6"),
            ("\t12\u{2003}34\u{202f}", "12 34"),
        ] {
            assert_eq!(Pasted::new(text).text(), left, "{text:?}");
        }
    }

    #[test]
    fn a_label_is_passed_over_and_a_letter_is_not() {
        for (text, left) in [
            ("Linha digitável: 123", "123"),
            ("Linha digitável 123", "123"),
            ("Tel.:(11) 3", "(11) 3"),
            ("CEP:", "CEP:"),
            ("O 123", "O 123"),
            ("OO123", "OO123"),
            ("123 abc", "123 abc"),
            (": 123", ": 123"),
        ] {
            assert_eq!(Pasted::new(text).after_words().text(), left, "{text:?}");
        }
        for (text, left) in [
            ("Valor: 10", "10"),
            ("Total a pagar:\u{a0}10", "10"),
            ("10: 30", "10: 30"),
            ("2ª via: 10", "2ª via: 10"),
            (":10", ":10"),
        ] {
            assert_eq!(Pasted::new(text).after_colon().text(), left, "{text:?}");
        }
    }

    #[test]
    fn the_wrong_character_is_named_where_it_stood() {
        let pasted = Pasted::new("\u{200b}Nº: 12.3O4").after_words();
        let wrong = pasted.without(&['.'], |c| c.is_ascii_digit()).unwrap_err();
        assert_eq!((wrong.character, wrong.place), ('O', 10));
        assert_eq!(wrong.to_string(), "'O' at 10");
    }

    proptest! {
        #[test]
        fn every_character_that_is_left_stood_in_its_place(text in ".*") {
            for left in Pasted::new(&text).after_words().iter() {
                let stood = text.chars().nth(left.place - 1).unwrap();
                prop_assert_eq!(plain(stood), left.character);
            }
        }
    }
}
