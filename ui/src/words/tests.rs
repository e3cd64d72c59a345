//! The Fluent files and the code name the same ids, with the same arguments.

use super::{FILES, Messages, Value};
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Ids, each with the arguments it takes or is given.
type Ids = BTreeMap<String, BTreeSet<String>>;

fn name(text: &str) -> String {
    let is_inside = |c: &char| c.is_ascii_alphanumeric() || *c == '_' || *c == '-';
    text.chars().take_while(is_inside).collect()
}

fn written() -> Ids {
    let mut ids = Ids::new();
    let mut current = String::new();
    for line in FILES.iter().flat_map(|file| file.lines()) {
        if line.starts_with(|c: char| c.is_ascii_lowercase()) {
            current = name(line);
            let before = ids.insert(current.clone(), BTreeSet::new());
            assert!(before.is_none(), "{current} is written twice");
        }
        let variables = line.split('$').skip(1).map(name);
        ids.entry(current.clone()).or_default().extend(variables);
    }
    ids.remove("");
    ids
}

fn sources(folder: &Path) -> String {
    let mut all = String::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all += &sources(&path);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            all += &fs::read_to_string(path).unwrap();
        }
    }
    all
}

/// The names given in `"id", one = …, two = …)`, whatever brackets stand in the values.
fn arguments(call: &str) -> BTreeSet<String> {
    let mut given = BTreeSet::new();
    let mut depth = 0;
    let mut at_start = false;
    for (place, c) in call.char_indices() {
        match c {
            ')' if depth == 0 => break,
            ',' if depth == 0 => at_start = true,
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            c if at_start && !c.is_whitespace() => {
                given.insert(name(&call[place..]));
                at_start = false;
            }
            _ => {}
        }
    }
    given
}

fn used() -> Vec<(String, BTreeSet<String>)> {
    let source = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    source
        .split("t!(")
        .skip(1)
        .filter_map(|call| {
            let call = call.trim_start().strip_prefix('"')?;
            let id = name(call);
            let rest = call[id.len()..].strip_prefix('"')?;
            Some((id, arguments(rest)))
        })
        .collect()
}

#[test]
fn every_id_in_the_code_is_written_and_given_its_arguments() {
    let written = written();
    let used = used();
    assert!(used.len() > 100, "the scan found only {}", used.len());
    for (id, given) in used {
        let takes = written
            .get(&id)
            .unwrap_or_else(|| panic!("{id} is not written"));
        assert_eq!(takes, &given, "the arguments of {id}");
    }
}

#[test]
fn every_written_id_is_used() {
    let used: BTreeSet<_> = used().into_iter().map(|(id, _)| id).collect();
    let unused: Vec<_> = written()
        .into_keys()
        .filter(|id| !used.contains(id))
        .collect();
    assert_eq!(unused, Vec::<String>::new());
}

#[test]
fn words_hold_no_invisible_marks() {
    for file in FILES {
        assert!(!file.contains(['\u{2068}', '\u{2069}', '\u{200b}', '\u{feff}']));
    }
    let put_in = super::t!("home-greeting", name = "Ana");
    assert_eq!(put_in, "Olá, Ana");
}

/// The judge: the whole of Fluent, with the marks around what is put in switched off.
fn judge() -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new(vec!["pt-BR".parse().unwrap()]);
    bundle.set_use_isolating(false);
    for file in FILES {
        let resource = FluentResource::try_new(file.into()).unwrap();
        bundle.add_resource(resource).unwrap();
    }
    bundle
}

#[test]
fn every_message_reads_as_fluent_itself_reads_it() {
    let (judge, messages) = (judge(), Messages::read(&FILES));
    let texts = ["Ana", "finance", "technical", "R$\u{a0}1.290,00"].map(Value::from);
    let numbers = [0_i64, 1, 2, 3, 6, 11, 12, 37, 1_000_000].map(Value::from);
    for (id, variables) in written() {
        let pattern = judge.get_message(&id).unwrap().value().unwrap();
        for value in texts.iter().chain(&numbers) {
            let mut theirs = FluentArgs::new();
            let mut ours = Vec::new();
            for variable in &variables {
                let variable: &'static str = Box::leak(variable.clone().into_boxed_str());
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
