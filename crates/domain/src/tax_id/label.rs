//! What people write before a CPF or CNPJ. Since a CNPJ may itself begin with letters, only these
//! words are a label, never any others.

use super::number::{characters, is_number};
use crate::pasted::Pasted;

/// A label begins with one of these.
const KINDS: [&str; 2] = ["CPF", "CNPJ"];
/// What may follow in it, as in `CNPJ/MF nº` and `CPF ou CNPJ:`.
const MORE: [&str; 7] = ["CPF", "CNPJ", "MF", "OU", "N", "NR", "NRO"];

/// The number without its label.
pub(super) fn without(mut pasted: Pasted) -> Pasted {
    loop {
        let length = length(&pasted);
        if length == 0 {
            return pasted;
        }
        pasted = pasted.without_first(length);
    }
}

/// How many characters at the beginning are label.
fn length(pasted: &Pasted) -> usize {
    let text: Vec<char> = pasted.iter().map(|it| it.character).collect();
    let mut label = 0;
    loop {
        let rest = text.get(label..).unwrap_or_default();
        let is_written = |c: &&char| c.is_ascii_alphanumeric();
        let word: String = rest.iter().take_while(is_written).collect();
        let word = word.to_ascii_uppercase();
        let after = rest.iter().skip(word.len());
        let separator: String = after.take_while(|c| !c.is_ascii_alphanumeric()).collect();
        let ends = rest.len() == word.len() + separator.chars().count();
        let is_label = if label == 0 {
            let is_kind = KINDS.contains(&word.as_str());
            is_kind && (!separator.is_empty() || ends)
        } else {
            // The mask puts a lone point after two characters, as in `MF.123.456/0001-02`.
            MORE.contains(&word.as_str()) && !separator.is_empty() && separator != "."
        };
        if !is_label {
            return if label == 0 {
                joined(pasted, &word)
            } else {
                label
            };
        }
        label += word.len() + separator.chars().count();
        if separator.contains(':') || ends {
            return label;
        }
    }
}

/// The length of a label that is joined to its number: `CPF39053344705`. Only where that is one and
/// the whole, read as a CNPJ, is none.
fn joined(pasted: &Pasted, word: &str) -> usize {
    let Some(kind) = KINDS.iter().find(|kind| word.starts_with(*kind)) else {
        return 0;
    };
    let holds = |it: Pasted| characters(&it).is_ok_and(|number| is_number(&number));
    let rest = pasted.clone().without_first(kind.len());
    if holds(rest) && !holds(pasted.clone()) {
        kind.len()
    } else {
        0
    }
}
