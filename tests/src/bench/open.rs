//! A core that is open on an account.

use super::failure::Failure;
use super::surroundings::Commits;
use balcao_bridge::{
    AccountId, ActionId, BillFilter, BillSort, CallKey, CallPage, CancelAction, ChangeProfile,
    CheckNow, Decided, ListAccounts, ListBills, ListCalls,
};
use balcao_client::Core;
use balcao_domain::{CustomerId, Month, Period, ProfileChange};
use chrono::Utc;
use std::sync::Arc;
use std::time::Instant;

/// An open core; what it answers in seconds is how long it took.
pub struct Open {
    core: Core,
    account: AccountId,
    customer: Option<CustomerId>,
    commits: Arc<Commits>,
}

impl Open {
    pub async fn new(core: Core, commits: Arc<Commits>) -> Result<Self, Failure> {
        let accounts = core.call(ListAccounts {}).await?;
        let first = accounts.first().ok_or(Failure::NothingSynced)?;
        Ok(Self {
            account: first.id,
            customer: first.selected,
            core,
            commits,
        })
    }

    /// Asks the portal.
    pub async fn check(&self) -> Result<f64, Failure> {
        let account = self.account;
        let begun = Instant::now();
        let freshness = self.core.call(CheckNow { account }).await?;
        let took = begun.elapsed().as_secs_f64();
        freshness.problem.map_or(Ok(took), |it| Err(it.into()))
    }

    /// Opens the list of bills, or searches it.
    pub async fn list(&self, search: &str) -> Result<f64, Failure> {
        let list = ListBills {
            account: self.account,
            customer: self.customer.ok_or(Failure::NothingSynced)?,
            filter: BillFilter::All,
            period: None,
            search: search.to_owned(),
            sort: BillSort::DueOn,
            descending: true,
            after: None,
        };
        let begun = Instant::now();
        self.core.call(list).await?;
        Ok(begun.elapsed().as_secs_f64())
    }

    /// Reads a page of calls, the first or the one after a row.
    pub async fn calls(&self, after: Option<CallKey>) -> Result<f64, Failure> {
        let begun = Instant::now();
        let page = self.list_calls(after, false).await?;
        let took = begun.elapsed().as_secs_f64();
        if page.rows.is_empty() {
            return Err(Failure::NothingSynced);
        }
        Ok(took)
    }

    /// Where the page in the middle of the calls begins, by the anchor that is nearest.
    pub async fn middle(&self) -> Result<Option<CallKey>, Failure> {
        let page = self.list_calls(None, true).await?;
        let anchors = page.outline.unwrap_or_default().anchors;
        Ok(anchors.get(anchors.len() / 2).copied())
    }

    async fn list_calls(&self, after: Option<CallKey>, outline: bool) -> Result<CallPage, Failure> {
        let now = Month::at(Utc::now());
        let list = ListCalls {
            account: self.account,
            customer: self.customer.ok_or(Failure::NothingSynced)?,
            terminal_type: None,
            period: Period::new(now.plus(-5), now).ok_or(Failure::NothingSynced)?,
            after,
            outline,
        };
        Ok(self.core.call(list).await?)
    }

    /// Decides on another telephone number, and takes it back in time that is not counted.
    pub async fn decide(&self, phone: &str) -> Result<f64, Failure> {
        let change = ChangeProfile {
            account: self.account,
            customer: self.customer.ok_or(Failure::NothingSynced)?,
            change: ProfileChange {
                phone: Some(phone.to_owned()),
                ..ProfileChange::default()
            },
        };
        // Calls come to the core on the runtime's own threads, as the app's do.
        let core = self.core.clone();
        let called = tokio::spawn(async move {
            let begun = Instant::now();
            let decided = core.call(change).await;
            (decided, begun.elapsed().as_secs_f64())
        });
        let (decided, took) = called.await?;
        let decided = decided?;
        let Decided::Kept(action) = decided else {
            return Err(Failure::NotKept);
        };
        self.take_back(action).await?;
        Ok(took)
    }

    async fn take_back(&self, action: ActionId) -> Result<(), Failure> {
        let cancel = CancelAction {
            account: self.account,
            action,
            keep_draft: false,
        };
        Ok(self.core.call(cancel).await?)
    }

    /// How many cursors were committed.
    pub fn commits(&self) -> u64 {
        self.commits.count()
    }

    pub async fn close(self) {
        self.core.close().await;
    }
}
