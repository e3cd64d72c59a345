//! Letters as people search them: without accents, in lower case, and without what a paste brings
//! along unseen.

use crate::text::is_invisible;

/// Folds a text. Covers the Latin letters of Portuguese and its neighbours; others are only put
/// in lower case.
pub fn fold(text: &str) -> String {
    text.chars()
        .filter(|letter| !('\u{300}'..='\u{36f}').contains(letter) && !is_invisible(*letter))
        .flat_map(char::to_lowercase)
        .map(base)
        .collect()
}

const fn base(letter: char) -> char {
    match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => 'a',
        'ç' => 'c',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ñ' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ý' | 'ÿ' => 'y',
        // Spaces that printed amounts hold.
        '\u{a0}' | '\u{202f}' => ' ',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn accents_and_case_do_not_matter() {
        assert_eq!(fold("ÁGUA à Conexão — Nº 5"), "agua a conexao — nº 5");
        assert_eq!(fold("A\u{301}gua"), "agua");
        assert_eq!(fold("\u{feff}Ág\u{200b}ua\u{202c}"), "agua");
        assert_eq!(fold("R$\u{a0}1.234,56"), "r$ 1.234,56");
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing_more(text in "\\PC*") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
