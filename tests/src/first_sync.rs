//! Signs in, syncs, and prints what the cache then holds; ends abruptly after a given commit.
//!
//! It links only the core, so a test can kill it at an exact point of a sync.

use balcao_bridge::{
    AccountId, AppError, BillFilter, BillPage, BillSort, CheckNow, Event, GetCustomerProfile,
    ListAccounts, ListBills, SignIn,
};
use balcao_client::{Core, Host, KeychainVault, OpenError, Setup, SystemClock};
use balcao_domain::{Bill, CustomerId, Sensitive};
use clap::Parser;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::abort;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

#[derive(Parser)]
struct Arguments {
    /// The app's folder.
    #[arg(long)]
    data: PathBuf,
    /// One more certificate authority.
    #[arg(long)]
    extra_ca: PathBuf,
    /// The provider.
    #[arg(long)]
    address: String,
    /// CPF or CNPJ.
    #[arg(long)]
    tax_id: String,
    /// The password.
    #[arg(long, env = "BALCAO_PASSWORD")]
    password: String,
    /// Ends without any clean-up right after this commit.
    #[arg(long)]
    kill_after: Option<u64>,
}

#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error("{0:?}")]
    Call(AppError),
    #[error(transparent)]
    Json(#[from] serde_json::Error),
}

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        Self::Call(error)
    }
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
    let core = Core::open(Setup {
        data: Some(arguments.data),
        vault: Arc::new(KeychainVault),
        clock: Arc::new(SystemClock),
        host: watch.clone(),
        extra_ca: Some(arguments.extra_ca),
        version: env!("CARGO_PKG_VERSION").to_owned(),
    })
    .await?;
    let known = core.call(ListAccounts {}).await?;
    let account = match known.into_iter().next() {
        Some(account) => account.id,
        None => {
            let signed_in = core.call(SignIn {
                address: arguments.address,
                tax_id: arguments.tax_id,
                password: Sensitive::new(arguments.password),
            });
            signed_in.await?.id
        }
    };
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

/// All that the cache holds of an account, without its age.
async fn contents(core: &Core, account: AccountId) -> Result<Value, Failure> {
    let mut customers = Vec::new();
    for summary in core.call(ListAccounts {}).await? {
        for known in summary.customers {
            let customer = known.id;
            let profile = core.call(GetCustomerProfile { account, customer }).await?;
            customers.push(json!({
                "user": profile.user,
                "provider": profile.provider,
                "customer": profile.customer,
                "plans": profile.plans,
                "bills": bills(core, account, customer).await?,
            }));
        }
    }
    Ok(Value::Array(customers))
}

async fn bills(
    core: &Core,
    account: AccountId,
    customer: CustomerId,
) -> Result<Vec<Bill>, Failure> {
    let mut all = Vec::new();
    for offset in (0..).step_by(BillPage::ROWS as usize) {
        let page = core
            .call(ListBills {
                account,
                customer,
                filter: BillFilter::All,
                period: None,
                search: String::new(),
                sort: BillSort::Number,
                descending: false,
                offset,
            })
            .await?;
        if page.rows.is_empty() {
            break;
        }
        all.extend(page.rows);
    }
    Ok(all)
}
