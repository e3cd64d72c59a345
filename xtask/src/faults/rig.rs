//! What the faults happen to: a portal, a keychain, and programs of tests.

use super::list::{Fault, Package, Suite};
use super::ran::Ran;
use crate::Outcome;
use crate::certificate::LocalAuthority;
use crate::process::{self, Failure};
use crate::session::DesktopSession;
use crate::workspace;
use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// All that the tests need; lanes share it.
pub struct Rig {
    folder: PathBuf,
    portal: PathBuf,
    authority: LocalAuthority,
    session: DesktopSession,
}

impl Rig {
    /// Builds all that faults need, so that lanes only run. The keyring of one run opens the
    /// accounts that it left to the next, so it all stays.
    pub fn start(faults: &[&Fault]) -> Outcome<Self> {
        let suites = faults.iter().flat_map(|fault| fault.suites);
        let packages: BTreeSet<_> = suites.map(|suite| suite.package).collect();
        for package in &packages {
            process::run(package.test().arg("--no-run"))?;
        }
        if packages.contains(&Package::Whole) {
            workspace::build_portal()?;
        }
        let folder = workspace::target().join("faults");
        let home = folder.join("home");
        fs::create_dir_all(&home).map_err(Failure::file(&home))?;
        Ok(Self {
            portal: workspace::program("balcao-portal"),
            authority: LocalAuthority::ensure(&folder.join("authority"))?,
            session: DesktopSession::start(&home)?,
            folder,
        })
    }

    /// Runs one seed of the simulation in every weather.
    pub fn replay(&self, faults: &[&Fault], seed: u64) -> Outcome {
        let mut ran = Ran::default();
        for fault in faults {
            for suite in fault.suites {
                let mut command = self.command(suite, 1);
                command.env("BALCAO_FAULT_SEED", seed.to_string());
                listen(&mut command, fault.id, &mut ran)?;
            }
        }
        if ran.is_well(&[]) {
            Ok(())
        } else {
            Err(Failure::Rule(format!("seed {seed} fails")))
        }
    }

    /// Makes a fault happen. As often as it must, F1 goes on with the files that the last run left.
    pub fn run(&self, fault: &Fault, cases: u32) -> Outcome<Ran> {
        let mut ran = Ran::default();
        for suite in fault.suites {
            let mut command = self.command(suite, cases);
            if fault.id == "F1" && cases == fault.cases {
                command.env("BALCAO_FAULT_FOLDER", self.cycles(cases)?);
            }
            listen(&mut command, fault.id, &mut ran)?;
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

    fn command(&self, suite: &Suite, cases: u32) -> Command {
        let mut command = suite.package.test();
        command
            .args(["--", "--nocapture"])
            .args(suite.named)
            .env("BALCAO_FAULT_CASES", cases.to_string())
            .env("BALCAO_TEST_PORTAL", &self.portal)
            .env("BALCAO_TEST_AUTHORITY", &self.authority.authority)
            .env("BALCAO_TEST_CERT", &self.authority.certificate)
            .env("BALCAO_TEST_KEY", &self.authority.key);
        self.session.enter(&mut command);
        command
    }
}

/// Runs tests, hearing what they say.
fn listen(command: &mut Command, id: &str, ran: &mut Ran) -> Outcome {
    let failure = |source| Failure::Start {
        program: "cargo".into(),
        source,
    };
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(failure)?;
    let mut heard = Ran::default();
    if let Some(out) = child.stdout.take() {
        for line in BufReader::new(out).lines().map_while(Result::ok) {
            println!("{id}: {line}");
            heard.hear(&line);
        }
    }
    let well = child.wait().map_err(failure)?.success();
    ran.add(heard, well);
    Ok(())
}
