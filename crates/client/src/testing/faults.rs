//! How often a fault is made to happen: a few times in every test run, as often as
//! `docs/RELIABILITY.md` says under `cargo xtask faults`.

use std::env;

/// How many cases to run: `few`, unless a number was asked for.
pub(crate) fn cases(few: u32) -> u32 {
    number("BALCAO_FAULT_CASES").unwrap_or(few)
}

/// As [`cases`], told at once: for a property, which fails or runs them all.
pub(crate) fn told_cases(few: u32, what: &str) -> u32 {
    let count = cases(few);
    counted(count, what);
    count
}

/// The first seed to run.
pub(crate) fn first_seed() -> u64 {
    number("BALCAO_FAULT_SEED").unwrap_or(0)
}

/// Tells `cargo xtask faults` what was really run.
pub(crate) fn counted(count: u32, what: &str) {
    println!("counted {count} {what}");
}

fn number<T: std::str::FromStr>(variable: &str) -> Option<T> {
    let text = env::var(variable).ok()?;
    Some(text.parse().ok().expect("a whole number"))
}
