//! Who may know whom, what may be named where, and how long a file may be.

use crate::Outcome;
use crate::interface::collect;
use crate::process::{self, Failure};
use crate::workspace;
use serde::Deserialize;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Which of the project's own packages each may depend on.
const MAY_KNOW: &[(&str, &[&str])] = &[
    ("balcao-domain", &[]),
    ("balcao-bounds", &[]),
    ("balcao-contract", &["balcao-domain"]),
    ("balcao-bridge", &["balcao-domain"]),
    ("balcao-lists", &["balcao-domain"]),
    ("balcao-people", &["balcao-domain"]),
    (
        "balcao-client",
        &[
            "balcao-bounds",
            "balcao-bridge",
            "balcao-contract",
            "balcao-domain",
            "balcao-lists",
            "balcao-people",
        ],
    ),
    ("balcao-ui", &["balcao-bridge", "balcao-domain"]),
    ("balcao-app", &["balcao-client", "balcao-bridge"]),
    (
        "balcao-web",
        &[
            "balcao-bounds",
            "balcao-bridge",
            "balcao-client",
            "balcao-domain",
        ],
    ),
    (
        "balcao-portal",
        &[
            "balcao-bounds",
            "balcao-contract",
            "balcao-domain",
            "balcao-people",
        ],
    ),
    (
        "balcao-tests",
        &[
            "balcao-bridge",
            "balcao-client",
            "balcao-contract",
            "balcao-domain",
            "balcao-people",
        ],
    ),
    ("balcao-xtask", &[]),
];

/// Packages a crate must not depend on, although they are no packages of the project.
const MUST_NOT_USE: &[(&str, &[&str])] = &[
    ("balcao-ui", &["reqwest", "rusqlite", "tauri", "chrono-tz"]),
    ("balcao-client", &["tauri", "dioxus"]),
    (
        "balcao-domain",
        &["tokio", "reqwest", "chrono-tz", "web-sys"],
    ),
    ("balcao-bridge", &["tokio", "reqwest", "web-sys"]),
];

/// Words that stand in one folder of a tree only, with the reason.
struct OnlyIn {
    tree: &'static str,
    folder: &'static str,
    words: &'static [&'static str],
    reason: &'static str,
}

const ONLY_IN: &[OnlyIn] = &[
    OnlyIn {
        tree: "portal/src",
        folder: "portal/src/store",
        words: &["sea_orm"],
        reason: "rows are reached through the store's scoped functions",
    },
    OnlyIn {
        tree: "ui/src",
        folder: "ui/src/host",
        words: &["web_sys", "js_sys", "wasm_bindgen::", "__TAURI"],
        reason: "the interface reaches the browser through its host",
    },
    OnlyIn {
        tree: "ui/src",
        folder: "",
        words: &[
            "local_storage",
            "session_storage",
            "indexed_db",
            "set_cookie",
            "CacheStorage",
        ],
        reason: "WebKit stores these in plain text",
    },
    OnlyIn {
        tree: "ui/src",
        folder: "",
        words: &["document::eval", "document::Title", "document::Script"],
        reason: "they need `unsafe-eval`",
    },
];

const LONGEST_FILE: usize = 500;

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    kind: Option<String>,
    path: Option<String>,
}

/// Fails with every rule that is broken.
pub fn check() -> Outcome {
    let mut broken = Vec::new();
    for cargo in [workspace::cargo, workspace::portal_cargo] {
        for package in packages(&mut cargo())? {
            broken.extend(wrong_dependencies(&package));
        }
    }
    for rule in ONLY_IN {
        broken.extend(misplaced_words(rule)?);
    }
    broken.extend(long_files()?);
    if broken.is_empty() {
        Ok(())
    } else {
        Err(Failure::Rule(broken.join("\n       ")))
    }
}

fn packages(cargo: &mut Command) -> Outcome<Vec<Package>> {
    let json = process::output(cargo.args(["metadata", "--no-deps", "--format-version", "1"]))?;
    serde_json::from_str::<Metadata>(&json)
        .map(|metadata| metadata.packages)
        .map_err(|error| Failure::Rule(format!("cargo metadata: {error}")))
}

fn wrong_dependencies(package: &Package) -> Vec<String> {
    let allowed = lookup(MAY_KNOW, &package.name);
    let banned = lookup(MUST_NOT_USE, &package.name).unwrap_or_default();
    let mut broken = Vec::new();
    for dependency in &package.dependencies {
        let name = dependency.name.as_str();
        let own = dependency.path.is_some();
        let known = allowed.is_some_and(|names| names.contains(&name));
        // Only tests may borrow the demo's people.
        let people_in_product = package.name == "balcao-client"
            && name == "balcao-people"
            && dependency.kind.as_deref() != Some("dev");
        if own && (!known || people_in_product) || banned.contains(&name) {
            broken.push(format!("{} may not depend on {name}", package.name));
        }
    }
    broken
}

fn lookup<'a>(table: &[(&str, &'a [&'static str])], package: &str) -> Option<&'a [&'static str]> {
    table
        .iter()
        .find(|(name, _)| *name == package)
        .map(|(_, names)| *names)
}

fn misplaced_words(rule: &OnlyIn) -> Outcome<Vec<String>> {
    let root = workspace::root();
    let mut files = Vec::new();
    collect(&root.join(rule.tree), "rs", &mut files)?;
    let mut broken = Vec::new();
    for file in files {
        let relative = file.strip_prefix(&root).unwrap_or(&file);
        if !rule.folder.is_empty() && relative.starts_with(rule.folder) {
            continue;
        }
        let text = fs::read_to_string(&file).map_err(Failure::file(&file))?;
        for word in rule.words.iter().filter(|word| text.contains(**word)) {
            broken.push(format!("{}: `{word}`: {}", relative.display(), rule.reason));
        }
    }
    Ok(broken)
}

fn long_files() -> Outcome<Vec<String>> {
    let root = workspace::root();
    let mut files = Vec::new();
    for tree in [
        "crates",
        "ui/src",
        "src-tauri",
        "portal/src",
        "portal/tests",
        "tests/src",
        "xtask/src",
    ] {
        let folder = root.join(tree);
        if folder.is_dir() {
            collect(&folder, "rs", &mut files)?;
        }
    }
    let mut broken = Vec::new();
    for file in files {
        let lines = line_count(&file)?;
        if lines > LONGEST_FILE {
            let relative = file.strip_prefix(&root).unwrap_or(&file);
            broken.push(format!(
                "{}: {lines} lines: look for the second thing in it",
                relative.display()
            ));
        }
    }
    Ok(broken)
}

fn line_count(file: &Path) -> Outcome<usize> {
    let text = fs::read_to_string(file).map_err(Failure::file(file))?;
    Ok(text.lines().count())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, dependency: &str, kind: Option<&str>, own: bool) -> Package {
        Package {
            name: name.into(),
            dependencies: vec![Dependency {
                name: dependency.into(),
                kind: kind.map(Into::into),
                path: own.then(|| "/somewhere".into()),
            }],
        }
    }

    #[test]
    fn a_dependency_outside_the_table_is_named() {
        for (name, dependency, kind, own) in [
            ("balcao-ui", "balcao-client", None, true),
            ("balcao-ui", "reqwest", None, false),
            ("balcao-client", "balcao-people", None, true),
            ("balcao-unknown", "balcao-domain", None, true),
        ] {
            let found = wrong_dependencies(&package(name, dependency, kind, own));
            assert_eq!(found, [format!("{name} may not depend on {dependency}")]);
        }
        assert!(
            wrong_dependencies(&package(
                "balcao-client",
                "balcao-people",
                Some("dev"),
                true
            ))
            .is_empty()
        );
        assert!(wrong_dependencies(&package("balcao-ui", "serde", None, false)).is_empty());
    }

    #[test]
    fn the_repository_keeps_its_rules() {
        check().unwrap();
    }
}
