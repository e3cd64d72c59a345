//! Every command a developer types: `cargo xtask --help`.
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)
)]

mod bench;
mod certificate;
mod check;
mod commit;
mod faults;
mod imports;
mod interface;
mod network;
mod packages;
mod postgres;
mod process;
mod requirements;
mod rooms;
mod run;
mod screenshots;
mod session;
mod tests_run;
mod wasm_toolchain;
mod words;
mod workspace;

use clap::{Parser, Subcommand};
use process::Failure;
use std::process::ExitCode;

/// Balcão's developer commands.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Builds the app, starts a demo portal and opens a window against it, or serves a browser.
    Run(run::Options),
    /// Runs every test there is; the last line is `N passed, 0 failed`.
    Test(tests_run::Options),
    /// Formatting, clippy, the import rules and the words; says nothing when all is well.
    Check,
    /// Builds the interface to wasm, into dist/.
    Ui(interface::Options),
    /// Installs what the machine lacks, or prints the line that would.
    Setup(packages::Options),
    /// Takes pictures of every screen with the demo's people; keeps a dozen in docs/pictures.
    Screenshots(packages::Options),
    /// Measures speed against named references; writes docs/BENCHMARKS.md.
    Bench(bench::Options),
    /// Makes every fault happen as often as docs/RELIABILITY.md asks, and writes its table.
    Faults(faults::Options),
    /// Shows which requirements a test names.
    Requirements,
    /// Shows what each room costs: its files and their lines.
    Rooms,
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Run(options) => run::run(&options),
        Command::Test(options) => tests_run::run(&options),
        Command::Check => check::run(),
        Command::Ui(options) => interface::build(&options),
        Command::Setup(options) => packages::ensure_all(&options),
        Command::Screenshots(options) => screenshots::take(options),
        Command::Bench(options) => bench::run(&options),
        Command::Faults(options) => faults::run(&options),
        Command::Requirements => requirements::print(),
        Command::Rooms => rooms::print(),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}

/// What a command answers.
type Outcome<T = ()> = Result<T, Failure>;
