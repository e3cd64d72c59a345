//! A first sync killed after each of its first ten commits.

use crate::support::{DemoPortal, authority};
use serde_json::Value;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const KILLS: u64 = 10;

fn first_sync(portal: &DemoPortal, data: &Path, kill_after: Option<u64>) -> Output {
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
    if let Some(commit) = kill_after {
        command.args(["--kill-after", &commit.to_string()]);
    }
    command.output().unwrap()
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
    let fresh = answer(&first_sync(&portal, fresh_folder.path(), None));
    assert_eq!(fresh["problem"], Value::Null);
    let commits = fresh["commits"].as_u64().unwrap();
    assert!(commits > KILLS, "only {commits} commits");
    for kill_after in 1..=KILLS {
        let folder = tempfile::tempdir().unwrap();
        let killed = first_sync(&portal, folder.path(), Some(kill_after));
        assert!(!killed.status.success(), "not killed after {kill_after}");
        let resumed = answer(&first_sync(&portal, folder.path(), None));
        assert_eq!(resumed["problem"], Value::Null);
        assert_eq!(
            resumed["commits"].as_u64().unwrap() + kill_after,
            commits,
            "killed after {kill_after}"
        );
        assert_eq!(
            resumed["cache"], fresh["cache"],
            "killed after {kill_after}"
        );
    }
}
