//! By which words a bill is found.

use balcao_domain::{Bill, Cents, fold};
use chrono::Datelike;

/// What is looked for has no more words than this: the rest of them narrow nothing that a person
/// would notice, and an expression may not grow without end.
const MOST: usize = 32;

/// The months in the interface's languages. They are looked for, never shown.
const MONTHS: [&str; 12] = [
    "janeiro january enero",
    "fevereiro february febrero",
    "marco march marzo",
    "abril april",
    "maio may mayo",
    "junho june junio",
    "julho july julio",
    "agosto august",
    "setembro september septiembre",
    "outubro october octubre",
    "novembro november noviembre",
    "dezembro december diciembre",
];

/// The number as printed and bare, the amounts as people write them with and without points, the
/// month it falls due in.
pub(super) fn found_by(bill: &Bill) -> String {
    let amounts = [bill.amount, bill.worth()].map(Cents::amount_text);
    let bare = amounts.clone().map(|amount| amount.replace('.', ""));
    let number = [bill.number.to_string(), bill.number_text()];
    let due_on = bill.due_on.naive();
    let month = format!("{:02}/{:04}", due_on.month(), due_on.year());
    let name = MONTHS.iter().zip(1..).find(|(_, it)| *it == due_on.month());
    let mut text = fold(&bill.description);
    let parts = number.iter().chain(&amounts).chain(&bare).chain([&month]);
    for part in parts.map(String::as_str).chain(name.map(|(name, _)| *name)) {
        text.push('\n');
        text.push_str(part);
    }
    text
}

/// What was typed, as the index of words is asked for it: each word must be found, or one that
/// begins with it. None when nothing is looked for.
pub(super) fn expression(search: &str) -> Option<String> {
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
