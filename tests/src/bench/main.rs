//! Measures the core against named references and prints the samples: `cargo xtask bench`.
//!
//! It links only the core. Each sample is in seconds; pairs go A B B A, then as many A A pairs.

mod account;
mod copy;
mod curl;
mod enqueue;
mod pairs;

use account::{Beginning, Failure, Held};
use clap::Parser;
use copy::Calls;
use curl::Curl;
use pairs::{Samples, pairs};
use std::path::{Path, PathBuf};

#[derive(Parser)]
struct Arguments {
    /// Rows of the table in the documentation.
    #[arg(long = "row", required = true)]
    rows: Vec<u8>,
    /// Where the portal's provider is.
    #[arg(long)]
    address: String,
    /// The authority that made its certificate.
    #[arg(long)]
    extra_ca: PathBuf,
    /// An empty folder.
    #[arg(long)]
    folder: PathBuf,
    /// How many pairs.
    #[arg(long, default_value_t = 15)]
    pairs: usize,
    /// How many changes the cache that lies in the folder is behind; it was left by an earlier run.
    #[arg(long)]
    behind: bool,
}

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let arguments = Arguments::parse();
    let held = Held::in_folder(&arguments.folder, &arguments.address, &arguments.extra_ca)?;
    if !arguments.behind {
        held.sign_in().await?;
    }
    for row in &arguments.rows {
        let samples = match row {
            1 => first_sync(&held, &arguments).await?,
            3 if arguments.behind => delta(&held, &arguments).await?,
            3 => nothing_new(&held, &arguments).await?,
            4 => enqueue::against_a_bare_commit(&arguments.folder, arguments.pairs).await?,
            13 => encrypted(&held, &arguments).await?,
            14 => growth(&held, &arguments).await?,
            _ => return Err(Failure::NoRow(*row)),
        };
        for samples in samples {
            println!("{}", serde_json::to_string(&samples)?);
        }
    }
    Ok(())
}

/// Cold to committed, against curl of the same answer and a copy of its rows into a plain table.
async fn first_sync(held: &Held, arguments: &Arguments) -> Result<Vec<Samples>, Failure> {
    let curl = Curl::sign_in(held)?;
    let calls = Calls::of(&held.synced_plain().await?)?;
    let target = arguments.folder.join("copy.db");
    let before = account::resident()?;
    let first = held.sync(Beginning::Empty).await?;
    let grown = account::highest_resident()?.saturating_sub(before);
    let mut samples = pairs(
        arguments.pairs,
        async || Ok(held.sync(Beginning::Empty).await?.seconds),
        async || Ok(curl.sync(None)? + calls.copy(&target, None)?),
    )
    .await?;
    samples.name("first sync");
    samples.note("rows", calls.count.into());
    samples.note("commits", first.commits);
    samples.note("RSS growth, KiB", grown);
    samples.note("bytes on the wire", curl.received(None)?);
    Ok(vec![samples])
}

/// A hundred changes on what is held, against curl of the same answer.
async fn delta(held: &Held, arguments: &Arguments) -> Result<Vec<Samples>, Failure> {
    let curl = Curl::sign_in(held)?;
    let cursor = held.cursor().await?;
    let taken = held.sync(Beginning::AsHeld).await?;
    let mut samples = pairs(
        arguments.pairs,
        async || Ok(held.sync(Beginning::AsHeld).await?.checked),
        async || curl.sync(Some(&cursor)),
    )
    .await?;
    samples.name("delta of 100 changes");
    samples.note("commits", taken.commits);
    samples.note("bytes on the wire", curl.received(Some(&cursor))?);
    Ok(vec![samples])
}

/// Nothing new, against curl of the same 204; what is held is left for a later delta.
async fn nothing_new(held: &Held, arguments: &Arguments) -> Result<Vec<Samples>, Failure> {
    held.keep_synced().await?;
    let curl = Curl::sign_in(held)?;
    let cursor = held.cursor().await?;
    let core = held.open().await?;
    let mut samples = pairs(
        arguments.pairs,
        async || core.check().await,
        async || curl.sync(Some(&cursor)),
    )
    .await?;
    samples.name("no change");
    samples.note("commits", core.commits());
    samples.note("bytes on the wire", curl.received(Some(&cursor))?);
    core.close().await;
    Ok(vec![samples])
}

/// A thousand rows at a time into an encrypted and into a plain database, and all read back.
async fn encrypted(held: &Held, arguments: &Arguments) -> Result<Vec<Samples>, Failure> {
    let calls = Calls::of(&held.synced_plain().await?)?;
    let target = |name: &str| arguments.folder.join(name);
    let (keyed, plain) = (target("keyed.db"), target("plain.db"));
    let key = "2a".repeat(32);
    let mut samples = pairs(
        arguments.pairs,
        async || calls.copy(&keyed, Some(&key)),
        async || calls.copy(&plain, None),
    )
    .await?;
    samples.name("encrypted");
    samples.note("rows", calls.count.into());
    Ok(vec![samples])
}

/// What a cache of this size costs.
async fn growth(held: &Held, arguments: &Arguments) -> Result<Vec<Samples>, Failure> {
    let before = account::resident()?;
    let mut sync = Samples::alone("sync");
    let mut list = Samples::alone("open list");
    let mut search = Samples::alone("search");
    let mut grown = 0;
    for turn in 0..arguments.pairs.min(5) {
        let synced = held.sync(Beginning::Empty).await?;
        if turn == 0 {
            grown = account::highest_resident()?.saturating_sub(before);
        }
        sync.add(synced.seconds);
        sync.note("commits", synced.commits);
    }
    sync.note("RSS growth, KiB", grown);
    held.keep_synced().await?;
    let core = held.open().await?;
    for _ in 0..arguments.pairs {
        list.add(core.list("").await?);
        search.add(core.list("internet").await?);
    }
    core.close().await;
    sync.note("database, bytes", size(&held.cache()?)?);
    Ok(vec![sync, list, search])
}

fn size(file: &Path) -> Result<u64, Failure> {
    Ok(std::fs::metadata(file)?.len())
}
