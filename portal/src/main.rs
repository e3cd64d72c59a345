//! `balcao-portal`.

use std::process::ExitCode;

fn main() -> ExitCode {
    balcao_portal::cli::main()
}
