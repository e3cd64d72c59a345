//! `cargo xtask rooms`: what each room costs; and that no engine knows one.

use crate::Outcome;
use crate::interface::collect;
use crate::process::{self, Failure};
use crate::workspace;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where rooms say what they are; the names of files and folders there are the rooms' names.
const RULES: &str = "crates/domain/src/rooms";

/// What knows no room, but for its lists.
const ENGINES: &[&str] = &[
    "crates/domain/src",
    "crates/contract/src",
    "crates/bounds/src",
    "crates/bridge/src",
    "crates/lists/src",
    "crates/client/src",
    "crates/web/src",
    "src-tauri/src",
    "portal/src",
    "ui/src",
    "xtask/src",
];

/// The files in which a room has one line among those of all.
const LISTS: &[&str] = &[
    "crates/domain/src/collections.rs",
    "crates/domain/src/decisions.rs",
    "crates/domain/src/documented.rs",
    "crates/domain/src/ids.rs",
    "crates/domain/src/lib.rs",
    "crates/domain/src/provider.rs",
    "portal/src/store/json_rows.rs",
];

struct Room {
    name: String,
    files: Vec<PathBuf>,
}

/// Prints the files and lines of each room.
pub fn print() -> Outcome {
    for room in rooms()? {
        let mut total = 0;
        for file in &room.files {
            let lines = read(file)?.lines().count();
            total += lines;
            println!("{lines:>6}  {}", file.display());
        }
        println!("{total:>6}  {}, {} files", room.name, room.files.len());
    }
    Ok(())
}

/// Fails where an engine names what a room declares.
pub fn check() -> Outcome {
    let names = names()?;
    let root = workspace::root();
    let mut files = Vec::new();
    for engine in ENGINES {
        collect(&root.join(engine), "rs", &mut files)?;
    }
    for file in files {
        let path = file.strip_prefix(&root).unwrap_or(&file);
        if is_apart(path) {
            continue;
        }
        let text = read(&file)?;
        for (number, line) in engine_lines(&text) {
            if let Some(name) = words(line).find(|word| names.contains(*word)) {
                return Err(Failure::Rule(format!(
                    "{}:{number}: an engine names {name}, which is a room's",
                    path.display()
                )));
            }
        }
    }
    Ok(())
}

/// Whether a file is a room's, a list of all rooms, or a test.
fn is_apart(path: &Path) -> bool {
    let parts = || path.iter().filter_map(|part| part.to_str());
    LISTS.iter().any(|list| Path::new(list) == path)
        || parts().any(|part| matches!(part, "rooms" | "tests" | "tests.rs"))
}

/// The lines of a file with their numbers, but for items that are there in tests only.
fn engine_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut end: Option<String> = None;
    let mut is_marked = false;
    (1..).zip(text.lines()).filter(move |(_, line)| {
        if let Some(closing) = &end {
            if line.strip_suffix(',').unwrap_or(line) == closing.as_str() {
                end = None;
            }
            return false;
        }
        let item = line.trim_start();
        if item == "#[cfg(test)]" {
            is_marked = true;
            return false;
        }
        if is_marked && !item.starts_with("#[") {
            is_marked = false;
            let indent = line.len() - item.len();
            // Formatted code closes a block under the line that opens it.
            end = item
                .ends_with('{')
                .then(|| format!("{}}}", " ".repeat(indent)));
            return false;
        }
        !is_marked
    })
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|letter: char| !letter.is_alphanumeric() && letter != '_')
}

/// The types that rooms declare.
fn names() -> Outcome<BTreeSet<String>> {
    let mut files = Vec::new();
    collect(&workspace::root().join(RULES), "rs", &mut files)?;
    let mut names = BTreeSet::new();
    for file in files {
        names.extend(declared(&read(&file)?));
    }
    Ok(names)
}

/// The types that a file declares: by themselves, or by the engines' macros, whose first words they
/// are.
fn declared(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut within = None;
    for line in text.lines().map(str::trim) {
        if let Some(name) = ["pub struct ", "pub enum "]
            .iter()
            .find_map(|it| line.strip_prefix(it))
        {
            names.extend(words(name).next().map(str::to_owned));
        }
        match (within, line) {
            (_, "choice! {" | "details! {") => within = Some(1),
            (_, "kept! {") => within = Some(usize::MAX),
            (Some(_), "}") => within = None,
            (Some(left), line) if left > 0 && !line.starts_with("///") => {
                let types = words(line).filter(|word| word.starts_with(char::is_uppercase));
                let types: Vec<_> = types.map(str::to_owned).collect();
                let taken = left.min(types.len());
                names.extend(types.into_iter().take(taken));
                within = Some(left - taken);
            }
            _ => {}
        }
    }
    names
}

/// The rooms, each with its files.
fn rooms() -> Outcome<Vec<Room>> {
    let root = workspace::root();
    let mut names = BTreeSet::new();
    let rules = root.join(RULES);
    for entry in fs::read_dir(&rules).map_err(Failure::file(&rules))? {
        let path = entry.map_err(Failure::file(&rules))?.path();
        let name = path.file_stem().and_then(|name| name.to_str());
        names.extend(name.filter(|name| *name != "mod").map(str::to_owned));
    }
    let room = |name: String| {
        let mut git = Command::new("git");
        git.current_dir(&root);
        git.args([
            "ls-files",
            "--",
            &format!("*rooms/{name}.*"),
            &format!("*rooms/{name}/*"),
        ]);
        let files = process::output(&mut git)?;
        let files = files.lines().map(PathBuf::from).collect();
        Ok(Room { name, files })
    };
    names.into_iter().map(room).collect()
}

fn read(file: &Path) -> Outcome<String> {
    let file = workspace::root().join(file);
    fs::read_to_string(&file).map_err(Failure::file(&file))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_room_declares_by_itself_and_by_macros_is_its_own() {
        let text = "
            choice! {
                /// A kind.
                PetKind {
                    /// It barks.
                    Dog: \"dog\",
                }
            }

            details! {
                /// What is kept.
                PetDetails {
                    name: String = required(FieldKind::Line(9)),
                }
            }

            kept! {
                /// A pet.
                Pet, PetId, PetDetails, Pets, 9, \"/v1/pets\":
                AddPet, EditPet, RemovePet
            }

            pub struct Leash;
        ";
        let names = declared(text);
        for name in [
            "PetKind",
            "PetDetails",
            "Pet",
            "AddPet",
            "RemovePet",
            "Leash",
        ] {
            assert!(names.iter().any(|it| it == name), "{name}: {names:?}");
        }
        assert!(!names.iter().any(|it| it == "String" || it == "Dog"));
    }

    #[test]
    fn a_word_is_found_whole_and_tests_are_left_alone() {
        assert!(words("let it: Vec<Pet> = new();").any(|word| word == "Pet"));
        assert!(!words("let it = Petrol;").any(|word| word == "Pet"));
        let text = "
use Pet;
#[cfg(test)]
pub const AGE: Pet = 1;
#[cfg(test)]
#[path = \"x\"]
mod tests {
    fn pet() {
    }
}
use Leash;
";
        let lines: Vec<_> = engine_lines(text).skip(1).collect();
        assert_eq!(lines, [(2, "use Pet;"), (11, "use Leash;")]);
    }
}
