//! Builds the interface: wasm, its JavaScript glue, one stylesheet, words, fonts, pages → dist/.

use crate::Outcome;
use crate::process::{self, Failure};
use crate::wasm_toolchain::WasmToolchain;
use crate::words;
use crate::workspace;
use clap::Args;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use wasm_bindgen_cli_support::Bindgen;

/// The glue's and the module's name; assets/loader.js imports it.
const NAME: &str = "balcao-ui";

const FONTS: [&str; 2] = [
    "inter-latin-wght-normal.woff2",
    "inter-latin-ext-wght-normal.woff2",
];

/// Features every supported WebView has; `--all-features` writes imports that no browser accepts.
const WASM_OPT: [&str; 8] = [
    "-Oz",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-reference-types",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-multivalue",
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
    let node_modules = workspace::node_modules()?;
    let program = compile(options)?;
    let dist = workspace::root().join("dist");
    let assets = dist.join("assets");
    if dist.exists() {
        fs::remove_dir_all(&dist).map_err(Failure::file(&dist))?;
    }
    let fonts = assets.join("fonts");
    fs::create_dir_all(&fonts).map_err(Failure::file(&fonts))?;

    bind(&program, &assets, options)?;
    if options.release {
        optimize(&node_modules, &assets.join(format!("{NAME}_bg.wasm")))?;
    }
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
        println!("interface: {} kB brotli", compressed_size(&dist)? / 1000);
    }
    Ok(())
}

fn compile(options: &Options) -> Outcome<PathBuf> {
    let toolchain = WasmToolchain::find()?;
    let mut cargo = toolchain.cargo();
    cargo
        .args(["build", "--locked", "-p", "balcao-ui"])
        .args(toolchain.arguments())
        // Line tables would make the module several times larger, and WebKit shows none of them.
        .env("CARGO_PROFILE_DEV_DEBUG", "0");
    let folder = if options.release {
        cargo.args(["--profile", "interface"]);
        "interface"
    } else {
        "debug"
    };
    process::run(&mut cargo)?;
    Ok(WasmToolchain::program(folder, NAME))
}

fn bind(program: &Path, assets: &Path, options: &Options) -> Outcome {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(program)
        .web(true)
        .and_then(|bindgen| {
            bindgen
                .out_name(NAME)
                .typescript(false)
                .omit_default_module_path(true)
                .remove_name_section(options.release)
                .remove_producers_section(true)
                .generate(assets)
        })
        .map_err(|error| Failure::Rule(format!("wasm-bindgen: {error:#}")))
}

fn optimize(node_modules: &Path, module: &Path) -> Outcome {
    process::run(
        Command::new("node")
            .arg(node_modules.join("binaryen/bin/wasm-opt"))
            .args(WASM_OPT)
            .arg(module)
            .arg("-o")
            .arg(module),
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

/// One file for each language but the first, which is compiled in: a visit fetches at most one.
fn write_words(folder: &Path) -> Outcome {
    fs::create_dir_all(folder).map_err(Failure::file(folder))?;
    for language in words::languages()?.iter().skip(1) {
        let file = folder.join(format!("{language}.ftl"));
        write(&file, words::text(language)?.as_bytes())?;
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

/// What a first visit would transfer, each text file compressed; fonts are compressed already. Of
/// the languages it fetches one: the largest is counted.
fn compressed_size(dist: &Path) -> Outcome<usize> {
    let mut size = 0;
    for extension in ["html", "js", "css", "wasm", "ftl"] {
        let mut files = Vec::new();
        collect(dist, extension, &mut files)?;
        let sizes = files.iter().map(|file| compressed(dist, file));
        let sizes = sizes.collect::<Outcome<Vec<_>>>()?;
        size += match extension {
            "ftl" => sizes.into_iter().max().unwrap_or(0),
            _ => sizes.into_iter().sum(),
        };
    }
    Ok(size)
}

fn compressed(dist: &Path, file: &Path) -> Outcome<usize> {
    let bytes = fs::read(file).map_err(Failure::file(file))?;
    let mut compressed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams::default();
    brotli::BrotliCompress(&mut bytes.as_slice(), &mut compressed, &parameters)
        .map_err(Failure::file(file))?;
    println!(
        "{:>8} B brotli  {}",
        compressed.len(),
        file.strip_prefix(dist).unwrap_or(file).display()
    );
    Ok(compressed.len())
}

fn copy(from: &Path, to: &Path) -> Outcome {
    fs::copy(from, to).map(|_| ()).map_err(Failure::file(from))
}

fn write(path: &Path, bytes: &[u8]) -> Outcome {
    fs::write(path, bytes).map_err(Failure::file(path))
}
