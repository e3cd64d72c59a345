//! `cargo xtask check`: silent when all is well.

use crate::Outcome;
use crate::imports;
use crate::process;
use crate::rooms;
use crate::words;
use crate::workspace;
use std::process::Command;

/// The import rules, the words, formatting and clippy, of both workspaces.
pub fn run() -> Outcome {
    imports::check()?;
    rooms::check()?;
    words::check()?;
    for cargo in [workspace::cargo, workspace::portal_cargo] {
        process::run(cargo().args(["fmt", "--all", "--", "--check"]))?;
    }
    clippy(workspace::cargo().arg("clippy").args(workspace::CRATES))?;
    clippy(workspace::cargo().args(["clippy", "-p", "balcao-tests"]))?;
    clippy(workspace::portal_cargo().arg("clippy"))
}

fn clippy(cargo: &mut Command) -> Outcome {
    process::run(cargo.args([
        "--all-targets",
        "--locked",
        "--quiet",
        "--",
        "-D",
        "warnings",
    ]))
}
