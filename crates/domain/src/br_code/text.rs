//! Which characters may stand in a code, and how a name becomes one of those.

/// Whether a character shows, so that what is copied is what was seen.
///
/// Refused are controls and the format characters (joiners, bidirectional marks, fillers) with
/// which one name can be made to look like another.
pub(super) const fn is_visible(c: char) -> bool {
    !matches!(c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{a0}' | '\u{ad}' | '\u{34f}' | '\u{61c}'
        | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{2000}'..='\u{200f}' | '\u{2028}'..='\u{202f}' | '\u{205f}'..='\u{206f}'
        | '\u{3000}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
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
