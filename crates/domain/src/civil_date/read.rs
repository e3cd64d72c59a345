//! From a text to a day.

use super::{CivilDate, CivilDateError, words};
use crate::fold;
use crate::pasted::{Pasted, WrongCharacter};

/// What may stand between the parts of a date.
const SEPARATORS: [char; 9] = ['/', '-', '.', ' ', ',', '(', ')', 'º', 'ª'];

pub(super) fn read(text: &str) -> Result<CivilDate, CivilDateError> {
    let pasted = Pasted::new(text).after_colon();
    let parts = parts(&pasted)?;
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    match parts.as_slice() {
        [year, month, day] if is_figures(year, 4) && is_figures(month, 2) && is_figures(day, 2) => {
            of(day, number(month), year)
        }
        [day, month, year] if is_day(day) && is_day(month) => {
            let separated = pasted.text();
            let around = |c: char| c.is_ascii_digit();
            if separated.starts_with(around) && separated.ends_with(around) {
                of(day, number(month), year)
            } else {
                Err(CivilDateError::Malformed)
            }
        }
        [day, month, year] | [month, day, year] if is_day(day) && words::month(month).is_some() => {
            of(day, words::month(month), year)
        }
        _ => Err(CivilDateError::Malformed),
    }
}

/// The parts of a date, without the words that only stand beside them.
fn parts(pasted: &Pasted) -> Result<Vec<String>, CivilDateError> {
    let mut parts = Vec::new();
    let mut part: Vec<WrongCharacter> = Vec::new();
    for it in pasted.iter() {
        if it.character.is_alphanumeric() && !SEPARATORS.contains(&it.character) {
            part.push(it);
        } else if SEPARATORS.contains(&it.character) {
            parts.push(std::mem::take(&mut part));
        } else {
            return Err(CivilDateError::Charset(it));
        }
    }
    parts.push(part);
    parts.retain(|part| !part.is_empty());
    let mut texts = Vec::new();
    for part in parts {
        let digits = part
            .iter()
            .filter(|it| it.character.is_ascii_digit())
            .count();
        // `24T03`, `2O26`, `٢٤`: neither figures nor a word.
        let is_wrong = |it: &&WrongCharacter| match digits {
            0 => it.character.is_numeric(),
            _ => !it.character.is_ascii_digit(),
        };
        if let Some(wrong) = part.iter().find(is_wrong) {
            return Err(CivilDateError::Charset(*wrong));
        }
        let text: String = part.iter().map(|it| it.character).collect();
        let text = fold(&text);
        if !words::is_beside(&text) {
            texts.push(text);
        }
    }
    Ok(texts)
}

fn of(day: &str, month: Option<u32>, year: &str) -> Result<CivilDate, CivilDateError> {
    if !is_figures(year, 4) {
        return Err(CivilDateError::Malformed);
    }
    let year = year.parse().map_err(|_| CivilDateError::Malformed)?;
    let (day, month) = number(day).zip(month).ok_or(CivilDateError::Malformed)?;
    CivilDate::from_ymd(year, month, day).ok_or(CivilDateError::NoSuchDay)
}

fn number(figures: &str) -> Option<u32> {
    figures.parse().ok()
}

fn is_day(text: &str) -> bool {
    is_figures(text, 1) || is_figures(text, 2)
}

fn is_figures(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|b| b.is_ascii_digit())
}
