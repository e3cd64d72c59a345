//! `cargo xtask bench`: release builds of client and portal against named references, each row of
//! the table in `docs/BENCHMARKS.md` written as it ends.

mod document;
mod report;
mod rig;
mod stats;

use crate::Outcome;
use crate::commit;
use crate::process::Failure;
use clap::Args;
use document::Document;
use report::{HEAD, Samples};
use rig::{Port, Rig};
use std::time::Instant;
use time::OffsetDateTime;

/// Rows of the table of goals that are measured.
const ROWS: [u8; 5] = [1, 3, 4, 13, 14];
/// How many pairs are enough to be written down.
const PAIRS: usize = 15;
const CALLS: u64 = 100_000;
const CHANGES: u64 = 100;

/// What to measure.
#[derive(Args)]
pub struct Options {
    /// Only these rows of the table of goals.
    #[arg(long = "row")]
    rows: Vec<u8>,
    /// How many pairs. Fewer than usual are a trial: printed, and not written down.
    #[arg(long, default_value_t = PAIRS)]
    pairs: usize,
    /// How many calls there are. Another number than usual is a trial too.
    #[arg(long, default_value_t = CALLS)]
    calls: u64,
}

impl Options {
    fn is_trial(&self) -> bool {
        self.pairs < PAIRS || self.calls != CALLS
    }
}

/// What was measured, and on what.
type Measured = Vec<(String, Samples)>;

/// Builds and measures; prints each row, and writes it down, as it ends.
pub fn run(options: &Options) -> Outcome {
    let rows = if options.rows.is_empty() {
        &ROWS[..]
    } else {
        &options.rows
    };
    if let Some(row) = rows.iter().find(|row| !ROWS.contains(row)) {
        return Err(Failure::Rule(format!("row {row} is not measured")));
    }
    let when = format!(
        "{} | {}",
        commit::described()?,
        OffsetDateTime::now_utc().date()
    );
    let rig = Rig::build()?;
    let document = Document::here();
    for row in rows {
        let begun = Instant::now();
        let measured = options.measure(*row, &rig)?;
        let lines: String = measured
            .iter()
            .map(|(of, samples)| samples.line(*row, of, &when))
            .collect();
        print!("{HEAD}{lines}");
        let took = begun.elapsed().as_secs();
        if options.is_trial() {
            println!("row {row}, a trial that is not written down, took {took} s");
        } else {
            document.put(*row, &lines)?;
            println!("row {row} took {took} s");
        }
    }
    Ok(())
}

impl Options {
    fn measure(&self, row: u8, rig: &Rig) -> Outcome<Measured> {
        match row {
            3 => self.deltas(rig),
            4 => self.at(rig, row, 0),
            14 => self.growth(rig),
            row => self.at(rig, row, self.calls),
        }
    }

    /// A row on a portal of its own.
    fn at(&self, rig: &Rig, row: u8, calls: u64) -> Outcome<Measured> {
        let portal = rig.portal(&format!("row-{row}"), calls, Port::Free)?;
        let samples = rig.measure(row, self.pairs, &portal, |_| {})?;
        Ok(on(calls, samples))
    }

    /// Nothing new, and then a hundred calls more than the client holds.
    fn deltas(&self, rig: &Rig) -> Outcome<Measured> {
        let port = Port::known()?;
        let mut measured = Measured::new();
        for (calls, behind) in [(self.calls, false), (self.calls + CHANGES, true)] {
            let portal = rig.portal("row-3", calls, port)?;
            let samples = rig.measure(3, self.pairs, &portal, |client| {
                if behind {
                    client.arg("--behind");
                }
            })?;
            measured.extend(on(self.calls, samples));
        }
        Ok(measured)
    }

    /// Each number of calls against a tenth of it.
    fn growth(&self, rig: &Rig) -> Outcome<Measured> {
        let mut measured = Measured::new();
        let mut tenth = rig.portal("row-14-least", self.calls / 100, Port::Free)?;
        for calls in [self.calls / 10, self.calls, self.calls * 10] {
            let portal = rig.portal(&format!("row-14-{calls}"), calls, Port::Free)?;
            let samples = rig.measure(14, self.pairs, &portal, |client| tenth.is_tenth(client))?;
            measured.extend(on(calls, samples));
            tenth = portal;
        }
        Ok(measured)
    }
}

fn on(calls: u64, samples: Vec<Samples>) -> Measured {
    let of = format!("{calls} calls");
    let samples = samples.into_iter();
    samples.map(|samples| (of.clone(), samples)).collect()
}
