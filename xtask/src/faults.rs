//! `cargo xtask faults`: every fault as often as `docs/RELIABILITY.md` asks, each row of its table
//! written as it ends.

use crate::Outcome;
use crate::certificate::LocalAuthority;
use crate::packages;
use crate::process::{self, Failure};
use crate::session::DesktopSession;
use crate::tests_run::closing_line;
use crate::workspace;
use clap::Args;
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use time::OffsetDateTime;

/// Which faults.
#[derive(Args)]
pub struct Options {
    /// Goes on from this row, where an earlier run ended. F1 goes on with the files it left.
    #[arg(long)]
    from: Option<String>,
    /// Only this row.
    #[arg(long, conflicts_with = "from")]
    only: Option<String>,
    /// Runs one seed of the simulation again, and writes nothing down.
    #[arg(long, conflicts_with_all = ["from", "only"])]
    seed: Option<u64>,
    #[command(flatten)]
    packages: packages::Options,
}

/// A fault, and the tests that make it happen.
struct Fault {
    id: &'static str,
    what: &'static str,
    /// What `BALCAO_FAULT_CASES` asks of tests that count.
    cases: u32,
    suites: &'static [Suite],
}

/// Tests of one package.
struct Suite {
    cargo: fn() -> Command,
    target: &'static [&'static str],
    /// In their names.
    named: &'static [&'static str],
}

const fn client(named: &'static [&'static str]) -> Suite {
    Suite {
        cargo: workspace::cargo,
        target: &["-p", "balcao-client", "--lib"],
        named,
    }
}

const fn portal(named: &'static [&'static str]) -> Suite {
    Suite {
        cargo: workspace::portal_cargo,
        target: &["--lib"],
        named,
    }
}

const fn whole(named: &'static [&'static str]) -> Suite {
    Suite {
        cargo: workspace::cargo,
        target: &["-p", "balcao-tests", "--test", "whole"],
        named,
    }
}

const FAULTS: &[Fault] = &[
    Fault {
        id: "F1",
        what: "a real process killed (`kill -9`) at a random instant while it decides, attaches, takes back, syncs and sends, on the same files",
        cases: 1_000,
        suites: &[whole(&["f1_"])],
    },
    Fault {
        id: "F2",
        what: "killed at every labelled point: a process against the real portal, the core against its twin",
        cases: 3,
        suites: &[client(&["f2_"]), whole(&["f2_"])],
    },
    Fault {
        id: "F3",
        what: "the work is done and the answer lost; the same key with another body (422); at the same time (409)",
        cases: 1,
        suites: &[client(&["f3_"]), portal(&["tests::actions::"])],
    },
    Fault {
        id: "F4",
        what: "the network cut in, out or both ways for 0–10 s, with kills: seeded simulation",
        cases: 1_000,
        suites: &[client(&["simulation::f4_"])],
    },
    Fault {
        id: "F5",
        what: "delay, reordering, loss, duplicates, truncated bodies, 429 and 5xx with and without Retry-After, with kills: seeded simulation",
        cases: 1_000,
        suites: &[client(&["f5_"])],
    },
    Fault {
        id: "F6",
        what: "model test of machine, overlay and cursor; the queue on disk against the queue in memory",
        cases: 10_000,
        suites: &[client(&["f6_"])],
    },
    Fault {
        id: "F7",
        what: "one failed upload and silence: tried again without a new write",
        cases: 1,
        suites: &[client(&["f7_"])],
    },
    Fault {
        id: "F10",
        what: "torn, zeroed and bit-flipped pages of cache.db and outbox.db",
        cases: 200,
        suites: &[client(&["f10_"])],
    },
    Fault {
        id: "F12",
        what: "old schemas to the newest, killed midway; a newer one refused; old queued actions still send",
        cases: 50,
        suites: &[client(&["f12_"])],
    },
    Fault {
        id: "F13",
        what: "a refresh answer lost, or killed before it is saved; replay after the successor was used",
        cases: 50,
        suites: &[
            client(&["f13_", "session::tests::"]),
            portal(&["tests::session::"]),
        ],
    },
    Fault {
        id: "F14",
        what: "log pruned, portal restored from a backup written to since, role, module or customer taken away, app upgraded",
        cases: 50,
        suites: &[client(&["f14_"]), portal(&["f14_"])],
    },
    Fault {
        id: "F15",
        what: "keychain absent, locked or changed; an outbox whose key is gone",
        cases: 50,
        suites: &[client(&["f15_"])],
    },
];

/// Runs the faults that were asked for.
pub fn run(options: &Options) -> Outcome {
    packages::ensure_all(&options.packages)?;
    let rig = Rig::start()?;
    if let Some(seed) = options.seed {
        return rig.replay(seed);
    }
    let first = match options.only.as_ref().or(options.from.as_ref()) {
        Some(id) => FAULTS
            .iter()
            .position(|fault| fault.id == id.as_str())
            .ok_or_else(|| Failure::Missing(format!("no fault is called {id}")))?,
        None => 0,
    };
    let count = if options.only.is_some() {
        1
    } else {
        FAULTS.len()
    };
    let mut failed = Vec::new();
    for fault in FAULTS.iter().skip(first).take(count) {
        println!("── {}: {} ──", fault.id, fault.what);
        let ran = rig.run(fault)?;
        println!("{}: {}, {}", fault.id, ran.counts(), ran.result());
        write_row(fault, &ran)?;
        if !ran.is_well() {
            failed.push(fault.id);
        }
    }
    if failed.is_empty() {
        Ok(())
    } else {
        Err(Failure::Rule(format!("failed: {}", failed.join(", "))))
    }
}

/// What the faults happen to.
struct Rig {
    folder: PathBuf,
    portal: PathBuf,
    authority: LocalAuthority,
    session: DesktopSession,
}

/// What came of a fault's tests.
#[derive(Default)]
struct Ran {
    passed: usize,
    failed: usize,
    /// What the tests themselves have counted.
    counted: BTreeMap<String, u64>,
}

impl Ran {
    fn is_well(&self) -> bool {
        self.failed == 0 && self.passed > 0
    }

    fn counts(&self) -> String {
        let counted = self.counted.iter();
        let mut counts: Vec<_> = counted
            .map(|(what, count)| format!("{count} {what}"))
            .collect();
        let tests = if self.passed == 1 { "test" } else { "tests" };
        counts.push(format!("{} {tests}", self.passed));
        counts.join(", ")
    }

    fn result(&self) -> String {
        match (self.failed, self.passed) {
            (0, 0) => "not run".into(),
            (0, _) => "all promises kept".into(),
            (failed, _) => format!("**{failed} failed**"),
        }
    }

    fn hear(&mut self, line: &str) {
        if let Some((passed, failed)) = closing_line(line) {
            self.passed += passed;
            self.failed += failed;
        }
        let counted = line
            .split_once("counted ")
            .and_then(|(_, it)| it.split_once(' '));
        if let Some((count, what)) = counted
            && let Ok(count) = count.parse::<u64>()
        {
            *self.counted.entry(what.trim().to_owned()).or_default() += count;
        }
    }
}

impl Rig {
    /// The keyring of one run opens the accounts that it left to the next, so it all stays.
    fn start() -> Outcome<Self> {
        let folder = workspace::target().join("faults");
        let home = folder.join("home");
        fs::create_dir_all(&home).map_err(Failure::file(&home))?;
        Ok(Self {
            portal: workspace::build_portal()?,
            authority: LocalAuthority::ensure(&folder.join("authority"))?,
            session: DesktopSession::start(&home)?,
            folder,
        })
    }

    fn replay(&self, seed: u64) -> Outcome {
        let mut ran = Ran::default();
        for id in ["F4", "F5"] {
            for fault in FAULTS.iter().filter(|fault| fault.id == id) {
                for suite in fault.suites {
                    let mut command = self.command(suite, 1)?;
                    command.env("BALCAO_FAULT_SEED", seed.to_string());
                    listen(&mut command, &mut ran)?;
                }
            }
        }
        if ran.is_well() {
            Ok(())
        } else {
            Err(Failure::Rule(format!("seed {seed} fails")))
        }
    }

    fn run(&self, fault: &Fault) -> Outcome<Ran> {
        let mut ran = Ran::default();
        for suite in fault.suites {
            let mut command = self.command(suite, fault.cases)?;
            if fault.id == "F1" {
                command.env("BALCAO_FAULT_FOLDER", self.cycles(fault.cases)?);
            }
            let succeeded = listen(&mut command, &mut ran)?;
            if !succeeded && ran.failed == 0 {
                return Err(Failure::Rule(format!(
                    "{}: its tests do not build",
                    fault.id
                )));
            }
        }
        Ok(ran)
    }

    /// Where F1 has its files: those of an earlier run that did not come to its end.
    fn cycles(&self, goal: u32) -> Outcome<PathBuf> {
        let folder = self.folder.join("F1");
        let kills = fs::read_to_string(folder.join("kills")).unwrap_or_default();
        if kills.parse().is_ok_and(|kills: u32| kills >= goal) {
            fs::remove_dir_all(&folder).map_err(Failure::file(&folder))?;
        }
        fs::create_dir_all(&folder).map_err(Failure::file(&folder))?;
        Ok(folder)
    }

    fn command(&self, suite: &Suite, cases: u32) -> Outcome<Command> {
        let mut command = (suite.cargo)();
        command
            .args(["test", "--locked"])
            .args(suite.target)
            .args(["--", "--nocapture"])
            .args(suite.named)
            .env("BALCAO_FAULT_CASES", cases.to_string())
            .env("BALCAO_TEST_PORTAL", &self.portal)
            .env("BALCAO_TEST_AUTHORITY", &self.authority.authority)
            .env("BALCAO_TEST_CERT", &self.authority.certificate)
            .env("BALCAO_TEST_KEY", &self.authority.key);
        self.session.enter(&mut command);
        Ok(command)
    }
}

/// Runs tests, hearing what they say; answers whether all went well.
fn listen(command: &mut Command, ran: &mut Ran) -> Outcome<bool> {
    let failure = |source| Failure::Start {
        program: "cargo".into(),
        source,
    };
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(failure)?;
    if let Some(out) = child.stdout.take() {
        for line in BufReader::new(out).lines().map_while(Result::ok) {
            println!("{line}");
            ran.hear(&line);
        }
    }
    Ok(child.wait().map_err(failure)?.success())
}

/// Puts a row in its place in the table.
fn write_row(fault: &Fault, ran: &Ran) -> Outcome {
    let file = workspace::root().join("docs/RELIABILITY.md");
    let text = fs::read_to_string(&file).map_err(Failure::file(&file))?;
    let row = format!(
        "| {} | {} | {} | {} | {} | {} |",
        fault.id,
        fault.what,
        ran.counts(),
        ran.result(),
        commit(&workspace::root())?,
        OffsetDateTime::now_utc().date(),
    );
    fs::write(&file, with_row(&text, fault.id, &row)).map_err(Failure::file(&file))
}

fn with_row(text: &str, id: &str, row: &str) -> String {
    let begins = format!("| {id} |");
    let lines = text
        .lines()
        .map(|line| if line.starts_with(&begins) { row } else { line });
    lines.map(|line| format!("{line}\n")).collect()
}

/// Which commit it is, and whether anything differs from it.
fn commit(root: &Path) -> Outcome<String> {
    let git =
        |arguments: &[&str]| process::output(Command::new("git").current_dir(root).args(arguments));
    let commit = git(&["rev-parse", "--short", "HEAD"])?;
    let changed = git(&["status", "--porcelain", "--untracked-files=no"])?;
    let and = if changed.trim().is_empty() {
        ""
    } else {
        " and later"
    };
    Ok(format!("{}{and}", commit.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tests_say_is_counted() {
        let mut ran = Ran::default();
        for line in [
            "test simulation::f4_any ... counted 400 seeds",
            "counted 600 seeds",
            "test result: ok. 2 passed; 0 failed; 0 ignored",
        ] {
            ran.hear(line);
        }
        assert_eq!(ran.counts(), "1000 seeds, 2 tests");
        assert!(ran.is_well());
        ran.hear("test result: FAILED. 0 passed; 1 failed; 0 ignored");
        assert_eq!(ran.result(), "**1 failed**");
    }

    #[test]
    fn a_row_is_put_in_its_own_place() {
        let table = "| F1 | a |\n| F10 | b |\n";
        assert_eq!(
            with_row(table, "F1", "| F1 | c |"),
            "| F1 | c |\n| F10 | b |\n"
        );
    }

    #[test]
    fn every_fault_has_a_line_in_the_table() {
        let file = workspace::root().join("docs/RELIABILITY.md");
        let text = fs::read_to_string(file).unwrap();
        for fault in FAULTS {
            assert!(
                text.contains(&format!("\n| {} |", fault.id)),
                "{}",
                fault.id
            );
        }
    }
}
