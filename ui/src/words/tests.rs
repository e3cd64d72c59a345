//! Every language's files read as Fluent itself reads them.

use super::fluent::Messages;
use super::{Value, language, t};
use balcao_bridge::Language;
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A language's files in one, as `cargo xtask ui` puts them together.
pub fn file(language: Language) -> String {
    let mut files = Vec::new();
    collect(
        &Path::new("../assets/locales").join(language.tag()),
        &mut files,
    );
    files.sort();
    files
        .into_iter()
        .map(|file| fs::read_to_string(file).unwrap())
        .collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => collect(&path, files),
            false => files.push(path),
        }
    }
}

/// Speaks a language in this test, whose thread it is for.
pub fn speak_in_test(wanted: Language) {
    if !language::is_known(wanted) {
        language::learn(wanted, file(wanted));
    }
    language::speak(wanted);
}

/// Ids, each with the variables it names.
fn written(file: &str) -> BTreeMap<String, BTreeSet<String>> {
    let is_inside = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let name = |text: &str| text.chars().take_while(is_inside).collect::<String>();
    let mut ids = BTreeMap::new();
    let mut current = String::new();
    for line in file.lines().filter(|line| !line.starts_with('#')) {
        if line.starts_with(|c: char| c.is_ascii_lowercase()) {
            current = name(line);
        }
        let variables: &mut BTreeSet<_> = ids.entry(current.clone()).or_default();
        variables.extend(line.split('$').skip(1).map(name));
    }
    ids.remove("");
    ids
}

/// The judge: the whole of Fluent, with the marks around what is put in switched off.
fn judge(language: Language) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new(vec![language.tag().parse().unwrap()]);
    bundle.set_use_isolating(false);
    let resource = FluentResource::try_new(file(language)).unwrap();
    bundle.add_resource(resource).unwrap();
    bundle
}

fn reads_as_fluent_reads_it(language: Language) {
    let file = file(language);
    let judge = judge(language);
    let messages = Messages::read(language, &[file.clone().leak()]);
    let texts = ["Ana", "finance", "technical", "R$\u{a0}1.290,00"].map(Value::from);
    let numbers = [0_i64, 1, 2, 3, 6, 11, 12, 37, 1_000_000].map(Value::from);
    let ids = written(&file);
    assert!(ids.len() > 200, "only {} were found", ids.len());
    for (id, variables) in ids {
        let pattern = judge.get_message(&id).unwrap().value().unwrap();
        for value in texts.iter().chain(&numbers) {
            let mut theirs = FluentArgs::new();
            let mut ours = Vec::new();
            for variable in &variables {
                let variable: &'static str = variable.clone().leak();
                ours.push((variable, value.clone()));
                match value {
                    Value::Text(text) => theirs.set(variable, text.clone()),
                    Value::Number(number) => theirs.set(variable, *number),
                }
            }
            let mut errors = Vec::new();
            let expected = judge.format_pattern(pattern, Some(&theirs), &mut errors);
            assert!(errors.is_empty(), "{id}: {errors:?}");
            let read = messages.format(&id, &ours);
            assert_eq!(read.as_deref(), Some(&*expected), "{id} with {value:?}");
        }
    }
}

#[test]
fn every_portuguese_message_reads_as_fluent_itself_reads_it() {
    reads_as_fluent_reads_it(Language::Portuguese);
}

#[test]
fn every_english_message_reads_as_fluent_itself_reads_it() {
    reads_as_fluent_reads_it(Language::English);
}

#[test]
fn every_spanish_message_reads_as_fluent_itself_reads_it() {
    reads_as_fluent_reads_it(Language::Spanish);
}

#[test]
fn words_hold_no_invisible_marks() {
    for language in Language::ALL {
        let file = file(language);
        assert!(!file.contains(['\u{2068}', '\u{2069}', '\u{200b}', '\u{feff}']));
    }
    assert_eq!(t!("home-greeting", name = "Ana"), "Olá, Ana");
}

#[test]
fn none_one_and_two_read_right_in_every_language() {
    for (language, days, bills) in [
        (
            Language::Portuguese,
            ["há 0 dia", "há 1 dia", "há 2 dias"],
            ["0 de 0 fatura", "1 de 1 fatura", "2 de 2 faturas"],
        ),
        (
            Language::English,
            ["0 days overdue", "1 day overdue", "2 days overdue"],
            ["0 of 0 bills", "1 of 1 bill", "2 of 2 bills"],
        ),
        (
            Language::Spanish,
            ["hace 0 días", "hace 1 día", "hace 2 días"],
            ["0 de 0 facturas", "1 de 1 factura", "2 de 2 facturas"],
        ),
    ] {
        speak_in_test(language);
        for ((count, days), bills) in (0_u32..).zip(days).zip(bills) {
            let overdue = t!("bill-overdue", count = count);
            assert!(overdue.ends_with(days), "{overdue}");
            assert_eq!(t!("bills-shown", shown = count, count = count), bills);
        }
    }
}
