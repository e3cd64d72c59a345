//! Row 1: cold to committed, against curl of the same answer and a copy of its rows into a plain
//! table.

use super::Arguments;
use super::account::{Databases, State};
use super::copy::Calls;
use super::curl::Curl;
use super::failure::Failure;
use super::memory::{self, Whose};
use super::pairs::{Samples, pairs};

const GOAL: f64 = 1.5;
const LEAST_A_SECOND: u64 = 100_000;
const MOST_MEMORY: u64 = 64 * 1024;

pub async fn measure(arguments: &Arguments) -> Result<Vec<Samples>, Failure> {
    let held = arguments.held(Databases::Encrypted).await?;
    let grown = memory::of_a_sync(Whose::Own)?;
    let plain = arguments.held(Databases::Plain).await?;
    plain.keep_synced().await?;
    let calls = Calls::of(&plain.cache(State::Synced)?)?;
    let copied = arguments.folder.join("copy.db");
    let curl = Curl::sign_in(&held.portal, arguments.folder.join("curl.out"))?;
    let samples = pairs(
        "first sync",
        Some(GOAL),
        arguments.pairs,
        async || Ok(held.sync(State::Empty).await?.seconds),
        async || Ok(curl.sync()? + calls.copy(&copied)?),
    );
    let samples = samples
        .await?
        .rows(calls.count, Some(LEAST_A_SECOND))
        .at_most("KiB of memory more", grown, MOST_MEMORY)
        .counted("transactions", held.sync(State::Empty).await?.commits)
        .counted("bytes of body", curl.received()?);
    Ok(vec![samples])
}
