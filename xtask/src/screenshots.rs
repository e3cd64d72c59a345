//! `cargo xtask screenshots`: the pictures of the documents.

use crate::Outcome;
use crate::packages;
use crate::process::Failure;
use crate::tests_run;
use crate::workspace;
use std::fs;

/// What the names of the tests that take them have in common.
const TESTS: &str = "pictured";

/// Those that are kept; the others stay in the target folder.
const KEPT: [&str; 12] = [
    "add-phone",
    "sign-in-phone",
    "home-phone",
    "bill-phone",
    "home-suspended-phone",
    "bills-suspended-phone",
    "account-company-phone",
    "home-desktop",
    "bill-desktop",
    "home-suspended-desktop",
    "bill-company-desktop",
    "account-company-desktop",
];

/// Takes every picture: keeps a dozen in docs/pictures, and those that tests compare with.
pub fn take(packages: packages::Options) -> Outcome {
    tests_run::run(&tests_run::Options {
        filter: Some(TESTS.to_owned()),
        keep_pictures: true,
        packages,
    })?;
    let folder = workspace::root().join("docs/pictures");
    fs::create_dir_all(&folder).map_err(Failure::file(&folder))?;
    for name in KEPT {
        let name = format!("{name}.png");
        let from = tests_run::pictures().join(&name);
        fs::copy(&from, folder.join(&name)).map_err(Failure::file(&from))?;
    }
    Ok(())
}
