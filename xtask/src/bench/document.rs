//! `docs/BENCHMARKS.md`: what is said there stays; the table at its end holds the last results of
//! each row on one machine.

use super::report::HEAD;
use crate::Outcome;
use crate::process::Failure;
use crate::workspace;
use std::fs;
use std::path::PathBuf;

const BEGIN: &str = "<!-- measured -->\n";

/// The file.
pub struct Document {
    file: PathBuf,
    machine: String,
}

impl Document {
    /// The repository's, on this machine.
    pub fn here() -> Self {
        Self {
            file: workspace::root().join("docs/BENCHMARKS.md"),
            machine: machine(),
        }
    }

    /// Puts the lines of a row in the place of earlier ones.
    pub fn put(&self, row: u8, lines: &str) -> Outcome {
        let text = fs::read_to_string(&self.file).map_err(Failure::file(&self.file))?;
        let text = with_row(&text, &self.machine, row, lines);
        fs::write(&self.file, text).map_err(Failure::file(&self.file))
    }
}

/// Results of another machine go: they compare with nothing.
fn with_row(text: &str, machine: &str, row: u8, lines: &str) -> String {
    let (said, measured) = text.split_once(BEGIN).unwrap_or((text, ""));
    let here = format!("Machine: {machine}.");
    let mut all: Vec<(u8, &str)> = Vec::new();
    if measured.lines().any(|line| line == here) {
        let known = measured
            .lines()
            .filter_map(|line| Some((number(line)?, line)));
        all.extend(known.filter(|(other, _)| *other != row));
    }
    all.extend(lines.lines().map(|line| (row, line)));
    all.sort_by_key(|(row, _)| *row);
    let table: String = all.iter().map(|(_, line)| format!("{line}\n")).collect();
    format!("{said}{BEGIN}\n{here}\n\n{HEAD}{table}")
}

/// The row that a line of the table is of.
fn number(line: &str) -> Option<u8> {
    let (number, _) = line.strip_prefix("| ")?.split_once(" |")?;
    number.parse().ok()
}

/// What it is, as far as it says.
fn machine() -> String {
    let cpus = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let models = cpus.lines().filter(|line| line.starts_with("model name"));
    let models: Vec<_> = models.filter_map(|line| line.split(": ").nth(1)).collect();
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    format!(
        "{} × {}, Linux {}",
        models.len(),
        models.first().unwrap_or(&"unknown"),
        kernel.trim(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_put_in_its_place_and_another_machine_starts_anew() {
        let text = format!("Said.\n\n{BEGIN}\nNot measured yet.\n");
        let third = with_row(&text, "one", 3, "| 3 | c |\n| 3 | d |\n");
        let first = with_row(&third, "one", 1, "| 1 | a |\n");
        let again = with_row(&first, "one", 3, "| 3 | e |\n");
        assert_eq!(
            again,
            format!("Said.\n\n{BEGIN}\nMachine: one.\n\n{HEAD}| 1 | a |\n| 3 | e |\n")
        );
        let other = with_row(&again, "two", 4, "| 4 | f |\n");
        assert_eq!(
            other,
            format!("Said.\n\n{BEGIN}\nMachine: two.\n\n{HEAD}| 4 | f |\n")
        );
    }
}
