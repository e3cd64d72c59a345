//! Accounts: a user of a provider, on this device.

use crate::AppError;
use balcao_domain::{Brand, CustomerId, Issuer, Module, Role, Sensitive};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

/// An account on this device; also the random name of its folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AccountId(pub Uuid);

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(f)
    }
}

impl FromStr for AccountId {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Uuid::try_parse(text).map(Self)
    }
}

/// Whether an account can be read and renewed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountState {
    /// Signed in.
    Ready,
    /// What is cached reads; for anything newer, sign in again.
    SignInNeeded,
    /// The files cannot be opened; the error says why (`wrong_key`, `keychain_locked` …).
    Closed(AppError),
}

/// Something that happened to an account and must be told once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountNotice {
    /// The cache was damaged; it was emptied and is being loaded again.
    CacheRebuilt,
    /// What waited to be sent was damaged; the file was set aside, and what could be read of it
    /// waits on.
    OutboxSalvaged {
        /// Actions that wait on.
        kept: u32,
        /// Actions that could not be read.
        lost: u32,
    },
    /// The key of what waited to be sent is gone: so many actions were set aside unread.
    OutboxUnreadable {
        /// How many.
        lost: u32,
    },
    /// A key of what was set aside unread is there again: what could be read of it waits on.
    OutboxRecovered {
        /// Actions that wait on.
        kept: u32,
        /// Actions that could not be recovered.
        lost: u32,
    },
}

/// A customer the user may act for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerSummary {
    /// Its id.
    pub id: CustomerId,
    /// Its name.
    pub name: String,
    /// What the user is to it.
    pub roles: Vec<Role>,
}

/// An account, as the header shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountSummary {
    /// Its id.
    pub id: AccountId,
    /// The provider's id.
    pub issuer: Issuer,
    /// The address it was added by, without the scheme.
    pub address: String,
    /// The provider's name; empty while the account is closed.
    pub provider_name: String,
    /// The provider's look; none while the account is closed.
    pub brand: Option<Brand>,
    /// Who signed in; empty while the account is closed.
    pub user_name: String,
    /// One or two letters for the avatar.
    pub initials: String,
    /// Whom the user may act for, in the order shown.
    pub customers: Vec<CustomerSummary>,
    /// The one chosen in the header.
    pub selected: Option<CustomerId>,
    /// The parts of the product that the provider has switched on; none while the account is closed.
    pub modules: Vec<Module>,
    /// Whether it reads.
    pub state: AccountState,
    /// What must be told.
    pub notice: Option<AccountNotice>,
    /// Rows that did not read, here or at the portal. They are asked for again by themselves.
    pub left_out: LeftOut,
}

/// Rows that screens and sums lack.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// How many.
    pub count: u32,
    /// The first of them, for the diagnosis: the collection's name and the id.
    pub first: Vec<String>,
}

/// Asks which provider answers at an address.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct LookUpProvider {
    /// As typed: a host or a path on a shared one; no scheme means https.
    pub address: String,
}

/// The provider at an address, shown before anything is sent to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderFound {
    /// The address, without the scheme.
    pub address: String,
    /// Its id.
    pub issuer: Issuer,
    /// Its name.
    pub name: String,
    /// Its look.
    pub brand: Brand,
    /// The host that the certificate was checked for.
    pub certificate_host: String,
    /// Whether it was vouched for by the extra, local authority.
    pub local_certificate: bool,
}

/// Signs in, and makes the account when it is not there yet.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SignIn {
    /// The provider's address, as [`ProviderFound::address`].
    pub address: String,
    /// CPF or CNPJ, as typed.
    pub tax_id: String,
    /// The password.
    #[serde(serialize_with = "Sensitive::serialize_exposed")]
    pub password: Sensitive<String>,
}

/// Replaces one's password (MC-40). Refused as `invalid_request` with `field` = `old` (`wrong`) or `new`
/// (the code of a [`balcao_domain::PasswordRule`]).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ChangePassword {
    /// Of which account.
    pub account: AccountId,
    /// The one until now.
    #[serde(serialize_with = "Sensitive::serialize_exposed")]
    pub old: Sensitive<String>,
    /// The one from now on.
    #[serde(serialize_with = "Sensitive::serialize_exposed")]
    pub new: Sensitive<String>,
    /// Whether one's other sessions end.
    pub end_others: bool,
}

/// What becomes of actions that were not sent when their account is signed out of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unsent {
    /// *Enviar agora*: the account is left once the portal has them.
    SendNow,
    /// *Descartar*.
    Discard,
}

/// Ends the session and removes the account from this device: its key first, its files second.
///
/// With actions that were not sent it answers `actions_waiting` (args: `count`) and does nothing,
/// unless the user has decided about them; after [`Unsent::SendNow`] too, when some are left.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SignOut {
    /// Which account.
    pub account: AccountId,
    /// What becomes of actions that were not sent; none while the user was not asked.
    #[serde(default)]
    pub unsent: Option<Unsent>,
}

/// Remembers the customer chosen in the header.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SelectCustomer {
    /// Which account.
    pub account: AccountId,
    /// Which customer.
    pub customer: CustomerId,
}

/// The accounts on this device, in the order they are shown.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ListAccounts {}
