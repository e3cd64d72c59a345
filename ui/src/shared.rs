//! What every screen shares.

use crate::components::{Toast, Toasts};
use crate::features::bills::KeptBills;
use crate::features::palette::Recent;
use crate::features::shell::Opened;
use crate::host;
use balcao_bridge::{
    AccountId, AccountSummary, ActionId, AppError, AppInfo, BillFilter, CheckNow, Freshness,
    GetAppInfo, GetFreshness, ListAccounts, ProviderFound,
};
use balcao_domain::{Collection, CustomerId, DocumentRef};
use dioxus::prelude::*;

/// What stands over a screen until it is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    /// The command palette.
    Commands,
    /// The shortcuts.
    Keys,
    /// Whether to sign out.
    SigningOut,
}

/// A page pulled down from its top, to ask the portal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pulled {
    /// Far enough: letting go asks.
    Far,
    /// The portal is being asked.
    Asking,
}

/// How far a document has come, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fetching {
    /// Which document.
    pub document: DocumentRef,
    /// What came.
    pub received: u64,
    /// All of it; none when nobody said.
    pub total: Option<u64>,
}

/// How far a file has come on its way to the portal, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Uploading {
    /// The action that attaches it.
    pub action: ActionId,
    /// What the portal has.
    pub sent: u64,
    /// All of it.
    pub total: u64,
}

/// Whole kilobytes; what has begun counts.
pub const fn kilobytes(bytes: u64) -> u64 {
    bytes.div_ceil(1_000)
}

/// What every screen shares; copied freely, it is only signals.
#[derive(Clone, Copy, PartialEq)]
pub struct Shared {
    /// The app itself; none until it answered.
    pub info: Signal<Option<AppInfo>>,
    /// The accounts; none until they were read.
    pub accounts: Signal<Option<Result<Vec<AccountSummary>, AppError>>>,
    /// Counts up when screens should read again, whatever they show.
    pub revision: Signal<u64>,
    /// Of each collection, counts up when rows of it have changed.
    revisions: [Signal<u64>; Collection::ALL.len()],
    /// How old what is cached of an account is, once that was told apart from what screens read.
    pub freshness: Signal<Option<(AccountId, Freshness)>>,
    /// Whether list and detail stand side by side.
    pub wide: Signal<bool>,
    /// Whether the page is pulled down.
    pub pulled: Signal<Option<Pulled>>,
    /// What screen readers are told.
    pub told: Signal<String>,
    /// How far the document that is fetched has come.
    pub fetching: Signal<Option<Fetching>>,
    /// How far the file that is sent has come.
    pub uploading: Signal<Option<Uploading>>,
    /// What everybody is told for a moment.
    pub toasts: Toasts,
    /// The provider that was last looked up, to sign in to.
    pub found: Signal<Option<ProviderFound>>,
    /// What stands over the screen, if anything.
    pub over: Signal<Option<Over>>,
    /// The detail that was opened last, to close it the way it was opened.
    pub opened: CopyValue<Option<Opened>>,
    /// What was done from the command palette.
    pub recent: CopyValue<Recent>,
    /// The list of bills as it was left. Nothing is drawn from it, so nobody is told of changes.
    pub bills: CopyValue<KeptBills>,
}

impl Shared {
    /// Nothing read yet.
    pub fn new(toasts: Toasts) -> Self {
        Self {
            info: Signal::new(None),
            accounts: Signal::new(None),
            revision: Signal::new(0),
            revisions: std::array::from_fn(|_| Signal::new(0)),
            freshness: Signal::new(None),
            wide: Signal::new(false),
            pulled: Signal::new(None),
            told: Signal::new(String::new()),
            fetching: Signal::new(None),
            uploading: Signal::new(None),
            toasts,
            found: Signal::new(None),
            over: Signal::new(None),
            opened: CopyValue::new(None),
            recent: CopyValue::new(Recent::default()),
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
        let accounts = Some(host::call(ListAccounts {}).await);
        // Whoever shows something of them would read again.
        if *self.accounts.peek() != accounts {
            self.accounts.set(accounts);
        }
    }

    /// Has the open screens read again.
    pub fn read_again(mut self) {
        self.revision += 1;
    }

    /// Has the open screens read again that show rows of these collections.
    pub fn read_changed(self, collections: &[Collection]) {
        for collection in collections {
            if let Some(mut revision) = self.revision_of(*collection) {
                revision += 1;
            }
        }
    }

    /// Whoever draws from here on is drawn again when rows of these collections change.
    pub fn follow(self, collections: &[Collection]) {
        for collection in collections {
            if let Some(revision) = self.revision_of(*collection) {
                revision.read();
            }
        }
    }

    fn revision_of(self, collection: Collection) -> Option<Signal<u64>> {
        let mut all = Collection::ALL.iter().zip(self.revisions);
        all.find_map(|(each, revision)| (*each == collection).then_some(revision))
    }

    /// Reads how old what is cached is. Once it is another day, everything reads differently.
    pub async fn read_freshness(mut self, account: AccountId) {
        let Ok(freshness) = host::call(GetFreshness { account }).await else {
            return;
        };
        let before = self.freshness.peek().clone();
        let before = before.filter(|(of, _)| *of == account);
        let anew = before.is_some_and(|(_, before)| reads_anew(&before, &freshness));
        self.freshness.set(Some((account, freshness)));
        if anew {
            self.read_again();
        }
    }

    /// No account is shown: what was known of one grows old untold.
    pub fn forget_freshness(mut self) {
        self.freshness.set(None);
    }

    /// How old what a screen of an account shows is, as of now rather than as of when it was read.
    pub fn age(self, account: AccountId, read: Freshness) -> Freshness {
        match &*self.freshness.read() {
            Some((of, newer)) if *of == account => newer.clone(),
            _ => read,
        }
    }

    /// Asks the portal now; what that brings, and how it went, is told by the core.
    pub async fn check(self, account: AccountId) {
        // A failure stands in the freshness.
        let _ = host::call(CheckNow { account }).await;
        self.read_freshness(account).await;
    }

    /// Tells screen readers something; the same words twice in a row are told twice.
    pub fn tell(mut self, words: String) {
        let again = *self.told.peek() == words;
        self.told.set(if again { words + "." } else { words });
    }

    /// Tells everybody something, for a moment.
    pub fn say(self, text: String) {
        self.toasts.show(Toast { text, undo: None });
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

    /// Has the list of bills show some of them, from the top, when one comes to it next.
    pub fn look_at_bills(mut self, account: AccountId, filter: BillFilter) {
        let customer = self.customer(account);
        self.bills.write().prepare(account, customer, filter);
    }

    /// The customer whose things an account shows: the chosen one, else the first.
    pub fn customer(self, account: AccountId) -> Option<CustomerId> {
        chosen(&self.account(account)?)
    }
}

/// Whether everything reads otherwise than before: it is another day, or the portal is heard again,
/// and what failed without it may be here.
fn reads_anew(before: &Freshness, now: &Freshness) -> bool {
    before.today != now.today || (before.problem.is_some() && now.problem.is_none())
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
