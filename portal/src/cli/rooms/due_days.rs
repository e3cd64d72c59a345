//! `due-day`: changes of due days that customers ask for, and what the provider says.

use balcao_domain::{DueDayChangeId, DueDayState};
use chrono::Utc;
use clap::Subcommand;

use super::super::error::CommandError;
use super::super::{migrate, provider, say};
use crate::scope::System;
use crate::store::{Address, Store};

/// What to do with them.
#[derive(Subcommand)]
pub enum DueDayTask {
    /// Prints those of a provider that wait to be decided, oldest first.
    List {
        /// The provider's short name.
        #[arg(long, value_name = "SLUG")]
        provider: String,
    },
    /// The plan's bills fall due on the new day from the next one on.
    Approve {
        /// Its id.
        id: DueDayChangeId,
    },
    /// The day stays.
    Refuse {
        /// Its id.
        id: DueDayChangeId,
    },
}

/// Does what is said.
pub async fn run(database: &Address, task: DueDayTask) -> Result<(), CommandError> {
    let store = migrate::open(database).await?;
    match task {
        DueDayTask::List { provider } => list(&store, &provider).await?,
        DueDayTask::Approve { id } => {
            store.decide_due_day(System, id, true, Utc::now()).await??;
            say(format_args!("approved {id}"))?;
        }
        DueDayTask::Refuse { id } => {
            store
                .decide_due_day(System, id, false, Utc::now())
                .await??;
            say(format_args!("refused {id}"))?;
        }
    }
    Ok(store.close().await?)
}

async fn list(store: &Store, slug: &str) -> Result<(), CommandError> {
    let provider = provider::find(store, slug).await?;
    let changes = store.due_day_changes(System, provider.issuer).await?;
    let waiting = |state| state == DueDayState::Requested;
    for change in changes.iter().filter(|it| waiting(it.state)) {
        let at = change.agreed_at.format("%Y-%m-%d %H:%M");
        say(format_args!(
            "{}  {at}  {}: {} -> {}",
            change.id, change.plan_name, change.from, change.to
        ))?;
    }
    Ok(())
}
