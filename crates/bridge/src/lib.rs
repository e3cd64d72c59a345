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
mod actions;
mod app;
mod bills;
mod calls;
mod documents;
mod error;
mod event;
mod forms;
mod freshness;
mod home;
mod preferences;
mod registry;
mod rows;
mod service;
pub mod wire;

pub use account::{
    AccountId, AccountNotice, AccountState, AccountSummary, ChangePassword, CustomerSummary,
    LeftOut, ListAccounts, LookUpProvider, ProviderFound, SelectCustomer, SignIn, SignOut, Unsent,
};
pub use actions::{
    ActionId, ActionState, AttachProof, CancelAction, ChangeProfile, Decided, DiscardAction,
    DiscardProfileDraft, GetProfileDraft, ListActions, PickProof, ProfileDraft, RemoveProof,
    RetryAction, SaveProfileDraft, WaitingAction,
};
pub use app::{AppInfo, CopyText, GetAppInfo, Profile, RetryKeychain, SetVisible};
pub use bills::{BillFilter, BillPage, BillSort, GetBill, GottenBill, ListBills};
pub use calls::{CallKey, CallOutline, CallPage, FetchCalls, ListCalls, ListedCall};
pub use documents::{
    DocumentPage, GetDocumentPage, OpenDocument, OpenedDocument, ReadDocument, SaveDocument, Saved,
    WholeDocument,
};
pub use error::{AppError, ErrorCode, Retry};
pub use event::Event;
pub use forms::{Decide, DiscardDraft, DraftKey, GetDraft, SaveDraft};
pub use freshness::{CheckNow, Freshness, GetFreshness, Moment, Source};
pub use home::{GetHome, Home};
pub use preferences::{GetPreferences, Language, Preferences, SetLanguage};
pub use registry::{Command, NAMES, TakesFile};
pub use rows::{GetRow, GottenRow, ListRows, NamedSum, Row, RowPage};
pub use service::{
    CustomerProfile, GetCustomerProfile, GetPlan, GottenPlan, ShownRequest, WaitingField,
    WaitingProof,
};
