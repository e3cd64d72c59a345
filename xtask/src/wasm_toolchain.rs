//! Which compiler makes wasm on this machine.

use crate::Outcome;
use crate::process::{self, Failure};
use crate::workspace;
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

const TARGET: &str = "wasm32-unknown-unknown";

/// A way to build for the browser.
pub enum WasmToolchain {
    /// The toolchain in use has the target's standard library.
    Installed,
    /// Debian's own compiler builds the standard library along (package `rust-web-src`).
    Debian { linker: PathBuf },
}

impl WasmToolchain {
    /// Picks: the target of the toolchain in use, Debian's packages, or says how to get one.
    pub fn find() -> Outcome<Self> {
        if target_installed()? {
            return Ok(Self::Installed);
        }
        if Path::new("/usr/bin/rustc").exists()
            && Path::new("/usr/bin/cargo").exists()
            && let Some(linker) = debian_linker()
        {
            return Ok(Self::Debian { linker });
        }
        Err(Failure::Missing(format!(
            "no compiler for {TARGET}: run `cargo xtask setup --install`, or `rustup target add {TARGET}`"
        )))
    }

    /// `cargo`, ready to build for the browser into a folder of its own (two compilers sharing one
    /// would rebuild everything at each turn).
    pub fn cargo(&self) -> Command {
        let mut command = match self {
            Self::Installed => workspace::cargo(),
            Self::Debian { .. } => {
                let mut command = Command::new("/usr/bin/cargo");
                command
                    .current_dir(workspace::root())
                    .env("PATH", "/usr/bin:/bin")
                    .env("RUSTC", "/usr/bin/rustc")
                    .env("RUSTC_BOOTSTRAP", "1")
                    .env_remove("RUSTUP_TOOLCHAIN")
                    .env_remove("RUSTDOC");
                command
            }
        };
        workspace::prepare(&mut command, &workspace::target().join("wasm"));
        command
    }

    /// What `cargo build` needs to hear.
    pub fn arguments(&self) -> Vec<String> {
        let mut arguments = vec!["--target".to_owned(), TARGET.to_owned()];
        if let Self::Debian { linker } = self {
            arguments.push("-Zbuild-std=std,panic_abort".to_owned());
            arguments.push("--config".to_owned());
            arguments.push(format!(
                "target.{TARGET}.linker={:?}",
                linker.display().to_string()
            ));
        }
        arguments
    }

    /// Where a build of a profile's folder puts a program.
    pub fn program(folder: &str, name: &str) -> PathBuf {
        workspace::target()
            .join("wasm")
            .join(TARGET)
            .join(folder)
            .join(format!("{name}.wasm"))
    }
}

/// Whether the toolchain in use has the target's standard library.
pub fn target_installed() -> Outcome<bool> {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let sysroot = process::output(Command::new(rustc).args(["--print", "sysroot"]))?;
    let library = Path::new(sysroot.trim()).join("lib/rustlib").join(TARGET);
    Ok(library.join("lib").is_dir())
}

/// The newest `wasm-ld-N` of Debian's lld packages.
fn debian_linker() -> Option<PathBuf> {
    std::fs::read_dir("/usr/bin")
        .ok()?
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let version: u32 = name.strip_prefix("wasm-ld-")?.parse().ok()?;
            Some((version, entry.path()))
        })
        .max()
        .map(|(_, path)| path)
}
