//! What it takes to keep a decision, against one bare row.

use super::account::Failure;
use super::pairs::{Samples, pairs};
use balcao_client::Key;
use balcao_client::measure::BareOutbox;
use balcao_domain::CustomerId;
use rusqlite::Connection;
use std::path::Path;
use std::time::Instant;
use uuid::Uuid;

/// One of them is too short to be measured by itself.
const IN_A_ROW: usize = 40;

pub async fn against_a_bare_commit(folder: &Path, count: usize) -> Result<Vec<Samples>, Failure> {
    let key = Key::from_bytes([7; 32]);
    let outbox = BareOutbox::open(folder, key).await?;
    let bare = Connection::open(folder.join("bare.db"))?;
    bare.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
         CREATE TABLE IF NOT EXISTS one (id INTEGER NOT NULL PRIMARY KEY, json TEXT NOT NULL) STRICT;",
    )?;
    let customer = CustomerId::new(Uuid::from_u128(1));
    let json = "x".repeat(200);
    let mut samples = pairs(
        count,
        async || {
            let mut seconds = 0.0;
            for _ in 0..IN_A_ROW {
                let begun = Instant::now();
                let action = outbox.enqueue(customer, "19999334444").await?;
                seconds += begun.elapsed().as_secs_f64();
                outbox.cancel(action).await?;
            }
            Ok(seconds / IN_A_ROW as f64)
        },
        async || {
            let mut seconds = 0.0;
            for _ in 0..IN_A_ROW {
                let begun = Instant::now();
                bare.execute("INSERT INTO one (json) VALUES (?1)", [&json])?;
                seconds += begun.elapsed().as_secs_f64();
                bare.execute("DELETE FROM one", [])?;
            }
            Ok(seconds / IN_A_ROW as f64)
        },
    )
    .await?;
    samples.name("enqueue");
    Ok(vec![samples])
}
