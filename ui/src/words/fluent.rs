//! Reads as much of Fluent as the interface's files use: text, `{ $variable }`, and the choice
//! `{ $variable -> [key] … *[other] … }` by value or plural category.
//!
//! The whole of it (crate fluent-bundle) would add 28 kB compressed, the most of it tables for
//! numbers that are never shown (ADR 4). It is the judge instead: a test has it read every message,
//! and compares.

use balcao_bridge::Language;
use std::collections::BTreeMap;
use std::fmt::Write;

/// What a message is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Put in as it is.
    Text(String),
    /// Put in as digits; chooses by its value or its plural category.
    Number(i64),
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

macro_rules! numbers {
    ($($number:ty)*) => {
        $(impl From<$number> for Value {
            fn from(number: $number) -> Self {
                Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
            }
        })*
    };
}
numbers! { u8 u32 i32 u64 usize i64 }

/// The arguments of a message, by name.
pub type Arguments<'a> = &'a [(&'static str, Value)];

/// The messages of one language's files: their patterns, by id.
pub struct Messages {
    language: Language,
    patterns: BTreeMap<&'static str, &'static str>,
}

impl Messages {
    /// Reads files. A message goes on as long as the lines after it are indented or close it.
    pub fn read(language: Language, files: &[&'static str]) -> Self {
        let mut patterns = BTreeMap::new();
        for file in files {
            let mut rest = *file;
            while let Some((message, after)) = next_message(rest) {
                if let Some((id, pattern)) = message.split_once('=') {
                    patterns.insert(id.trim(), pattern.trim());
                }
                rest = after;
            }
        }
        Self { language, patterns }
    }

    /// A message in words; none when there is no such message.
    pub fn format(&self, id: &str, arguments: Arguments<'_>) -> Option<String> {
        let mut words = String::new();
        self.write(&mut words, self.patterns.get(id)?, arguments);
        Some(words)
    }

    fn write(&self, words: &mut String, pattern: &str, arguments: Arguments<'_>) {
        let mut rest = pattern;
        while let Some((before, placeable, after)) = split_placeable(rest) {
            words.push_str(before);
            match placeable.split_once("->") {
                Some((variable, variants)) => {
                    let value = argument(variable, arguments);
                    if let Some(chosen) = choose(variants, value, self.language) {
                        self.write(words, chosen, arguments);
                    }
                }
                None => match argument(placeable, arguments) {
                    Some(Value::Text(text)) => words.push_str(text),
                    // Writing to a string cannot fail.
                    Some(Value::Number(number)) => drop(write!(words, "{number}")),
                    None => words.push_str(placeable.trim()),
                },
            }
            rest = after;
        }
        words.push_str(rest);
    }
}

/// The first message of a text, without comments and blank lines before it, and what follows it.
fn next_message(text: &'static str) -> Option<(&'static str, &'static str)> {
    let mut start = None;
    let mut place = 0;
    for line in text.split_inclusive('\n') {
        let is_head = line.starts_with(|c: char| c.is_ascii_lowercase());
        let goes_on = line.starts_with([' ', '\n', '}']);
        match start {
            None if is_head => start = Some(place),
            Some(start) if !goes_on => return Some((text.get(start..place)?, text.get(place..)?)),
            _ => {}
        }
        place += line.len();
    }
    Some((text.get(start?..)?, ""))
}

/// What stands before, in, and after the first braces, which may hold others.
fn split_placeable(pattern: &str) -> Option<(&str, &str, &str)> {
    let start = pattern.find('{')?;
    let mut depth = 0_u32;
    for (place, c) in pattern
        .char_indices()
        .skip_while(|(place, _)| *place < start)
    {
        match c {
            '{' => depth += 1,
            '}' if depth == 1 => {
                let inside = pattern.get(start + 1..place)?;
                return Some((pattern.get(..start)?, inside, pattern.get(place + 1..)?));
            }
            '}' => depth -= 1,
            _ => {}
        }
    }
    None
}

fn argument<'a>(variable: &str, arguments: Arguments<'a>) -> Option<&'a Value> {
    let name = variable.trim().strip_prefix('$')?;
    let (_, value) = arguments.iter().find(|(given, _)| *given == name)?;
    Some(value)
}

/// The variant of a value: its own, else that of its plural category, else the `*` one.
fn choose<'a>(variants: &'a str, value: Option<&Value>, language: Language) -> Option<&'a str> {
    let variants = || {
        variants.lines().filter_map(|line| {
            let line = line.trim();
            let (usual, line) = match line.strip_prefix('*') {
                Some(line) => (true, line),
                None => (false, line),
            };
            let (key, pattern) = line.strip_prefix('[')?.split_once(']')?;
            Some((key.trim(), pattern.trim(), usual))
        })
    };
    let (exact, category) = match value {
        Some(Value::Text(text)) => (text.clone(), ""),
        Some(Value::Number(number)) => (number.to_string(), plural(*number, language)),
        None => (String::new(), ""),
    };
    let found = variants()
        .find(|(key, ..)| *key == exact)
        .or_else(|| variants().find(|(key, ..)| *key == category))
        .or_else(|| variants().find(|(.., usual)| *usual));
    found.map(|(_, pattern, _)| pattern)
}

/// Portuguese counts 0 as one, too (CLDR, `pt`).
const fn plural(number: i64, language: Language) -> &'static str {
    match (number, language) {
        (1, _) | (0, Language::Portuguese) => "one",
        _ => "other",
    }
}
