//! The calls the interface may make, as types, in one registry.
//!
//! [`for_each_command`] is the only list: from it come the [`Command`] implementations, the
//! [`NAMES`] that the shell's permissions are generated from, and the core's dispatch table.
#![deny(missing_docs)]
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic
    )
)]

mod account;
mod app;
mod bills;
mod error;
mod event;
mod freshness;
mod home;
mod registry;
mod service;

pub use account::{
    AccountId, AccountNotice, AccountState, AccountSummary, CustomerSummary, ListAccounts,
    LookUpProvider, ProviderFound, SelectCustomer, SignIn, SignOut,
};
pub use app::{AppInfo, CopyText, GetAppInfo, Profile, RetryKeychain, SetVisible};
pub use bills::{BillFilter, BillPage, BillSort, GetBill, GottenBill, ListBills};
pub use error::{AppError, ErrorCode, Retry};
pub use event::Event;
pub use freshness::{CheckNow, Freshness, Moment, Source};
pub use home::{GetHome, Home};
pub use registry::{Command, NAMES};
pub use service::{CustomerProfile, GetCustomerProfile, GetPlan, GottenPlan};
