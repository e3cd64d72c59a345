//! Builds the interface: wasm, its JavaScript glue, one stylesheet, words, fonts, pages → dist/.

mod module;
mod size;

use crate::Outcome;
use crate::process::{self, Failure};
use crate::wasm_toolchain::WasmToolchain;
use crate::words;
use crate::workspace;
use clap::Args;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The glue's and the module's name; assets/loader.js imports it.
const NAME: &str = "balcao-ui";

const FONTS: [&str; 2] = [
    "inter-latin-wght-normal.woff2",
    "inter-latin-ext-wght-normal.woff2",
];

/// How to build.
#[derive(Args, Default)]
pub struct Options {
    /// Small instead of quickly built; prints the size.
    #[arg(long)]
    pub release: bool,
}

/// Builds into dist/.
pub fn build(options: &Options) -> Outcome {
    let dist = workspace::root().join("dist");
    let toolchain = WasmToolchain::find()?;
    build_into(&dist, options, &toolchain)?;
    if options.release {
        size::check(&dist)?;
    }
    Ok(())
}

/// The interfaces that tests look at.
pub struct Tested {
    /// The one that people see, which the window has, too.
    pub shown: PathBuf,
    /// A development build, with the gallery.
    pub gallery: PathBuf,
}

/// Builds what tests look at: a release, which must not be too large, and beside it a development
/// build; or for some tests the latter alone.
pub fn build_for_tests(release: bool) -> Outcome<Tested> {
    let shown = workspace::root().join("dist");
    build(&Options { release })?;
    if !release {
        let gallery = shown.clone();
        return Ok(Tested { shown, gallery });
    }
    let gallery = workspace::target().join("gallery");
    let toolchain = WasmToolchain::find()?;
    build_into(&gallery, &Options { release: false }, &toolchain)?;
    Ok(Tested { shown, gallery })
}

fn build_into(dist: &Path, options: &Options, toolchain: &WasmToolchain) -> Outcome {
    let node_modules = workspace::node_modules()?;
    let program = compile(options, toolchain)?;
    let assets = dist.join("assets");
    if dist.exists() {
        fs::remove_dir_all(dist).map_err(Failure::file(dist))?;
    }
    let fonts = assets.join("fonts");
    fs::create_dir_all(&fonts).map_err(Failure::file(&fonts))?;

    module::bind(&program, NAME, &assets, options.release)?;
    write(&assets.join("app.css"), stylesheet()?.as_bytes())?;
    let source = workspace::root().join("assets");
    copy(&source.join("index.html"), &dist.join("index.html"))?;
    copy(&source.join("loader.js"), &assets.join("loader.js"))?;
    write_words(&assets.join("locales"))?;
    copy_notices(&node_modules, &assets.join("notices"))?;
    for font in FONTS {
        copy(
            &node_modules
                .join("@fontsource-variable/inter/files")
                .join(font),
            &fonts.join(font),
        )?;
    }
    if options.release {
        module::optimize(&node_modules, &assets.join(format!("{NAME}_bg.wasm")))?;
        minify(&node_modules, &assets)?;
    }
    Ok(())
}

fn compile(options: &Options, toolchain: &WasmToolchain) -> Outcome<PathBuf> {
    let mut cargo = toolchain.cargo();
    cargo
        .args(["build", "--locked", "-p", "balcao-ui"])
        .args(toolchain.arguments())
        // Line tables would make the module several times larger, and WebKit shows none of them.
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        // Wholly unoptimized it is 26 MB instead of 7, and the first screen takes WebKit 2.5 s
        // instead of 0.5.
        .env("CARGO_PROFILE_DEV_OPT_LEVEL", "1");
    let folder = if options.release {
        cargo.args(["--profile", "interface"]);
        "interface"
    } else {
        "debug"
    };
    process::run(&mut cargo)?;
    Ok(WasmToolchain::program(folder, NAME))
}

/// Takes out of scripts and stylesheet what only people read.
fn minify(node_modules: &Path, assets: &Path) -> Outcome {
    let mut files = Vec::new();
    collect(assets, "js", &mut files)?;
    collect(assets, "css", &mut files)?;
    process::run(
        Command::new("node")
            .arg(node_modules.join("esbuild/bin/esbuild"))
            .args(["--minify", "--format=esm", "--allow-overwrite"])
            .args(["--log-level=warning"])
            .arg(format!("--outbase={}", assets.display()))
            .arg(format!("--outdir={}", assets.display()))
            .args(files),
    )
}

/// Tokens first, then the base, then each component's and feature's own, in path order.
fn stylesheet() -> Outcome<String> {
    let root = workspace::root();
    let mut sheets = vec![root.join("assets/tokens.css"), root.join("assets/base.css")];
    let mut own = Vec::new();
    collect(&root.join("ui/src"), "css", &mut own)?;
    own.sort();
    sheets.append(&mut own);
    let mut all = String::new();
    for sheet in sheets {
        all.push_str(&fs::read_to_string(&sheet).map_err(Failure::file(&sheet))?);
        all.push('\n');
    }
    Ok(all)
}

/// One file for each language: a visit fetches one.
fn write_words(folder: &Path) -> Outcome {
    fs::create_dir_all(folder).map_err(Failure::file(folder))?;
    for language in words::languages()? {
        let file = folder.join(format!("{language}.ftl"));
        write(&file, words::text(&language)?.as_bytes())?;
    }
    Ok(())
}

/// The licences of what is given out with the app, as their authors wrote them; *Sobre* shows them.
fn copy_notices(node_modules: &Path, folder: &Path) -> Outcome {
    fs::create_dir_all(folder).map_err(Failure::file(folder))?;
    let root = workspace::root();
    for (notice, source) in [
        ("mit.txt", root.join("LICENSE-MIT")),
        ("apache.txt", root.join("LICENSE-APACHE")),
        (
            "inter.txt",
            node_modules.join("@fontsource-variable/inter/LICENSE"),
        ),
        ("lucide.txt", node_modules.join("lucide-static/LICENSE")),
    ] {
        copy(&source, &folder.join(notice))?;
    }
    Ok(())
}

/// Files below a folder that end in an extension.
pub fn collect(folder: &Path, extension: &str, into: &mut Vec<PathBuf>) -> Outcome {
    for entry in fs::read_dir(folder).map_err(Failure::file(folder))? {
        let path = entry.map_err(Failure::file(folder))?.path();
        if path.is_dir() {
            collect(&path, extension, into)?;
        } else if path.extension().is_some_and(|found| found == extension) {
            into.push(path);
        }
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Outcome {
    fs::copy(from, to).map(|_| ()).map_err(Failure::file(from))
}

fn write(path: &Path, bytes: &[u8]) -> Outcome {
    fs::write(path, bytes).map_err(Failure::file(path))
}
