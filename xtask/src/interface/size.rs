//! How much a first visit transfers.

use super::collect;
use crate::Outcome;
use crate::process::Failure;
use std::fs;
use std::path::Path;

/// In bytes, compressed: what a first visit waits for (docs/adr/0016).
const LARGEST: usize = 600_000;

/// Prints the sizes, and fails when their sum is too large.
pub fn check(dist: &Path) -> Outcome {
    let size = compressed_size(dist)?;
    println!("interface: {} kB brotli", size / 1000);
    if size <= LARGEST {
        return Ok(());
    }
    Err(Failure::Rule(format!(
        "the interface takes {size} B brotli, more than {LARGEST} B"
    )))
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
