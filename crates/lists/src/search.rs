//! What was typed, as an index of words is asked for it.

use balcao_domain::fold;

/// What is looked for has no more words than this: the rest of them narrow nothing that a person
/// would notice, and an expression may not grow without end.
const MOST: usize = 32;

/// What is looked for: the pieces that were typed without a space between them. None when nothing is
/// looked for; no piece when what was typed is no word at all.
fn pieces(search: &str) -> Option<Vec<String>> {
    let folded = fold(search);
    // A control character would end the expression in the middle of a quotation.
    let pieces = folded.split(|letter: char| letter.is_whitespace() || letter.is_control());
    let mut pieces = pieces
        .map(|piece| piece.trim_start_matches("r$"))
        .filter(|piece| !piece.is_empty())
        .peekable();
    pieces.peek()?;
    // A mark that stands alone is no word, unless nothing else was typed.
    let spoken = pieces.filter(|piece| piece.contains(char::is_alphanumeric));
    Some(spoken.take(MOST).map(str::to_owned).collect())
}

/// The FTS5 expression: each piece must be found, its words one after the other, or a word that begins
/// with the last of them. None when nothing is looked for.
pub fn expression(search: &str) -> Option<String> {
    let pieces = pieces(search)?;
    if pieces.is_empty() {
        return Some("\"\"".to_owned());
    }
    let quoted = |piece: &String| format!("\"{}\"*", piece.replace('"', "\"\""));
    let quoted: Vec<_> = pieces.iter().map(quoted).collect();
    Some(quoted.join(" AND "))
}

/// Whether the words of a row that lies in no index are found, as [`expression`] finds them.
pub fn is_found(words: &str, search: &str) -> bool {
    let Some(pieces) = pieces(search) else {
        return true;
    };
    let folded = fold(words);
    let held = words_of(&folded);
    let stands = |piece: &String| {
        let looked_for = words_of(piece);
        let Some((last, before)) = looked_for.split_last() else {
            return false;
        };
        let mut runs = held.windows(looked_for.len());
        runs.any(|run| {
            run.starts_with(before) && run.last().is_some_and(|word| word.starts_with(last))
        })
    };
    !pieces.is_empty() && pieces.iter().all(stands)
}

fn words_of(text: &str) -> Vec<&str> {
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    words.filter(|word| !word.is_empty()).collect()
}
