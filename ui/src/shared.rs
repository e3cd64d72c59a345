//! What every screen shares.

use crate::features::bills::KeptBills;
use crate::host;
use balcao_bridge::{
    AccountId, AccountSummary, AppError, AppInfo, CheckNow, GetAppInfo, ListAccounts, ProviderFound,
};
use balcao_domain::CustomerId;
use dioxus::prelude::*;

/// What every screen shares; copied freely, it is only signals.
#[derive(Clone, Copy, PartialEq)]
pub struct Shared {
    /// The app itself; none until it answered.
    pub info: Signal<Option<AppInfo>>,
    /// The accounts; none until they were read.
    pub accounts: Signal<Option<Result<Vec<AccountSummary>, AppError>>>,
    /// Counts up when screens should read again.
    pub revision: Signal<u64>,
    /// Whether list and detail stand side by side.
    pub wide: Signal<bool>,
    /// What screen readers are told.
    pub told: Signal<String>,
    /// The provider that was last looked up, to sign in to.
    pub found: Signal<Option<ProviderFound>>,
    /// The element the focus goes back to when a detail closes.
    pub opened_from: Signal<Option<String>>,
    /// The list of bills as it was left. Nothing is drawn from it, so nobody is told of changes.
    pub bills: CopyValue<KeptBills>,
}

impl Shared {
    /// Nothing read yet.
    pub fn new() -> Self {
        Self {
            info: Signal::new(None),
            accounts: Signal::new(None),
            revision: Signal::new(0),
            wide: Signal::new(false),
            told: Signal::new(String::new()),
            found: Signal::new(None),
            opened_from: Signal::new(None),
            bills: CopyValue::new(KeptBills::default()),
        }
    }

    /// Reads what the app says of itself.
    pub async fn read_info(mut self) {
        if let Ok(info) = host::call(GetAppInfo {}).await {
            self.info.set(Some(info));
        }
    }

    /// Reads the accounts.
    pub async fn read_accounts(mut self) {
        let accounts = host::call(ListAccounts {}).await;
        self.accounts.set(Some(accounts));
    }

    /// Has the open screens read again.
    pub fn read_again(mut self) {
        self.revision += 1;
    }

    /// Asks the portal now, and has the screens read again when it has been heard.
    pub async fn check(self, account: AccountId) {
        // A failure stands in the freshness that the screens read next.
        let _ = host::call(CheckNow { account }).await;
        self.read_again();
    }

    /// Tells screen readers something; the same words twice in a row are told twice.
    pub fn tell(mut self, words: String) {
        let again = *self.told.peek() == words;
        self.told.set(if again { words + "." } else { words });
    }

    /// An account of this device.
    pub fn account(self, id: AccountId) -> Option<AccountSummary> {
        let accounts = self.accounts.read();
        let accounts = accounts.as_ref()?.as_ref().ok()?;
        accounts.iter().find(|account| account.id == id).cloned()
    }

    /// The other accounts of this device.
    pub fn others(self, id: AccountId) -> Vec<AccountSummary> {
        let Some(Ok(mut accounts)) = self.accounts.cloned() else {
            return Vec::new();
        };
        accounts.retain(|account| account.id != id);
        accounts
    }

    /// The customer whose things an account shows: the chosen one, else the first.
    pub fn customer(self, account: AccountId) -> Option<CustomerId> {
        chosen(&self.account(account)?)
    }
}

/// The provider's name; its address while the account is closed.
pub fn provider_words(account: &AccountSummary) -> String {
    if account.provider_name.is_empty() {
        account.address.clone()
    } else {
        account.provider_name.clone()
    }
}

/// The customer whose things an account shows: the chosen one, else the first.
pub fn chosen(account: &AccountSummary) -> Option<CustomerId> {
    let exists = |id: &CustomerId| account.customers.iter().any(|customer| customer.id == *id);
    account
        .selected
        .filter(exists)
        .or_else(|| account.customers.first().map(|customer| customer.id))
}
