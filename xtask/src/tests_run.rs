//! `cargo xtask test`: every test there is, on a desktop session of its own.

use crate::Outcome;
use crate::certificate::LocalAuthority;
use crate::check;
use crate::interface;
use crate::network;
use crate::packages;
use crate::postgres;
use crate::process::Failure;
use crate::session::DesktopSession;
use crate::workspace;
use clap::Args;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;

/// How to test.
#[derive(Args)]
pub struct Options {
    /// Only tests whose name contains this, without the checks; parts may then have none.
    pub filter: Option<String>,
    /// The pictures that screens are compared with are taken anew.
    #[arg(skip)]
    pub keep_pictures: bool,
    #[command(flatten)]
    pub packages: packages::Options,
}

/// A set of tests that run together.
struct Part {
    title: &'static str,
    cargo: fn() -> Command,
    packages: &'static [&'static str],
    /// One at a time, where tests share the display's clipboard.
    serial: bool,
    /// Whether its databases are at a PostgreSQL server; else they are files.
    at_server: bool,
}

const PARTS: [Part; 4] = [
    Part {
        title: "crates",
        cargo: workspace::cargo,
        packages: &workspace::CRATES,
        serial: false,
        at_server: false,
    },
    Part {
        title: "portal",
        cargo: workspace::portal_cargo,
        packages: &[],
        serial: false,
        at_server: false,
    },
    Part {
        title: "portal on PostgreSQL",
        cargo: workspace::portal_cargo,
        packages: &[],
        serial: false,
        at_server: true,
    },
    Part {
        title: "whole system",
        cargo: workspace::cargo,
        packages: &["-p", "balcao-tests"],
        serial: true,
        at_server: false,
    },
];

/// The variable that says where the tests' databases are, when they are no files.
const SERVER: &str = "BALCAO_TEST_POSTGRES";

/// The test that needs a network of its own.
const IN_OWN_NETWORK: &str = "f4_cut_off_in_a_network_of_its_own";

#[derive(Default)]
struct Count {
    passed: usize,
    failed: usize,
}

impl Count {
    /// What is wrong with how a part ended, beside the tests that failed; one that is `whole` has
    /// some.
    fn fault(&self, succeeded: bool, whole: bool) -> Option<&'static str> {
        if !succeeded && self.failed == 0 {
            Some("did not run to its end")
        } else if whole && self.passed + self.failed == 0 {
            Some("ran no test")
        } else {
            None
        }
    }
}

/// Checks, builds, and runs every part; the last line it prints is the sum.
pub fn run(options: &Options) -> Outcome {
    packages::ensure_all(&options.packages)?;
    // Some tests alone need not wait for what a release takes. The app embeds it, so it comes first.
    let interfaces = interface::build_for_tests(options.filter.is_none())?;
    if options.filter.is_none() {
        check::run()?;
    }
    let portal = workspace::build_portal()?;
    let app = workspace::build_app()?;

    let folder = tempfile::tempdir().map_err(Failure::file(&workspace::target()))?;
    let authority = LocalAuthority::ensure(&folder.path().join("authority"))?;
    let session = DesktopSession::start(folder.path())?;
    let pictures = pictures();
    fs::create_dir_all(&pictures).map_err(Failure::file(&pictures))?;
    let runner = Runner::find();
    let left_out = (!network::can_be_made()).then_some(IN_OWN_NETWORK);
    if let Some(test) = left_out {
        println!("not run, as it takes leave to make a network (root has it): {test}");
    }
    let mut total = Count::default();
    let mut broken = Vec::new();
    for part in &PARTS {
        println!("── {} ──", part.title);
        let mut command = (part.cargo)();
        runner.prepare(&mut command, part, options.filter.as_deref(), left_out);
        session.enter(&mut command);
        command
            .env("BALCAO_TEST_PORTAL", &portal)
            .env("BALCAO_TEST_APP", &app)
            .env("BALCAO_TEST_WEB", workspace::program("balcao-web"))
            .env("BALCAO_TEST_INTERFACE", &interfaces.shown)
            .env("BALCAO_TEST_GALLERY", &interfaces.gallery)
            .env("BALCAO_TEST_AUTHORITY", &authority.authority)
            .env("BALCAO_TEST_CERT", &authority.certificate)
            .env("BALCAO_TEST_KEY", &authority.key)
            .env("BALCAO_TEST_PICTURES", &pictures)
            .env(
                "BALCAO_TEST_BASELINE",
                workspace::root().join("tests/pictures"),
            )
            .env("BALCAO_TEST_UI_SOURCE", workspace::root().join("ui/src"))
            .env(
                "BALCAO_TEST_AXE",
                workspace::node_modules()?.join("axe-core/axe.min.js"),
            );
        if options.keep_pictures {
            command.env("BALCAO_TEST_KEEP", "1");
        }
        // Runs for as long as the part does.
        let server = part.at_server.then(postgres::Server::start).transpose()?;
        match &server {
            Some(server) => {
                server.prepare(&portal)?;
                command.env(SERVER, server.address())
            }
            None => command.env_remove(SERVER),
        };
        let (succeeded, count) = run_part(&mut command)?;
        let fault = count.fault(succeeded, options.filter.is_none());
        broken.extend(fault.map(|fault| format!("{}: {fault}", part.title)));
        total.passed += count.passed;
        total.failed += count.failed;
    }
    let failed = total.failed + broken.len();
    for line in &broken {
        eprintln!("error: {line}");
    }
    println!("{} passed, {failed} failed", total.passed);
    if failed == 0 {
        Ok(())
    } else {
        Err(Failure::Program("cargo xtask test".into()))
    }
}

/// Where the tests leave the pictures they take.
pub fn pictures() -> PathBuf {
    workspace::target().join("pictures")
}

/// What runs the tests: nextest where it is installed, else cargo itself.
enum Runner {
    Nextest,
    Cargo,
}

impl Runner {
    fn find() -> Self {
        let found = workspace::cargo()
            .args(["nextest", "--version"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success());
        if found { Self::Nextest } else { Self::Cargo }
    }

    fn prepare(
        &self,
        command: &mut Command,
        part: &Part,
        filter: Option<&str>,
        left_out: Option<&str>,
    ) {
        match self {
            Self::Nextest => command.args(["nextest", "run", "--no-fail-fast"]),
            Self::Cargo => command.args(["test", "--no-fail-fast", "--lib", "--bins", "--tests"]),
        };
        command.arg("--locked").args(part.packages);
        if matches!(self, Self::Nextest) {
            // A slow test is named while it runs, and one that hangs is ended.
            command
                .args(["--no-tests", "pass", "--status-level", "slow"])
                .arg("--config-file")
                .arg(workspace::root().join(".config/nextest.toml"));
        }
        if part.serial {
            command
                .env("NEXTEST_TEST_THREADS", "1")
                .env("RUST_TEST_THREADS", "1");
        }
        command.args(filter);
        if let Some(test) = left_out {
            match self {
                Self::Nextest => command.args(["-E", &format!("not test({test})")]),
                Self::Cargo => command.args(["--", "--skip", test]),
            };
        }
    }
}

/// Runs a part, showing what it prints and adding up its closing lines.
fn run_part(command: &mut Command) -> Outcome<(bool, Count)> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|source| Failure::Start {
            program: "cargo".into(),
            source,
        })?;
    let stderr = child.stderr.take();
    let errors = thread::spawn(move || stderr.map_or_else(Count::default, count_lines));
    let mut count = child.stdout.take().map_or_else(Count::default, count_lines);
    if let Ok(more) = errors.join() {
        count.passed += more.passed;
        count.failed += more.failed;
    }
    let status = child.wait().map_err(|source| Failure::Start {
        program: "cargo".into(),
        source,
    })?;
    Ok((status.success(), count))
}

fn count_lines(stream: impl Read) -> Count {
    let mut count = Count::default();
    let mut out = std::io::stdout();
    for line in BufReader::new(stream).lines().map_while(Result::ok) {
        // A reader that went away does not stop the tests.
        let _ = writeln!(out, "{line}");
        if let Some((passed, failed)) = closing_line(&line) {
            count.passed += passed;
            count.failed += failed;
        }
    }
    count
}

/// Passed and failed, of nextest's summary or of a `test result:` line. Nextest shows, moved to the
/// right, what a failed test printed, such a line included: that one is counted already.
pub fn closing_line(line: &str) -> Option<(usize, usize)> {
    let plain = strip_colours(line);
    let summary = plain.trim_start();
    let counts = if summary.starts_with("Summary [") {
        summary
            .split_once("tests run:")
            .or_else(|| summary.split_once("test run:"))?
            .1
    } else {
        plain.strip_prefix("test result:")?
    };
    let number_before = |word: &str| {
        let words: Vec<&str> = counts
            .split([' ', ',', ';', '.'])
            .filter(|w| !w.is_empty())
            .collect();
        words
            .windows(2)
            .find_map(|pair| match pair {
                [number, found] if *found == word => number.parse().ok(),
                _ => None,
            })
            .unwrap_or(0)
    };
    Some((
        number_before("passed"),
        number_before("failed") + number_before("timed"),
    ))
}

fn strip_colours(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        plain.push_str(before);
        rest = after.split_once('m').map_or("", |(_, after)| after);
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_without_tests_or_that_ended_early_fails_and_a_filtered_one_may_be_empty() {
        let count = |passed, failed| Count { passed, failed };
        assert_eq!(count(0, 0).fault(true, true), Some("ran no test"));
        assert_eq!(count(0, 0).fault(true, false), None);
        assert_eq!(
            count(5, 0).fault(false, true),
            Some("did not run to its end")
        );
        assert_eq!(count(5, 1).fault(false, true), None, "counted as it is");
        assert_eq!(count(5, 0).fault(true, true), None);
    }

    #[test]
    fn closing_lines_of_both_runners_are_read() {
        for (line, expected) in [
            (
                "     Summary [   0.1s] 12 tests run: 12 passed, 0 skipped",
                Some((12, 0)),
            ),
            (
                "     Summary [   0.1s] 1 test run: 1 passed, 3 skipped",
                Some((1, 0)),
            ),
            (
                "\u{1b}[31;1m     Summary\u{1b}[0m [   9.3s] 4 tests run: 2 passed (1 slow), 1 failed, 1 timed out, 0 skipped",
                Some((2, 2)),
            ),
            (
                "test result: ok. 5 passed; 0 failed; 0 ignored; 0 measured",
                Some((5, 0)),
            ),
            (
                "test result: FAILED. 4 passed; 1 failed; 0 ignored",
                Some((4, 1)),
            ),
            (
                "    test result: FAILED. 0 passed; 1 failed; 0 ignored",
                None,
            ),
            ("running 5 tests", None),
        ] {
            assert_eq!(closing_line(line), expected, "{line}");
        }
    }
}
