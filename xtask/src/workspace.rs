//! Where things are.

use crate::Outcome;
use crate::process::{self, Failure};
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The repository's root: of the checkout that cargo runs this in, which is not always the one it
/// was built in, as checkouts share a target folder.
pub fn root() -> PathBuf {
    let manifest = env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    manifest.parent().unwrap_or(&manifest).to_owned()
}

/// The one target folder of both workspaces, so that dependencies compile once a machine.
pub fn target() -> PathBuf {
    if let Some(folder) = env::var_os("CARGO_TARGET_DIR") {
        return PathBuf::from(folder);
    }
    match env::var_os("HOME").or_else(|| env::var_os("USERPROFILE")) {
        Some(home) => PathBuf::from(home).join(".cache/balcao/target"),
        None => root().join("target"),
    }
}

/// `cargo`, in the root workspace.
pub fn cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    prepare(&mut command, &target());
    command
}

/// What `cargo run` tells xtask about itself must not reach another cargo: ring's build script
/// looks at these, and would compile anew at every turn.
pub fn prepare(cargo: &mut Command, target: &Path) {
    for (name, _) in env::vars_os() {
        let own = name.to_str().is_some_and(|name| {
            name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")
        });
        if own {
            cargo.env_remove(name);
        }
    }
    cargo.env("CARGO_TARGET_DIR", target);
}

/// `cargo`, in the portal's workspace.
pub fn portal_cargo() -> Command {
    let mut command = cargo();
    command.current_dir(root().join("portal"));
    command
}

/// Builds the portal and answers where its program lies.
pub fn build_portal() -> Outcome<PathBuf> {
    process::run(portal_cargo().args(["build", "--locked", "--bin", "balcao-portal"]))?;
    Ok(program("balcao-portal"))
}

/// The packages of the root workspace but the whole-system tests, whose features must not be
/// unified into the app. App, unit tests and clippy select the same, so that dependencies are
/// compiled with one set of features.
pub const CRATES: [&str; 5] = [
    "--workspace",
    "--exclude",
    "balcao-tests",
    "--features",
    "custom-protocol",
];

/// Builds the app (the interface must be in dist/) and answers where its program lies.
pub fn build_app() -> Outcome<PathBuf> {
    process::run(cargo().args(["build", "--locked"]).args(CRATES))?;
    Ok(program("balcao"))
}

/// Builds the browser's server, and nothing that the window alone needs.
pub fn build_web() -> Outcome<PathBuf> {
    process::run(cargo().args(["build", "--locked", "-p", "balcao-web"]))?;
    Ok(program("balcao-web"))
}

/// A program of a debug build.
pub fn program(name: &str) -> PathBuf {
    target()
        .join("debug")
        .join(format!("{name}{}", env::consts::EXE_SUFFIX))
}

/// The npm packages of package-lock.json, installed when they are not.
pub fn node_modules() -> Outcome<PathBuf> {
    let folder = root().join("node_modules");
    let wanted = root().join("package-lock.json");
    let stamp = folder.join(".balcao-lock");
    let lock = std::fs::read(&wanted).map_err(Failure::file(&wanted))?;
    if std::fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(folder);
    }
    process::run(Command::new("npm").current_dir(root()).args([
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
    ]))?;
    std::fs::write(&stamp, lock).map_err(Failure::file(&stamp))?;
    Ok(folder)
}
