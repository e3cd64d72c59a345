//! Row 4: what it takes to keep a decision, against one bare row.
//!
//! Each sample begins with empty logs, as an app does that was just opened, so that thing and
//! reference are never in different parts of a log's life.

use super::Arguments;
use super::account::{Databases, State, unlock};
use super::failure::Failure;
use super::pairs::{Samples, mean, pairs};
use balcao_client::Key;
use balcao_client::measure::BareOutbox;
use balcao_domain::CustomerId;
use rusqlite::Connection;
use std::time::Instant;
use uuid::Uuid;

const GOAL: f64 = 1.3;
const IN_A_ROW: u32 = 40;
const PHONE: &str = "19999334444";
const KEY: [u8; 32] = [7; 32];

/// The whole call of a form that is sent, and the outbox by itself. Between two of either what was
/// kept is taken back, in time that is not counted.
pub async fn measure(arguments: &Arguments) -> Result<Vec<Samples>, Failure> {
    let held = arguments.held(Databases::Encrypted).await?;
    held.keep_synced().await?;
    held.end_session()?;
    held.copy(State::Synced)?;
    let open = held.open().await?;

    let log_of_whole = held.run_outbox()?;

    let outbox = BareOutbox::open(&arguments.folder, Key::from_bytes(KEY)).await?;
    let log_of_alone = Connection::open(arguments.folder.join("outbox.db"))?;
    unlock(&log_of_alone, &KEY)?;
    let customer = CustomerId::new(Uuid::from_u128(1));
    let enqueue = async || {
        let begun = Instant::now();
        let action = outbox.enqueue(customer, PHONE).await?;
        let took = begun.elapsed().as_secs_f64();
        outbox.cancel(action).await?;
        Ok(took)
    };

    let bare = Connection::open(arguments.folder.join("bare.db"))?;
    bare.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
         CREATE TABLE one (id INTEGER NOT NULL PRIMARY KEY, json TEXT NOT NULL) STRICT;",
    )?;
    let json = "x".repeat(200);
    let commit = async || {
        let begun = Instant::now();
        bare.execute("INSERT INTO one (json) VALUES (?1)", [&json])?;
        let took = begun.elapsed().as_secs_f64();
        bare.execute("DELETE FROM one", [])?;
        Ok(took)
    };

    let count = arguments.pairs;
    let bare_row = async || {
        empty(&bare)?;
        mean(IN_A_ROW, commit).await
    };
    let whole = async || {
        empty(&log_of_whole)?;
        mean(IN_A_ROW, async || open.decide(PHONE).await).await
    };
    let whole = pairs("decide, the whole call", Some(GOAL), count, whole, bare_row).await?;
    let alone = async || {
        empty(&log_of_alone)?;
        mean(IN_A_ROW, enqueue).await
    };
    let alone = pairs(
        "enqueue, the outbox alone",
        Some(GOAL),
        count,
        alone,
        bare_row,
    )
    .await?;
    open.close().await;
    Ok(vec![whole, alone])
}

/// Brings what a log holds into its database, and leaves none of it.
fn empty(log: &Connection) -> Result<(), Failure> {
    let busy: bool = log.query_one("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    if busy { Err(Failure::Busy) } else { Ok(()) }
}
