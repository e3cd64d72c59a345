//! Starting programs, and what can go wrong with them.

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

/// Between two looks whether a program has ended.
const LOOK: Duration = Duration::from_millis(200);

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

/// The developer's wish that everything ends: Ctrl-C or SIGTERM. Once asked for, they end nothing
/// by themselves any more, so that what runs in the background is not left behind.
pub struct Stop(Receiver<()>);

impl Stop {
    /// Listens from now on.
    pub fn listen() -> Result<Self, Failure> {
        let (told, stop) = channel();
        ctrlc::set_handler(move || {
            // Nobody waits any more: everything is ending already.
            let _ = told.send(());
        })
        .map_err(|error| Failure::Rule(format!("Ctrl-C cannot be heard: {error}")))?;
        Ok(Self(stop))
    }

    /// Comes back when a program has ended, with a failure if it failed, or when told to stop.
    pub fn or_end_of(&self, program: &mut Background, name: &str) -> Result<(), Failure> {
        while let Err(RecvTimeoutError::Timeout) = self.0.recv_timeout(LOOK) {
            let ended = program.child().try_wait();
            match ended.map_err(|source| Failure::Start {
                program: name.to_owned(),
                source,
            })? {
                Some(status) if status.success() => return Ok(()),
                Some(_) => return Err(Failure::Program(name.to_owned())),
                None => {}
            }
        }
        Ok(())
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing left to do.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
