//! Starting programs, and what can go wrong with them.

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};

/// Why a developer's command failed.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// A program ended with a failure; it has said why.
    #[error("`{0}` failed")]
    Program(String),
    /// A program could not be started.
    #[error("`{program}` could not be started: {source}")]
    Start { program: String, source: io::Error },
    /// A file could not be read or written.
    #[error("{}: {source}", path.display())]
    File { path: PathBuf, source: io::Error },
    /// Something the machine lacks, with what to do.
    #[error("{0}")]
    Missing(String),
    /// A rule of the repository is broken.
    #[error("{0}")]
    Rule(String),
}

impl Failure {
    /// For `map_err` on file operations.
    pub fn file(path: &Path) -> impl FnOnce(io::Error) -> Self + '_ {
        move |source| Self::File {
            path: path.to_owned(),
            source,
        }
    }
}

fn describe(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy().into_owned()];
    words.extend(
        command
            .get_args()
            .map(|word| word.to_string_lossy().into_owned()),
    );
    words.join(" ")
}

fn start_failure(command: &Command) -> impl FnOnce(io::Error) -> Failure {
    let program = command.get_program().to_string_lossy().into_owned();
    move |source| Failure::Start { program, source }
}

/// Runs to the end, showing what it prints.
pub fn run(command: &mut Command) -> Result<(), Failure> {
    let status = command.status().map_err(start_failure(command))?;
    if status.success() {
        Ok(())
    } else {
        Err(Failure::Program(describe(command)))
    }
}

/// Runs to the end and answers what it printed to stdout.
pub fn output(command: &mut Command) -> Result<String, Failure> {
    let output = command
        .stderr(std::process::Stdio::inherit())
        .output()
        .map_err(start_failure(command))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(Failure::Program(describe(command)))
    }
}

/// A program in the background, ended by process id when this is dropped.
pub struct Background(Child);

impl Background {
    /// Starts it.
    pub fn start(command: &mut Command) -> Result<Self, Failure> {
        command.spawn().map(Self).map_err(start_failure(command))
    }

    /// The running program.
    pub const fn child(&mut self) -> &mut Child {
        &mut self.0
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing left to do.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
