//! The command line: one file a command. What goes wrong is told in one line on standard error.

mod error;
mod logging;
mod migrate;
mod options;
mod pay;
mod payments;
mod provider;
mod request;
mod rooms;
mod serve;
mod tls;
mod user;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{CommandFactory, FromArgMatches};

use crate::store::Address;
use error::CommandError;
use options::{Command, Task};

/// The option that says where the database is.
const DATABASE: &str = "database";

/// Runs what the arguments say.
pub fn main() -> ExitCode {
    // Nothing here asks for the process-wide provider, but a library that did would get ring.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let parsed = Command::command().try_get_matches().and_then(|matches| {
        let command = Command::from_arg_matches(&matches)?;
        Ok((command, matches.value_source(DATABASE)))
    });
    let (command, database) = match parsed {
        Ok(parsed) => parsed,
        Err(error) => return refuse(&error),
    };
    match run(command, database) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command, source: Option<ValueSource>) -> Result<(), CommandError> {
    logging::start(matches!(command.task, Task::Serve(_) | Task::Demo { .. }));
    let file = options::config(command.config.as_deref())?;
    let runtime = tokio::runtime::Runtime::new().map_err(CommandError::Runtime)?;
    runtime.block_on(async {
        let database = command.database.or(file.database.clone().map(Into::into));
        let database = database.ok_or(CommandError::Needed(DATABASE))?;
        if source == Some(ValueSource::CommandLine) && Address::tells_a_password(&database) {
            return Err(CommandError::ToldPassword);
        }
        let database = Address::try_from(database)?;
        match command.task {
            Task::Serve(options) => serve::serve(&database, options.or(file)?).await,
            Task::Demo { calls, options } => serve::demo(&database, options.or(file)?, calls).await,
            Task::Pay(options) => pay::pay(&database, options).await,
            Task::Provider { task } => provider::run(&database, task).await,
            Task::User { task } => user::run(&database, task).await,
            Task::Payments { provider } => payments::run(&database, &provider).await,
            Task::Request { task } => request::run(&database, task).await,
            Task::Tickets { task } => rooms::tickets::run(&database, task).await,
            Task::DueDays { task } => rooms::due_days::run(&database, task).await,
            Task::Migrate => migrate::migrate(&database).await,
        }
    })
}

/// A text of one line that people will see.
fn seen(text: &str) -> Result<String, String> {
    Some(balcao_domain::text::line(text))
        .filter(|seen| !seen.is_empty())
        .ok_or_else(|| "there is nothing to see in it".into())
}

/// Help and version as clap writes them; of an error only its first paragraph, in one line.
fn refuse(error: &clap::Error) -> ExitCode {
    let asked = matches!(
        error.kind(),
        ErrorKind::DisplayHelp
            | ErrorKind::DisplayVersion
            | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
    );
    if asked {
        let _ = error.print();
    } else {
        let text = error.render().to_string();
        let first = text.split("\n\n").next().unwrap_or_default();
        let line = first.split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = writeln!(io::stderr(), "{line}");
    }
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}

/// Writes a line to standard output at once, for whoever waits for it at the other end of a pipe.
fn say(line: impl std::fmt::Display) -> Result<(), CommandError> {
    let mut out = io::stdout();
    writeln!(out, "{line}")
        .and_then(|()| out.flush())
        .map_err(CommandError::Output)
}
