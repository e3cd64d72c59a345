//! The wasm module and its JavaScript glue.

use crate::Outcome;
use crate::process::{self, Failure};
use std::path::Path;
use std::process::Command;
use wasm_bindgen_cli_support::Bindgen;

/// Features every supported WebView has; `--all-features` writes imports that no browser accepts.
const WASM_OPT: [&str; 9] = [
    "-Oz",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-reference-types",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-multivalue",
    "--strip-producers",
];

/// Makes a compiled program into a module and the glue that loads it, in a folder.
pub fn bind(program: &Path, name: &str, folder: &Path, small: bool) -> Outcome {
    let failure = |error| Failure::Rule(format!("wasm-bindgen: {error:#}"));
    let mut bindgen = Bindgen::new();
    let mut output = bindgen
        .input_path(program)
        .web(true)
        .and_then(|bindgen| {
            bindgen
                .out_name(name)
                .typescript(false)
                .omit_default_module_path(true)
                .remove_name_section(small)
                .remove_producers_section(true)
                .generate_output()
        })
        .map_err(failure)?;
    output.emit(folder).map_err(failure)
}

/// Makes a module smaller.
pub fn optimize(node_modules: &Path, module: &Path) -> Outcome {
    process::run(
        Command::new("node")
            .arg(node_modules.join("binaryen/bin/wasm-opt"))
            .args(WASM_OPT)
            .arg(module)
            .arg("-o")
            .arg(module),
    )
}
