//! What was typed, as an index of words is asked for it.

use balcao_domain::fold;

/// What is looked for has no more words than this: the rest of them narrow nothing that a person
/// would notice, and an expression may not grow without end.
const MOST: usize = 32;

/// The FTS5 expression: each word must be found, or one that begins with it. None when nothing is
/// looked for.
pub fn expression(search: &str) -> Option<String> {
    let folded = fold(search);
    // A control character would end the expression in the middle of a quotation.
    let words = folded.split(|letter: char| letter.is_whitespace() || letter.is_control());
    let words: Vec<_> = words
        .map(|word| word.trim_start_matches("r$"))
        .filter(|word| !word.is_empty())
        .collect();
    let quoted = |word: &str| format!("\"{}\"*", word.replace('"', "\"\""));
    // A mark that stands alone is no word, unless nothing else was typed.
    let spoken = words
        .iter()
        .filter(|word| word.contains(char::is_alphanumeric));
    let spoken: Vec<_> = spoken.take(MOST).map(|word| quoted(word)).collect();
    match (words.is_empty(), spoken.is_empty()) {
        (true, _) => None,
        (false, true) => Some("\"\"".to_owned()),
        (false, false) => Some(spoken.join(" AND ")),
    }
}

/// Whether the words of a row that lies in no index are found: as [`expression`] finds them, but for
/// the order of the parts of what was typed in one piece.
pub fn is_found(words: &str, search: &str) -> bool {
    let parts = |text: &str| -> Vec<String> {
        let parts = text.split(|letter: char| !letter.is_alphanumeric());
        let parts = parts.filter(|part| !part.is_empty());
        parts.map(str::to_owned).collect()
    };
    let (held, folded) = (parts(words), fold(search));
    let typed: Vec<_> = folded
        .split_whitespace()
        .map(|word| word.trim_start_matches("r$"))
        .flat_map(parts)
        .collect();
    match (typed.is_empty(), folded.trim().is_empty()) {
        (true, is_nothing) => is_nothing,
        (false, _) => typed
            .iter()
            .take(MOST)
            .all(|part| held.iter().any(|word| word.starts_with(part))),
    }
}
