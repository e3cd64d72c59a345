//! `cargo xtask bench`: release builds of client and portal on a core of their own each, against
//! named references, into `docs/BENCHMARKS.md`.

mod report;
mod stats;

use crate::Outcome;
use crate::certificate::LocalAuthority;
use crate::process::{self, Background, Failure};
use crate::workspace;
use clap::Args;
use report::{HEAD, Measured};
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{ChildStdout, Command, Stdio};

/// Rows of the table of goals that are measured.
const ROWS: [u8; 5] = [1, 3, 4, 13, 14];
const CALLS: u64 = 100_000;
const CHANGES: u64 = 100;
const SIZES: [u64; 3] = [1_000, 10_000, 100_000];

const PORTAL_CORE: &str = "0";
const CLIENT_CORE: &str = "1";
const READY: &str = "listening on ";
const BEGIN: &str = "<!-- measured -->\n";

/// What to measure.
#[derive(Args)]
pub struct Options {
    /// The row of the table of goals; all that are measured when none is named.
    row: Option<u8>,
    /// How many pairs.
    #[arg(long, default_value_t = 15)]
    pairs: usize,
    /// How many calls there are instead of 100,000 (rows 1, 3 and 13).
    #[arg(long, default_value_t = CALLS)]
    calls: u64,
}

/// Builds, measures, prints, and writes down what was measured when that was everything.
pub fn run(options: &Options) -> Outcome {
    let rows: Vec<u8> = options.row.map_or(ROWS.into(), |row| vec![row]);
    let bench = Bench::prepare(options)?;
    let mut measured = Vec::new();
    for row in rows {
        match row {
            1 | 13 => bench.at(options.calls, row, &mut measured)?,
            3 => bench.deltas(&mut measured)?,
            4 => {
                let folder = bench.folder("outbox")?;
                bench.client(
                    &Portal::none(),
                    &folder,
                    row,
                    "one action",
                    true,
                    &mut measured,
                )?;
            }
            14 => {
                for size in SIZES {
                    bench.at(size, row, &mut measured)?;
                }
            }
            _ => return Err(Failure::Rule(format!("row {row} is not measured"))),
        }
    }
    let table: String = measured.iter().map(Measured::line).collect();
    print!("{HEAD}{table}");
    if options.row.is_none() {
        write_down(&table)?;
    }
    Ok(())
}

struct Bench {
    folder: tempfile::TempDir,
    authority: LocalAuthority,
    portal: PathBuf,
    client: PathBuf,
    pairs: usize,
    calls: u64,
}

/// A portal on its core.
struct Portal {
    address: String,
    /// Held, for a portal that cannot say who its people are ends.
    _running: Option<(Background, BufReader<ChildStdout>)>,
}

impl Portal {
    fn none() -> Self {
        Self {
            address: "localhost".into(),
            _running: None,
        }
    }
}

impl Bench {
    fn prepare(options: &Options) -> Outcome<Self> {
        process::run(workspace::portal_cargo().args(["build", "--locked", "--release"]))?;
        process::run(workspace::cargo().args([
            "build",
            "--locked",
            "--release",
            "-p",
            "balcao-tests",
            "--bin",
            "balcao-bench",
        ]))?;
        let target = workspace::target();
        let folder = tempfile::tempdir_in(&target).map_err(Failure::file(&target))?;
        let release = target.join("release");
        Ok(Self {
            authority: LocalAuthority::ensure(&folder.path().join("authority"))?,
            folder,
            portal: release.join("balcao-portal"),
            client: release.join("balcao-bench"),
            pairs: options.pairs,
            calls: options.calls,
        })
    }

    fn folder(&self, name: &str) -> Outcome<PathBuf> {
        let folder = self.folder.path().join(name);
        fs::create_dir_all(&folder).map_err(Failure::file(&folder))?;
        Ok(folder)
    }

    /// A row on a portal of its own with so many calls.
    fn at(&self, calls: u64, row: u8, measured: &mut Vec<Measured>) -> Outcome {
        let folder = self.folder(&format!("{row}-{calls}"))?;
        let portal = self.portal(&folder, calls)?;
        let of = format!("{calls} calls");
        self.client(&portal, &folder, row, &of, false, measured)
    }

    /// Nothing new, and then a hundred calls more than the client holds.
    fn deltas(&self, measured: &mut Vec<Measured>) -> Outcome {
        let folder = self.folder("3")?;
        let of = format!("{} calls", self.calls);
        for (calls, behind) in [(self.calls, false), (self.calls + CHANGES, true)] {
            let portal = self.portal(&folder, calls)?;
            self.client(&portal, &folder, 3, &of, behind, measured)?;
        }
        Ok(())
    }

    fn portal(&self, folder: &Path, calls: u64) -> Outcome<Portal> {
        let mut demo = Command::new("taskset");
        demo.args(["--cpu-list", PORTAL_CORE])
            .arg(&self.portal)
            .args(["demo", "--calls", &calls.to_string()])
            .arg("--database")
            .arg(folder.join("portal.db"))
            .args(["--listen", "127.0.0.1:0"])
            .arg("--cert")
            .arg(&self.authority.certificate)
            .arg("--key")
            .arg(&self.authority.key)
            .env("RUST_LOG", "warn")
            .stdin(Stdio::null())
            .stdout(Stdio::piped());
        let mut demo = Background::start(&mut demo)?;
        let ended = || Failure::Program("balcao-portal".into());
        let stdout = demo.child().stdout.take().ok_or_else(ended)?;
        let mut said = BufReader::new(stdout);
        let mut line = String::new();
        said.read_line(&mut line).map_err(|_| ended())?;
        let origin = line.trim_end().strip_prefix(READY).ok_or_else(ended)?;
        let host = origin.trim_start_matches("https://");
        Ok(Portal {
            address: format!("{host}/rede-horizonte"),
            _running: Some((demo, said)),
        })
    }

    fn client(
        &self,
        portal: &Portal,
        folder: &Path,
        row: u8,
        of: &str,
        behind: bool,
        measured: &mut Vec<Measured>,
    ) -> Outcome {
        let mut client = Command::new("taskset");
        client
            .args(["--cpu-list", CLIENT_CORE])
            .arg(&self.client)
            .args(["--row", &row.to_string()])
            .args(["--address", &portal.address])
            .args(["--pairs", &self.pairs.to_string()])
            .arg("--extra-ca")
            .arg(&self.authority.authority)
            .arg("--folder")
            .arg(folder);
        if behind {
            client.arg("--behind");
        }
        for line in process::output(&mut client)?.lines() {
            let samples = serde_json::from_str(line)
                .map_err(|error| Failure::Rule(format!("bench: {error}")))?;
            measured.push(Measured {
                row,
                of: of.to_owned(),
                samples,
            });
        }
        Ok(())
    }
}

/// Puts the table, with machine and commit, at the end of the documentation.
fn write_down(table: &str) -> Outcome {
    let file = workspace::root().join("docs/BENCHMARKS.md");
    let text = fs::read_to_string(&file).map_err(Failure::file(&file))?;
    let said = text.split(BEGIN).next().unwrap_or_default();
    let text = format!("{said}{BEGIN}\n{}\n\n{HEAD}{table}", circumstances()?);
    fs::write(&file, text).map_err(Failure::file(&file))
}

/// When, where and what was measured.
fn circumstances() -> Outcome<String> {
    let day = process::output(Command::new("date").args(["--utc", "+%Y-%m-%d %H:%M UTC"]))?;
    let git = ["describe", "--always", "--dirty", "--abbrev=10"];
    let commit = process::output(Command::new("git").current_dir(workspace::root()).args(git))?;
    let cpus = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let models = cpus.lines().filter(|line| line.starts_with("model name"));
    let models: Vec<_> = models.filter_map(|line| line.split(": ").nth(1)).collect();
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    Ok(format!(
        "{}, commit {}, {} × {}; load averages at the end: {}.",
        day.trim(),
        commit.trim(),
        models.len(),
        models.first().unwrap_or(&"unknown"),
        load.split_whitespace()
            .take(3)
            .collect::<Vec<_>>()
            .join(", "),
    ))
}
