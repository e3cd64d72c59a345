//! Signs in, syncs, and prints what the cache then holds; or stands still after a given commit.
//!
//! It links only the core, so a test can kill it at an exact point of a sync.

mod device;

use balcao_bridge::{AccountId, AppError, CheckNow, Event};
use balcao_client::Host;
use clap::Parser;
use device::{Device, Failure, contents};
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::park;

#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    device: Device,
    /// Says so right after this commit, and stands still until it is killed.
    #[arg(long)]
    stand_after: Option<u64>,
}

/// Counts commits, and holds the process at the given one.
struct Watch {
    stand_after: Option<u64>,
    commits: AtomicU64,
}

impl Host for Watch {
    fn emit(&self, _: Event) {}

    fn copy_text(&self, _: &str) -> Result<(), AppError> {
        Ok(())
    }

    fn committed(&self, _: AccountId, cursors: u64) {
        if self.stand_after == Some(cursors) {
            println!("committed {cursors}");
            loop {
                park();
            }
        }
        self.commits.store(cursors, Ordering::SeqCst);
    }
}

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let arguments = Arguments::parse();
    let watch = Arc::new(Watch {
        stand_after: arguments.stand_after,
        commits: AtomicU64::new(0),
    });
    let (core, account) = arguments.device.open(watch.clone()).await?;
    let freshness = core.call(CheckNow { account }).await?;
    let cache = contents(&core, account).await?;
    core.close().await;
    let answer = json!({
        "commits": watch.commits.load(Ordering::SeqCst),
        "problem": freshness.problem,
        "cache": cache,
    });
    println!("{}", serde_json::to_string(&answer)?);
    Ok(())
}
