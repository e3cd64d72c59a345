//! Row 14: what a cache costs, against the same with a tenth of the calls.

use super::Arguments;
use super::account::{Databases, Held, State};
use super::failure::Failure;
use super::memory::{self, Whose};
use super::pairs::{Samples, mean, pairs};

/// What is taken for flat.
const GOAL: f64 = 1.1;
const IN_A_ROW: u32 = 60;

pub async fn measure(arguments: &Arguments) -> Result<Vec<Samples>, Failure> {
    let held = arguments.held(Databases::Encrypted).await?;
    let tenth = arguments.tenth().await?;
    let grown = memory::of_a_sync(Whose::Own)?;
    let grown_of_tenth = memory::of_a_sync(Whose::Tenth)?;
    for held in [&held, &tenth] {
        held.keep_synced().await?;
    }
    let calls = calls(&held)?;
    let (rows, rows_of_tenth) = (f64::from(calls), f64::from(self::calls(&tenth)?));
    let sync = pairs(
        "sync, per call",
        Some(GOAL),
        arguments.pairs,
        async || Ok(held.sync(State::Empty).await?.seconds / rows),
        async || Ok(tenth.sync(State::Empty).await?.seconds / rows_of_tenth),
    );
    let file = std::fs::metadata(held.cache(State::Synced)?)?;
    let sync = sync
        .await?
        .counted("calls", calls.into())
        .counted("KiB of memory more", grown)
        .counted("KiB of memory with a tenth", grown_of_tenth)
        .counted("KiB on disk", file.len() / 1024);

    let mut samples = vec![sync];
    for held in [&held, &tenth] {
        held.copy(State::Synced)?;
    }
    let (large, small) = (held.open().await?, tenth.open().await?);
    for (what, search) in [("open list of bills", ""), ("search bills", "internet")] {
        let pair = pairs(
            what,
            Some(GOAL),
            arguments.pairs,
            async || mean(IN_A_ROW, async || large.list(search).await).await,
            async || mean(IN_A_ROW, async || small.list(search).await).await,
        );
        samples.push(pair.await?);
    }
    let middle = [large.middle().await?, small.middle().await?];
    for (what, [after, after_in_small]) in [
        ("open list of calls", [None, None]),
        ("calls, a page of the middle", middle),
    ] {
        let pair = pairs(
            what,
            Some(GOAL),
            arguments.pairs,
            async || mean(IN_A_ROW, async || large.calls(after).await).await,
            async || mean(IN_A_ROW, async || small.calls(after_in_small).await).await,
        );
        samples.push(pair.await?);
    }
    large.close().await;
    small.close().await;
    Ok(samples)
}

fn calls(held: &Held) -> Result<u32, Failure> {
    held.copy(State::Synced)?;
    let count = "SELECT count(*) FROM calls";
    Ok(held
        .run_database()?
        .query_one(count, [], |row| row.get(0))?)
}
