//! The wasm module and its JavaScript glue.

use crate::Outcome;
use crate::process::{self, Failure};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use walrus::{FunctionBuilder, FunctionId, FunctionKind, Module};
use wasm_bindgen_cli_support::Bindgen;

/// Features every supported WebView has; `--all-features` writes imports that no browser accepts.
/// A function that is called once stays one beyond ten instructions: so it compresses better.
const WASM_OPT: [&str; 11] = [
    "-Oz",
    "--converge",
    "--one-caller-inline-max-function-size=10",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-reference-types",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-multivalue",
    "--strip-producers",
];

/// Parts of names. Of the stack that an error of dioxus would print there is none in a browser; and
/// `clippy.toml` keeps everybody from asking dioxus where on the keyboard a key is, what a whole form
/// holds, and what is in a file.
const UNCALLED: [&str; 6] = [
    "rustc_demangle",
    "backtrace_rs",
    "ErrorImpl>::debug",
    "HasKeyboardData>::code",
    "HasFormData>::values",
    "NativeFileData>::read",
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
    let shortened = if small {
        cut(output.wasm_mut());
        shorten_imports(output.wasm_mut())
    } else {
        BTreeMap::new()
    };
    output.emit(folder).map_err(failure)?;
    let glue = folder.join(format!("{name}.js"));
    let written = fs::read_to_string(&glue).map_err(Failure::file(&glue))?;
    fs::write(&glue, rename(&written, &shortened)).map_err(Failure::file(&glue))
}

/// Leaves of functions that nothing calls in a browser, but that are kept because something could,
/// only a trap; what only they need goes with them.
fn cut(module: &mut Module) {
    let uncalled: Vec<FunctionId> = module
        .funcs
        .iter_local()
        .map(|(id, _)| id)
        .filter(|id| {
            let name = module.funcs.get(*id).name.as_deref().unwrap_or_default();
            UNCALLED.iter().any(|part| name.contains(part))
        })
        .collect();
    for id in uncalled {
        let ty = module.types.get(module.funcs.get(id).ty());
        let (takes, gives) = (ty.params().to_vec(), ty.results().to_vec());
        let mut trap = FunctionBuilder::new(&mut module.types, &takes, &gives);
        trap.func_body().unreachable();
        let takes = takes.iter().map(|ty| module.locals.add(*ty)).collect();
        module.funcs.get_mut(id).kind = FunctionKind::Local(trap.local_func(takes));
    }
}

/// Gives what the module asks of its glue short names: the long ones hold hashes, which nothing
/// compresses. Answers old names and new ones.
fn shorten_imports(module: &mut Module) -> BTreeMap<String, String> {
    let mut shortened = BTreeMap::new();
    for (place, import) in module.imports.iter_mut().enumerate() {
        let short = format!("_{place}");
        let long = std::mem::replace(&mut import.name, short.clone());
        shortened.insert(long, short);
    }
    shortened
}

/// Replaces names where they stand whole.
fn rename(script: &str, names: &BTreeMap<String, String>) -> String {
    let is_inside = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '$');
    let mut renamed = String::with_capacity(script.len());
    let mut rest = script;
    while let Some(begin) = rest.find(is_inside) {
        let (before, from_word) = rest.split_at(begin);
        let end = from_word.find(|c| !is_inside(c));
        let (word, after) = from_word.split_at(end.unwrap_or(from_word.len()));
        renamed.push_str(before);
        renamed.push_str(names.get(word).map_or(word, String::as_str));
        rest = after;
    }
    renamed.push_str(rest);
    renamed
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_replaced_where_it_stands_whole() {
        let names = BTreeMap::from([("__wbg_new_9f".to_owned(), "_0".to_owned())]);
        let script = "const a = { __wbg_new_9f: () => $__wbg_new_9f, __wbg_new_9f2: 1 }; é";
        let renamed = "const a = { _0: () => $__wbg_new_9f, __wbg_new_9f2: 1 }; é";
        assert_eq!(rename(script, &names), renamed);
    }
}
