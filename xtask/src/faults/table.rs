//! The table in `docs/RELIABILITY.md`.

use super::list::Fault;
use super::ran::Ran;
use crate::Outcome;
use crate::process::Failure;
use crate::workspace;
use std::fs;
use time::OffsetDateTime;

/// Puts a row in its place.
pub fn write(fault: &Fault, ran: &Ran, commit: &str) -> Outcome {
    let file = workspace::root().join("docs/RELIABILITY.md");
    let text = fs::read_to_string(&file).map_err(Failure::file(&file))?;
    let row = format!(
        "| {} | {} | {} | {} | {commit} | {} |",
        fault.id,
        fault.what,
        ran.counts(),
        ran.result(fault.least),
        OffsetDateTime::now_utc().date(),
    );
    fs::write(&file, with_row(&text, fault.id, &row)).map_err(Failure::file(&file))
}

fn with_row(text: &str, id: &str, row: &str) -> String {
    let begins = format!("| {id} |");
    let lines = text
        .lines()
        .map(|line| if line.starts_with(&begins) { row } else { line });
    lines.map(|line| format!("{line}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::super::list::FAULTS;
    use super::*;

    #[test]
    fn a_row_is_put_in_its_own_place() {
        let table = "| F1 | a |\n| F10 | b |\n";
        assert_eq!(
            with_row(table, "F1", "| F1 | c |"),
            "| F1 | c |\n| F10 | b |\n"
        );
    }

    #[test]
    fn every_fault_has_a_line_in_the_table() {
        let file = workspace::root().join("docs/RELIABILITY.md");
        let text = fs::read_to_string(file).unwrap();
        for fault in FAULTS {
            assert!(
                text.contains(&format!("\n| {} |", fault.id)),
                "{}",
                fault.id
            );
        }
    }
}
