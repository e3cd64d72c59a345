//! The words: every language says the same things with the same arguments, and those are what the
//! interface asks for. An id is always written out in `t!("…")`: one put together at run time would
//! not compile.

use crate::Outcome;
use crate::interface::collect;
use crate::process::Failure;
use crate::workspace;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

/// The language that all words are first written in.
const FIRST: &str = "pt-BR";

/// Ids, each with the names of its arguments.
type Ids = BTreeMap<String, BTreeSet<String>>;

/// What one language says.
#[derive(Default)]
struct Said {
    ids: Ids,
    twice: Vec<String>,
}

/// One `t!("id", argument = …)`.
struct Use {
    id: String,
    arguments: BTreeSet<String>,
}

/// The tags of all languages, the first one first.
pub fn languages() -> Outcome<Vec<String>> {
    let folder = locales();
    let mut tags = Vec::new();
    for entry in fs::read_dir(&folder).map_err(Failure::file(&folder))? {
        let name = entry.map_err(Failure::file(&folder))?.file_name();
        tags.extend(name.into_string());
    }
    tags.sort_by_key(|tag| (tag != FIRST, tag.clone()));
    Ok(tags)
}

/// Everything that a language says, its files in path order.
pub fn text(language: &str) -> Outcome<String> {
    let mut files = Vec::new();
    collect(&locales().join(language), "ftl", &mut files)?;
    files.sort();
    read(&files)
}

fn locales() -> PathBuf {
    workspace::root().join("assets/locales")
}

fn read(files: &[PathBuf]) -> Outcome<String> {
    let texts = files
        .iter()
        .map(|file| fs::read_to_string(file).map_err(Failure::file(file)));
    texts.collect()
}

/// Fails with everything that is missing, left over or asked for otherwise than it is said.
pub fn check() -> Outcome {
    let mut languages_said = Vec::new();
    for language in languages()? {
        let said = said(&text(&language)?);
        languages_said.push((language, said));
    }
    let mut sources = Vec::new();
    collect(&workspace::root().join("ui/src"), "rs", &mut sources)?;
    sources.retain(|source| !source.ends_with("tests.rs"));
    let broken = compare(&languages_said, &uses(&read(&sources)?));
    if broken.is_empty() {
        Ok(())
    } else {
        Err(Failure::Rule(broken.join("\n       ")))
    }
}

fn compare(languages: &[(String, Said)], uses: &[Use]) -> Vec<String> {
    let mut broken = Vec::new();
    let Some(((first, words), others)) = languages.split_first() else {
        return broken;
    };
    for (language, said) in languages {
        let twice = said.twice.iter();
        broken.extend(twice.map(|id| format!("{language}: {id} is said twice")));
    }
    for (language, said) in others {
        for (id, arguments) in &words.ids {
            match said.ids.get(id) {
                None => broken.push(format!("{language}: {id} is not said")),
                Some(other) if other != arguments => broken.push(format!(
                    "{language}: {id} has other arguments than in {first}: {other:?}, {arguments:?}"
                )),
                Some(_) => {}
            }
        }
        let unknown = said.ids.keys().filter(|id| !words.ids.contains_key(*id));
        broken.extend(unknown.map(|id| format!("{language}: {id} is not said in {first}")));
    }
    for Use { id, arguments } in uses {
        match words.ids.get(id) {
            None => broken.push(format!("t!(\"{id}\"): nothing is said by that id")),
            Some(takes) if takes != arguments => broken.push(format!(
                "t!(\"{id}\"): is given {arguments:?} and takes {takes:?}"
            )),
            Some(_) => {}
        }
    }
    let used: BTreeSet<_> = uses.iter().map(|each| &each.id).collect();
    let unused = words.ids.keys().filter(|id| !used.contains(id));
    broken.extend(unused.map(|id| format!("{id} is said and never used")));
    broken
}

/// The messages of a Fluent file, with their variables.
fn said(file: &str) -> Said {
    let mut said = Said::default();
    let mut id = String::new();
    for line in file.lines().filter(|line| !line.starts_with('#')) {
        if line.starts_with(|c: char| c.is_ascii_lowercase()) {
            id = name(line);
            if said.ids.insert(id.clone(), BTreeSet::new()).is_some() {
                said.twice.push(id.clone());
            }
        }
        if let Some(variables) = said.ids.get_mut(&id) {
            variables.extend(line.split('$').skip(1).map(name));
        }
    }
    said
}

/// Every use of words in a source.
fn uses(source: &str) -> Vec<Use> {
    let code: String = source
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| [line, "\n"])
        .collect();
    let mut uses = Vec::new();
    for (place, call) in code.match_indices("t!(") {
        let before = code.get(..place).and_then(|before| before.chars().last());
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
            // `format!(`, `assert!(`.
            continue;
        }
        let inside = code.get(place + call.len()..).unwrap_or_default();
        uses.extend(read_use(inside));
    }
    uses
}

/// What stands inside of `t!(…)`, and after.
fn read_use(inside: &str) -> Option<Use> {
    let inside = inside.trim_start().strip_prefix('"')?;
    let (id, rest) = inside.split_once('"')?;
    let mut arguments = BTreeSet::new();
    let mut depth = 0;
    let mut at_start = false;
    for (place, c) in rest.char_indices() {
        match c {
            ')' if depth == 0 => break,
            ',' if depth == 0 => at_start = true,
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            c if at_start && !c.is_whitespace() => {
                arguments.insert(name(rest.get(place..)?));
                at_start = false;
            }
            _ => {}
        }
    }
    Some(Use {
        id: id.to_owned(),
        arguments,
    })
}

/// The name that a text begins with.
fn name(text: &str) -> String {
    text.chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &str = "\
# A comment with $nothing in it.
greeting = Olá, { $name }
count = { $count ->
    [one] { $count } de { $all }
   *[other] { $count } de { $all }
  }
";

    const CODE: &str = r#"
        /// As in `t!("example")`.
        let words = [t!("greeting", name = user.name()), t!(
            "count",
            count = of(1, [2, 3]),
            all = 4,
        )];
        assert!(format!("{}", words).contains("t"));
    "#;

    fn broken(other: &str, code: &str) -> Vec<String> {
        let languages = [("pt-BR", WORDS), ("en", other)];
        let languages = languages.map(|(tag, file)| (tag.to_owned(), said(file)));
        compare(&languages, &uses(code))
    }

    #[test]
    fn the_same_words_with_the_same_arguments_are_right() {
        assert_eq!(broken(WORDS, CODE), Vec::<String>::new());
    }

    #[test]
    fn what_one_language_lacks_or_has_alone_is_found() {
        let other = WORDS.replace("greeting", "farewell");
        assert_eq!(
            broken(&other, CODE),
            [
                "en: greeting is not said",
                "en: farewell is not said in pt-BR"
            ]
        );
    }

    #[test]
    fn other_arguments_are_found() {
        let other = WORDS.replace("{ $name }", "{ $first-name }");
        let [found] = broken(&other, CODE).try_into().unwrap();
        assert!(
            found.starts_with("en: greeting has other arguments"),
            "{found}"
        );
        let fewer = WORDS.replace("{ $count } de { $all }", "{ $count }");
        assert_eq!(broken(&fewer, CODE).len(), 1);
    }

    #[test]
    fn what_is_said_twice_is_found() {
        let other = format!("{WORDS}greeting = Hello, {{ $name }}\n");
        assert_eq!(broken(&other, CODE), ["en: greeting is said twice"]);
    }

    #[test]
    fn what_nobody_asks_for_is_found() {
        let code = CODE.replace(r#"t!("greeting", name = user.name())"#, "0");
        assert_eq!(broken(WORDS, &code), ["greeting is said and never used"]);
    }

    #[test]
    fn what_is_asked_for_in_vain_or_with_other_arguments_is_found() {
        let code = format!(r#"{CODE} t!("greetings"); t!("greeting");"#);
        assert_eq!(
            broken(WORDS, &code),
            [
                r#"t!("greetings"): nothing is said by that id"#,
                r#"t!("greeting"): is given {} and takes {"name"}"#
            ]
        );
    }
}
