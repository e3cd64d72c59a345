//! `cargo xtask requirements`: which requirements a test names.

use crate::Outcome;
use crate::interface::collect;
use crate::process::Failure;
use crate::workspace;
use std::collections::BTreeMap;
use std::fs;

/// The manuals' prefixes and how many requirements each has.
const MANUALS: [(&str, &str, usize); 5] = [
    ("dp", "Área do Cliente", 42),
    ("tv", "Meu Espaço", 36),
    ("st", "Espaço do Cliente", 34),
    ("mg", "Operações", 30),
    ("mc", "Minha Central", 41),
];

/// Prints every named requirement with its tests, and the count of each manual.
pub fn print() -> Outcome {
    let mut proofs: BTreeMap<(usize, usize), Vec<String>> = BTreeMap::new();
    let mut files = Vec::new();
    for folder in [
        "crates",
        "ui/src",
        "src-tauri/src",
        "portal",
        "tests",
        "xtask/src",
    ] {
        collect(&workspace::root().join(folder), "rs", &mut files)?;
    }
    for file in files {
        let text = fs::read_to_string(&file).map_err(Failure::file(&file))?;
        for name in text.lines().filter_map(test_name) {
            for id in ids(name) {
                proofs.entry(id).or_default().push(name.to_owned());
            }
        }
    }
    for (index, (prefix, title, total)) in MANUALS.iter().enumerate() {
        let named: Vec<_> = proofs
            .iter()
            .filter(|((manual, _), _)| *manual == index)
            .collect();
        println!(
            "{} {title}: {} of {total}",
            prefix.to_uppercase(),
            named.len()
        );
        for ((_, number), tests) in named {
            println!(
                "  {}-{number:02}  {}",
                prefix.to_uppercase(),
                tests.join(", ")
            );
        }
    }
    Ok(())
}

/// The function a line declares, when it declares one.
fn test_name(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let declared = line
        .strip_prefix("async fn ")
        .or_else(|| line.strip_prefix("fn "))?;
    declared.split('(').next()
}

/// The ids in a name: `mc_17_mc_18_bills_…` names two.
fn ids(name: &str) -> Vec<(usize, usize)> {
    let words: Vec<&str> = name.split('_').collect();
    words
        .windows(2)
        .filter_map(|pair| {
            let [prefix, number] = pair else { return None };
            let manual = MANUALS.iter().position(|(known, ..)| known == prefix)?;
            let number = number.parse().ok()?;
            let (_, _, total) = MANUALS.get(manual)?;
            (1..=*total).contains(&number).then_some((manual, number))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_name_may_name_several_requirements() {
        let name = test_name("    async fn mc_17_st_19_bills_of_a_period() {").unwrap();
        assert_eq!(ids(name), [(4, 17), (2, 19)]);
        assert_eq!(ids("mc_99_no_such"), []);
        assert_eq!(test_name("let fn_name = 1;"), None);
    }
}
