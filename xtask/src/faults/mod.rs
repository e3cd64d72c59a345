//! `cargo xtask faults`: every fault as often as `docs/RELIABILITY.md` asks, each row of its table
//! written as it ends.

mod list;
mod ran;
mod rig;
mod table;

use crate::Outcome;
use crate::commit;
use crate::packages;
use crate::process::Failure;
use clap::Args;
use list::{FAULTS, Fault, number};
use rig::Rig;
use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Instant;
use std::vec::IntoIter;

/// Which faults.
#[derive(Args)]
pub struct Options {
    /// Goes on from this row, where an earlier run ended. F1 goes on with the files it left.
    #[arg(long)]
    from: Option<String>,
    /// Only this row.
    #[arg(long, conflicts_with = "from")]
    only: Option<String>,
    /// A trial with so many cases at most, that is not written down.
    #[arg(long)]
    cases: Option<u32>,
    /// Runs one seed of the simulation again, and writes nothing down.
    #[arg(long, conflicts_with_all = ["from", "only", "cases"])]
    seed: Option<u64>,
    #[command(flatten)]
    packages: packages::Options,
}

impl Options {
    /// The faults that were asked for.
    fn faults(&self) -> Outcome<Vec<&'static Fault>> {
        let wanted = |fault: &&Fault| match (&self.only, self.seed) {
            (Some(id), _) => fault.id == id.as_str(),
            (None, Some(_)) => ["F4", "F5"].contains(&fault.id),
            (None, None) => true,
        };
        let from = match &self.from {
            Some(id) => number(id).ok_or_else(|| unknown(id))?,
            None => 0,
        };
        let all = FAULTS.iter().filter(|fault| fault.number() >= Some(from));
        let all: Vec<_> = all.filter(wanted).collect();
        match self.only.as_ref().or(self.from.as_ref()) {
            Some(id) if all.is_empty() => Err(unknown(id)),
            _ => Ok(all),
        }
    }
}

fn unknown(id: &str) -> Failure {
    Failure::Missing(format!("no fault is called {id}"))
}

/// Runs the faults that were asked for, one on each core at a time.
pub fn run(options: &Options) -> Outcome {
    let faults = options.faults()?;
    packages::ensure_all(&options.packages)?;
    let rig = Rig::start(&faults)?;
    if let Some(seed) = options.seed {
        return rig.replay(&faults, seed);
    }
    let run = Run {
        rig,
        commit: commit::described()?,
        cases: options.cases,
        left: Mutex::new(faults.into_iter()),
        failed: Mutex::default(),
    };
    let lanes = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    thread::scope(|scope| {
        let lanes: Vec<_> = (0..lanes).map(|_| scope.spawn(|| run.lane())).collect();
        let ended = lanes.into_iter().map(|lane| match lane.join() {
            Ok(ended) => ended,
            Err(_) => Err(Failure::Rule("a lane of faults fell".into())),
        });
        ended.collect::<Vec<_>>().into_iter().collect::<Outcome>()
    })?;
    let failed = run.failed.into_inner();
    let failed = failed.unwrap_or_else(PoisonError::into_inner);
    if failed.is_empty() {
        Ok(())
    } else {
        Err(Failure::Rule(format!("failed: {}", failed.join(", "))))
    }
}

struct Run {
    rig: Rig,
    commit: String,
    cases: Option<u32>,
    left: Mutex<IntoIter<&'static Fault>>,
    /// Held while a row is written.
    failed: Mutex<Vec<&'static str>>,
}

impl Run {
    /// Takes the next fault until none is left.
    fn lane(&self) -> Outcome {
        while let Some(fault) = self.next() {
            self.one(fault)?;
        }
        Ok(())
    }

    fn next(&self) -> Option<&'static Fault> {
        let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        left.next()
    }

    fn one(&self, fault: &'static Fault) -> Outcome {
        println!("── {}: {} ──", fault.id, fault.what);
        let begun = Instant::now();
        let cases = self.cases.map_or(fault.cases, |few| few.min(fault.cases));
        let ran = self.rig.run(fault, cases)?;
        let is_trial = self.cases.is_some();
        let least = if is_trial { &[] } else { fault.least };
        let (id, seconds) = (fault.id, begun.elapsed().as_secs());
        let (counts, result) = (ran.counts(), ran.result(least));
        println!("── {id}: {counts}, {result}, in {seconds} s ──");
        let mut failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
        if !ran.is_well(least) {
            failed.push(fault.id);
        }
        if is_trial {
            return Ok(());
        }
        table::write(fault, &ran, &self.commit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        options: Options,
    }

    fn asked(words: &[&str]) -> Option<Vec<&'static str>> {
        let line = Line::parse_from([&["faults"], words].concat());
        let faults = line.options.faults().ok()?;
        Some(faults.iter().map(|fault| fault.id).collect())
    }

    #[test]
    fn a_run_goes_on_from_a_row_whether_that_is_one_of_its_own_or_not() {
        let rest = ["F10", "F12", "F13", "F14", "F15"];
        for from in ["F8", "F9", "F10"] {
            assert_eq!(asked(&["--from", from]).as_deref(), Some(&rest[..]));
        }
        assert_eq!(asked(&["--from", "F16"]), None);
        assert_eq!(asked(&["--only", "F9"]), None);
        assert_eq!(asked(&["--only", "F6"]), Some(vec!["F6"]));
        assert_eq!(asked(&["--seed", "11"]), Some(vec!["F4", "F5"]));
        assert_eq!(asked(&[]).unwrap().len(), FAULTS.len());
    }
}
