//! Row 13: the client on encrypted databases, against the client on plain ones.

use super::Arguments;
use super::account::{Databases, Held, State};
use super::failure::Failure;
use super::pairs::{Samples, mean, pairs};
use std::fs;
use std::time::Instant;

const GOAL: f64 = 1.2;
const IN_A_ROW: u32 = 10;

pub async fn measure(arguments: &Arguments) -> Result<Vec<Samples>, Failure> {
    let encrypted = arguments.held(Databases::Encrypted).await?;
    let plain = arguments.held(Databases::Plain).await?;
    for held in [&encrypted, &plain] {
        held.keep_synced().await?;
    }
    let sync = async |held: &Held| Ok(held.sync(State::Empty).await?.seconds);
    let written = pairs(
        "first sync",
        Some(GOAL),
        arguments.pairs,
        async || sync(&encrypted).await,
        async || sync(&plain).await,
    );
    let written = written.await?;
    let worked = async |held: &Held| {
        let before = worked()?;
        held.sync(State::Empty).await?;
        Ok(worked()? - before)
    };
    let worked = pairs(
        "first sync, processor time",
        Some(GOAL),
        arguments.pairs,
        async || worked(&encrypted).await,
        async || worked(&plain).await,
    );
    let worked = worked.await?;
    for held in [&encrypted, &plain] {
        held.copy(State::Synced)?;
    }
    let read = pairs(
        "app opened, first page of bills",
        Some(GOAL),
        arguments.pairs,
        async || mean(IN_A_ROW, async || opened(&encrypted).await).await,
        async || mean(IN_A_ROW, async || opened(&plain).await).await,
    );
    Ok(vec![written, worked, read.await?])
}

/// How long this process has had a processor, in seconds: what it spends while it waits for the
/// portal anyway is seen in no other way.
fn worked() -> Result<f64, Failure> {
    const TICKS_A_SECOND: f64 = 100.0;
    let about = fs::read_to_string("/proc/self/stat")?;
    // The name, in parentheses, may hold spaces; times of user and system stand 12th and 13th after.
    let (_, numbers) = about.rsplit_once(')').ok_or(Failure::Silent)?;
    let times = numbers.split_whitespace().skip(11).take(2);
    let ticks = times.map(str::parse::<f64>).sum::<Result<f64, _>>();
    Ok(ticks.map_err(|_| Failure::Silent)? / TICKS_A_SECOND)
}

/// Nothing that was read before is known any more.
async fn opened(held: &Held) -> Result<f64, Failure> {
    let begun = Instant::now();
    let open = held.open().await?;
    open.list("").await?;
    let took = begun.elapsed().as_secs_f64();
    open.close().await;
    Ok(took)
}
