//! Which characters may stand in a code, and how a name becomes one of those.

use crate::text::is_invisible;

/// Whether a character shows, so that what is copied is what was seen: no controls, no format
/// characters with which one name can be made to look like another, and no spaces but U+0020.
pub(super) fn is_visible(c: char) -> bool {
    !is_invisible(c) && (c == ' ' || !c.is_whitespace())
}

/// A name in ASCII, without accents, single-spaced, cut at `limit` characters.
///
/// Banks disagree whether a length counts characters or bytes, so nothing else is written.
pub(super) fn to_ascii(name: &str, limit: usize) -> String {
    let plain = name.chars().filter_map(plain).collect::<String>();
    let spaced = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut = spaced.get(..limit).unwrap_or(&spaced);
    cut.trim_end().to_owned()
}

const fn plain(c: char) -> Option<char> {
    Some(match c {
        ' '..='~' => c,
        '\t' | '\n' | '\r' | '\u{a0}' | '\u{202f}' => ' ',
        'À'..='Å' => 'A',
        'à'..='å' | 'ª' => 'a',
        'È'..='Ë' => 'E',
        'è'..='ë' => 'e',
        'Ì'..='Ï' => 'I',
        'ì'..='ï' => 'i',
        'Ò'..='Ö' | 'Ø' => 'O',
        'ò'..='ö' | 'ø' | 'º' => 'o',
        'Ù'..='Ü' => 'U',
        'ù'..='ü' => 'u',
        'Ç' => 'C',
        'ç' => 'c',
        'Ñ' => 'N',
        'ñ' => 'n',
        'Ý' => 'Y',
        'ý' | 'ÿ' => 'y',
        '\u{2010}'..='\u{2015}' => '-',
        '\u{2018}' | '\u{2019}' => '\'',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_lose_accents_and_keep_their_letters() {
        assert_eq!(
            to_ascii("Açaí & Conceição – São João", 40),
            "Acai & Conceicao - Sao Joao"
        );
        assert_eq!(
            to_ascii("PROVEDOR ÂNGULO ÚNICO ÑÜ", 40),
            "PROVEDOR ANGULO UNICO NU"
        );
        assert_eq!(to_ascii("Conceic\u{327}a\u{303}o", 25), "Conceicao");
        assert_eq!(to_ascii("  two\u{a0} \n words ", 25), "two words");
        assert_eq!(to_ascii("SAO JOSE DO RIO PRETO", 15), "SAO JOSE DO RIO");
        assert_eq!(to_ascii("SAO JOSE DOS CAMPOS", 13), "SAO JOSE DOS");
        assert_eq!(to_ascii("日本", 15), "");
    }

    proptest! {
        #[test]
        fn names_become_short_visible_ascii(name in ".*", limit in 0usize..30) {
            let ascii = to_ascii(&name, limit);
            prop_assert!(ascii.len() <= limit);
            prop_assert!(ascii.bytes().all(|b| b == b' ' || b.is_ascii_graphic()));
            prop_assert_eq!(ascii.trim(), &ascii);
        }
    }
}
