//! Every language's files read, and say what they should.

use super::{language, t};
use balcao_bridge::Language;
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
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

/// Every message of every language reads, and says something with whatever it is given.
#[test]
fn every_message_of_every_language_reads() {
    for language in Language::ALL {
        let file = file(language);
        let mut bundle = FluentBundle::new(vec![language.tag().parse().unwrap()]);
        let resource = FluentResource::try_new(file.clone());
        bundle.add_resource(resource.unwrap()).unwrap();
        let ids = written(&file);
        assert!(ids.len() > 200, "only {} were found", ids.len());
        for (id, variables) in ids {
            let pattern = bundle.get_message(&id).unwrap().value().unwrap();
            for value in ["Ana".into(), FluentValue::from(0), 1.into(), 2.into()] {
                let given = variables.iter().map(|it| (it.as_str(), value.clone()));
                let given: FluentArgs<'_> = given.collect();
                let mut errors = Vec::new();
                let words = bundle.format_pattern(pattern, Some(&given), &mut errors);
                assert!(errors.is_empty() && !words.is_empty(), "{id}: {errors:?}");
            }
        }
    }
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
