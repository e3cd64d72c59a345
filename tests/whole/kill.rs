//! A first sync killed after each of its first ten commits.

use crate::support::{DemoPortal, authority};
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Output, Stdio};

const KILLS: u64 = 10;

fn first_sync(portal: &DemoPortal, data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_balcao-first-sync"));
    command
        .arg("--data")
        .arg(data)
        .arg("--extra-ca")
        .arg(authority())
        .args(["--address", &portal.address("rede-horizonte")])
        .args(["--tax-id", balcao_people::MARINA_TAX_ID])
        .env("BALCAO_PASSWORD", balcao_people::MARINA_PASSWORD)
        .stdin(Stdio::null());
    command
}

/// Kills it where it stands, right after a commit.
fn killed_after(commit: u64, mut sync: Command) {
    let mut process = sync
        .args(["--stand-after", &commit.to_string()])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = String::new();
    let mut output = BufReader::new(process.stdout.take().unwrap());
    output.read_line(&mut said).unwrap();
    process.kill().unwrap();
    process.wait().unwrap();
    assert_eq!(said, format!("committed {commit}\n"));
}

fn answer(output: &Output) -> Value {
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Each cursor line stands after a full batch, so the commits of both runs adding up to those of an
/// unbroken one means that nothing before the cursor came again.
#[test]
fn a_sync_killed_after_any_commit_goes_on_from_there_and_ends_equal() {
    let portal = DemoPortal::with_sync_batch(Some(10));
    let fresh_folder = tempfile::tempdir().unwrap();
    let whole = first_sync(&portal, fresh_folder.path()).output().unwrap();
    let fresh = answer(&whole);
    assert_eq!(fresh["problem"], Value::Null);
    let commits = fresh["commits"].as_u64().unwrap();
    assert!(commits > KILLS, "only {commits} commits");
    for commit in 1..=KILLS {
        let folder = tempfile::tempdir().unwrap();
        killed_after(commit, first_sync(&portal, folder.path()));
        let resumed = answer(&first_sync(&portal, folder.path()).output().unwrap());
        assert_eq!(resumed["problem"], Value::Null);
        assert_eq!(
            resumed["commits"].as_u64().unwrap() + commit,
            commits,
            "killed after {commit}"
        );
        assert_eq!(resumed["cache"], fresh["cache"], "killed after {commit}");
    }
}
