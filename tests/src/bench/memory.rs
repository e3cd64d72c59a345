//! How much memory a first sync takes, in a process that has done nothing else.

use super::account::{Held, State};
use super::failure::Failure;
use clap::ValueEnum;
use std::env;
use std::fs;
use std::process::{Command, Stdio};

/// Says that a process is one of these; [`of_a_sync`] starts it with the arguments of its own.
const FLAG: &str = "--memory";

/// Whose sync takes it.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Whose {
    /// The account's.
    Own,
    /// That of the account with a tenth of the calls.
    Tenth,
}

impl Whose {
    const fn name(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Tenth => "tenth",
        }
    }
}

/// By how many KiB a process grows.
pub fn of_a_sync(whose: Whose) -> Result<u64, Failure> {
    let output = Command::new(env::current_exe()?)
        .args(env::args_os().skip(1))
        .args([FLAG, whose.name()])
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()?;
    let said = String::from_utf8_lossy(&output.stdout);
    said.trim().parse().map_err(|_| Failure::Silent)
}

/// The highest resident size of this process in a first sync, less what it had before.
pub async fn grown(held: &Held) -> Result<u64, Failure> {
    let before = resident("VmRSS:")?;
    held.sync(State::Empty).await?;
    Ok(resident("VmHWM:")?.saturating_sub(before))
}

fn resident(name: &str) -> Result<u64, Failure> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let number = line.and_then(|line| line.split_whitespace().next());
    let number = number.and_then(|number| number.parse().ok());
    number.ok_or(Failure::Silent)
}
