//! Which state of the repository a result is of.

use crate::Outcome;
use crate::process;
use crate::workspace;
use std::process::Command;

/// What the results are written into does not make it another state.
const RESULTS: [&str; 2] = [
    ":(exclude)docs/BENCHMARKS.md",
    ":(exclude)docs/RELIABILITY.md",
];

/// The commit, and whether any file differs from it.
pub fn described() -> Outcome<String> {
    let git = |arguments: &[&str]| {
        let mut git = Command::new("git");
        git.current_dir(workspace::root()).args(arguments);
        process::output(&mut git)
    };
    let commit = git(&["rev-parse", "--short", "HEAD"])?;
    let mut status = vec!["status", "--porcelain", "--untracked-files=no", "--", "."];
    status.extend(RESULTS);
    let and = if git(&status)?.trim().is_empty() {
        ""
    } else {
        " and later"
    };
    Ok(format!("{}{and}", commit.trim()))
}
