//! What the machine must have, and how it gets it.

use crate::Outcome;
use crate::process::{self, Failure};
use crate::wasm_toolchain;
use clap::Args;
use std::path::Path;
use std::process::{Command, Stdio};

/// Compiler, and what the core links.
const BUILD: &[&str] = &["build-essential", "pkg-config", "libssl-dev"];

/// WebKit and what Tauri links.
const WINDOW: &[&str] = &["libwebkit2gtk-4.1-dev", "libxdo-dev"];

/// A compiler for wasm, where the Rust in use has no such target.
const WASM: &[&str] = &["rustc-web", "cargo-web", "rust-web-src", "lld-22"];

/// What a desktop session has, for the window.
const SESSION: &[&str] = &["dbus", "gnome-keyring"];

/// A window without a screen, a browser, a clipboard to look into, readers for drawn codes and
/// documents, networks to cut, and servers of mail and of databases.
const TEST: &[&str] = &[
    "iproute2",
    "webkit2gtk-driver",
    "chromium",
    "chromium-driver",
    "xvfb",
    "xauth",
    "xclip",
    "zbar-tools",
    "poppler-utils",
    "librsvg2-bin",
    "python3-aiosmtpd",
    "postgresql",
];

/// Whether packages may be installed.
#[derive(Args, Default, Clone, Copy)]
#[group(skip)]
pub struct Options {
    /// Install what is missing with apt (as root that is done anyway).
    #[arg(long)]
    pub install: bool,
}

/// What `run` needs for a window.
pub fn ensure_for_window(options: Options) -> Outcome {
    ensure(&[BUILD, wasm()?, WINDOW, SESSION].concat(), options)
}

/// What `run` needs for a browser, which may be on another machine.
pub fn ensure_for_browser(options: Options) -> Outcome {
    ensure(&[BUILD, wasm()?].concat(), options)
}

/// What `test` and everything else needs.
pub fn ensure_all(options: &Options) -> Outcome {
    ensure(&[BUILD, wasm()?, WINDOW, SESSION, TEST].concat(), *options)
}

fn wasm() -> Outcome<&'static [&'static str]> {
    Ok(if wasm_toolchain::target_installed()? {
        &[]
    } else {
        WASM
    })
}

fn ensure(packages: &[&str], options: Options) -> Outcome {
    if !Path::new("/usr/bin/dpkg-query").exists() {
        // Other systems bring these by other names; the build says what it lacks.
        return Ok(());
    }
    let missing: Vec<&str> = packages
        .iter()
        .copied()
        .filter(|package| !is_installed(package))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let list = missing.join(" ");
    if is_root() {
        apt(&mut Command::new("apt-get"), &missing)
    } else if options.install {
        let mut sudo = Command::new("sudo");
        sudo.arg("apt-get");
        apt(&mut sudo, &missing)
    } else {
        Err(Failure::Missing(format!(
            "packages are missing; install them with\n  sudo apt-get install -y --no-install-recommends {list}\nor add --install"
        )))
    }
}

fn apt(command: &mut Command, packages: &[&str]) -> Outcome {
    let program = command.get_program().to_owned();
    let before: Vec<_> = command.get_args().map(ToOwned::to_owned).collect();
    process::run(
        Command::new(&program)
            .args(&before)
            .args(["update", "-q"])
            .stdout(Stdio::null()),
    )?;
    process::run(
        Command::new(&program)
            .args(&before)
            .args(["install", "-y", "-q", "--no-install-recommends"])
            .args(packages)
            .env("DEBIAN_FRONTEND", "noninteractive")
            .stdout(Stdio::null()),
    )
}

fn is_installed(package: &str) -> bool {
    Command::new("dpkg-query")
        .args(["-W", "-f=${Status}", package])
        .stderr(Stdio::null())
        .output()
        .is_ok_and(|output| output.stdout == b"install ok installed")
}

fn is_root() -> bool {
    Command::new("id")
        .arg("-u")
        .output()
        .is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}
