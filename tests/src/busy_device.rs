//! Decides, attaches, takes back, syncs and sends until it is killed, and says each time what the
//! user would have been told. Or waits until all of it is done, and prints what the cache holds.
//!
//! It links only the core, so a test can kill it anywhere, a thousand times over.

mod device;

use balcao_bridge::{
    AccountId, ActionState, AppError, CancelAction, ChangeProfile, CheckNow, Decided,
    DiscardAction, DiscardProfileDraft, Event, ListAccounts, ListActions, PickProof, SetVisible,
    WaitingAction,
};
use balcao_client::{Choosing, Core, FileChooser, Host, Step};
use balcao_domain::{Action, CustomerId, PostalAddress, ProfileChange};
use clap::{Parser, ValueEnum};
use device::{Device, Failure, contents};
use serde_json::json;
use std::path::PathBuf;
use std::process::abort;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::sleep;

#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    device: Device,
    /// The number of the first decision; no two may have the same.
    #[arg(long, default_value_t = 1)]
    from: u32,
    /// A file to attach.
    #[arg(long)]
    proof: PathBuf,
    /// Ends without any clean-up at that point.
    #[arg(long)]
    kill_at: Option<Point>,
    /// Decides nothing, and ends once nothing waits any more.
    #[arg(long)]
    settle: bool,
}

/// Every labelled point on an action's way.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Point {
    /// Before it is on disk.
    Deciding,
    /// After.
    Queued,
    /// Before it is sent.
    Sending,
    /// After the answer.
    Answered,
    /// Once the answer is in the cache.
    Cached,
    /// Once it is marked as accepted.
    Accepted,
    /// Once it is deleted.
    Gone,
    /// After a sync's commit.
    Synced,
}

/// The program around the core: ends at a point, and chooses the one file.
struct Program {
    proof: PathBuf,
    kill_at: Option<Point>,
}

impl Program {
    fn reach(&self, point: Point) {
        if self.kill_at == Some(point) {
            abort();
        }
    }
}

impl Host for Program {
    fn emit(&self, _: Event) {}

    fn copy_text(&self, _: &str) -> Result<(), AppError> {
        Ok(())
    }

    fn chooser(&self) -> Option<&dyn FileChooser> {
        Some(self)
    }

    fn committed(&self, _: AccountId, _: u64) {
        self.reach(Point::Synced);
    }

    fn reached(&self, _: AccountId, step: Step) {
        self.reach(match step {
            Step::Queued => Point::Queued,
            Step::Sending => Point::Sending,
            Step::Answered => Point::Answered,
            Step::Cached => Point::Cached,
            Step::Accepted => Point::Accepted,
            Step::Gone => Point::Gone,
        });
    }
}

impl FileChooser for Program {
    fn save_as<'a>(&'a self, _: &'a str) -> Choosing<'a> {
        self.open()
    }

    fn open(&self) -> Choosing<'_> {
        Box::pin(std::future::ready(Some(self.proof.clone())))
    }
}

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let arguments = Arguments::parse();
    let program = Arc::new(Program {
        proof: arguments.proof,
        kill_at: arguments.kill_at,
    });
    let (core, account) = arguments.device.open(program.clone()).await?;
    for notice in core
        .call(ListAccounts {})
        .await?
        .into_iter()
        .filter_map(|it| it.notice)
    {
        println!("notice {notice:?}");
    }
    core.call(SetVisible { visible: true }).await?;
    if arguments.settle {
        return settle(&core, account).await;
    }
    let customer = loop {
        let known = core.call(ListAccounts {}).await?;
        if let Some(customer) = known.into_iter().find_map(|it| it.selected) {
            break customer;
        }
        core.call(CheckNow { account }).await?;
    };
    let user = User {
        core,
        account,
        customer,
    };
    for number in arguments.from.. {
        program.reach(Point::Deciding);
        user.act(number).await?;
    }
    Ok(())
}

struct User {
    core: Core,
    account: AccountId,
    customer: CustomerId,
}

impl User {
    async fn act(&self, number: u32) -> Result<(), Failure> {
        let account = self.account;
        if number.is_multiple_of(5) {
            self.decide(number, moves_to(number), true).await?;
        } else {
            self.decide(number, phone(number), false).await?;
        }
        if number.is_multiple_of(7) {
            self.take_back().await?;
        }
        if number.is_multiple_of(3) {
            self.core.call(CheckNow { account }).await?;
        }
        // The user thinks; and what waits does not pile up without end.
        let waiting = self.core.call(ListActions { account }).await?.len() as u64;
        sleep(Duration::from_millis(5 + 10 * waiting)).await;
        Ok(())
    }

    async fn decide(&self, number: u32, change: ProfileChange, proof: bool) -> Result<(), Failure> {
        let (account, customer) = (self.account, self.customer);
        let discard = DiscardProfileDraft { account, customer };
        self.core.call(discard).await?;
        if proof {
            self.core.call(PickProof { account, customer }).await?;
        }
        println!("deciding {number}");
        let change = ChangeProfile {
            account,
            customer,
            change,
        };
        if let Decided::Kept(id) = self.core.call(change).await? {
            println!("saved {number} {id}");
        }
        Ok(())
    }

    async fn take_back(&self) -> Result<(), Failure> {
        let account = self.account;
        let waiting = self.core.call(ListActions { account }).await?;
        let mut changes = waiting.iter().filter(|it| is_queued_change(it));
        let Some(action) = changes.next_back().map(|it| it.id) else {
            return Ok(());
        };
        println!("taking {action}");
        let cancel = CancelAction {
            account,
            action,
            keep_draft: false,
        };
        // It may just have been sent.
        if self.core.call(cancel).await.is_err() {
            println!("stays {action}");
        }
        Ok(())
    }
}

fn is_queued_change(waiting: &WaitingAction) -> bool {
    let is_change = matches!(waiting.action, Action::ChangeProfile(_));
    is_change && waiting.state == ActionState::Queued
}

fn phone(number: u32) -> ProfileChange {
    ProfileChange {
        phone: Some(format!("19{number:08}")),
        ..ProfileChange::default()
    }
}

fn moves_to(number: u32) -> ProfileChange {
    ProfileChange {
        address: Some(PostalAddress {
            street: format!("Rua Nova, {number}"),
            district: "Centro".into(),
            city: "Campinas".into(),
            state: "SP".into(),
            postal_code: "13010001".into(),
        }),
        ..ProfileChange::default()
    }
}

/// Waits until the portal has everything; the user gives up what it refused.
async fn settle(core: &Core, account: AccountId) -> Result<(), Failure> {
    loop {
        let waiting = core.call(ListActions { account }).await?;
        if waiting.is_empty() {
            break;
        }
        let refused = waiting
            .iter()
            .find(|it| matches!(it.state, ActionState::Refused(_)));
        match refused.map(|it| it.id) {
            Some(action) => {
                println!("taking {action}");
                let keep_draft = false;
                let discard = DiscardAction {
                    account,
                    action,
                    keep_draft,
                };
                core.call(discard).await?;
            }
            None => sleep(Duration::from_millis(20)).await,
        }
    }
    let freshness = core.call(CheckNow { account }).await?;
    let cache = contents(core, account).await?;
    core.close().await;
    println!("{}", json!({"problem": freshness.problem, "cache": cache}));
    Ok(())
}
