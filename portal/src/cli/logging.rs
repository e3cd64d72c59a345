//! Logs: to standard error, as JSON unless somebody is looking. They hold no personal data.

use std::io::{self, IsTerminal};
use std::panic::PanicHookInfo;

use tracing_subscriber::EnvFilter;

/// The variable that says what is logged, in `tracing`'s filter language.
const FILTER: &str = "BALCAO_PORTAL_LOG";

/// Starts logging: a server tells what it does, a command only what is wrong.
pub fn start(server: bool) {
    let usual = if server {
        "warn,balcao_portal=info"
    } else {
        "error"
    };
    let filter = EnvFilter::try_from_env(FILTER).unwrap_or_else(|_| EnvFilter::new(usual));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr);
    if io::stderr().is_terminal() {
        log.init();
    } else {
        log.json().init();
    }
    std::panic::set_hook(Box::new(panicked));
}

/// Tells where a panic was, and what it said when that is a constant of the program: a text made
/// at run time may hold personal data.
fn panicked(panic: &PanicHookInfo) {
    let location = panic.location().map(ToString::to_string);
    let said = panic.payload().downcast_ref::<&'static str>();
    tracing::error!(location, said, "panicked");
}
