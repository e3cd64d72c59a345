//! Signs in, syncs, and prints what the cache then holds; ends abruptly after a given commit.
//!
//! It links only the core, so a test can kill it at an exact point of a sync.

mod device;

use balcao_bridge::{AccountId, AppError, CheckNow, Event};
use balcao_client::Host;
use clap::Parser;
use device::{Device, Failure, contents};
use serde_json::json;
use std::process::abort;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    device: Device,
    /// Ends without any clean-up right after this commit.
    #[arg(long)]
    kill_after: Option<u64>,
}

/// Counts commits, and ends the process at the given one.
struct Watch {
    kill_after: Option<u64>,
    commits: AtomicU64,
}

impl Host for Watch {
    fn emit(&self, _: Event) {}

    fn copy_text(&self, _: &str) -> Result<(), AppError> {
        Ok(())
    }

    fn committed(&self, _: AccountId, cursors: u64) {
        if self.kill_after == Some(cursors) {
            abort();
        }
        self.commits.store(cursors, Ordering::SeqCst);
    }
}

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let arguments = Arguments::parse();
    let watch = Arc::new(Watch {
        kill_after: arguments.kill_after,
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
