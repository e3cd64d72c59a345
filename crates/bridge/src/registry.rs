//! The one list of commands.

use serde::{Serialize, de::DeserializeOwned};

/// A call the interface may make.
pub trait Command: Serialize + DeserializeOwned {
    /// What it answers.
    type Output: Serialize + DeserializeOwned;
    /// Its name in permissions, dispatch and routes.
    const NAME: &'static str;
}

/// A call that asks the user for a file. In a browser the page does, and hands the file on with the
/// call.
pub trait TakesFile: Command {}

impl TakesFile for crate::AttachProof {}
impl TakesFile for crate::PickProof {}

/// Calls a macro with every command, as `name: Request => Answer` rows.
#[macro_export]
macro_rules! for_each_command {
    ($callback:ident) => {
        $callback! {
            get_app_info: GetAppInfo => AppInfo,
            set_visible: SetVisible => (),
            retry_keychain: RetryKeychain => AppInfo,
            copy_text: CopyText => (),
            get_preferences: GetPreferences => Preferences,
            set_language: SetLanguage => Preferences,
            list_accounts: ListAccounts => Vec<AccountSummary>,
            look_up_provider: LookUpProvider => ProviderFound,
            sign_in: SignIn => AccountSummary,
            sign_out: SignOut => (),
            change_password: ChangePassword => (),
            select_customer: SelectCustomer => AccountSummary,
            check_now: CheckNow => Freshness,
            get_freshness: GetFreshness => Freshness,
            get_home: GetHome => Home,
            list_bills: ListBills => BillPage,
            get_bill: GetBill => GottenBill,
            list_calls: ListCalls => CallPage,
            fetch_calls: FetchCalls => (),
            list_rows: ListRows => RowPage,
            get_row: GetRow => GottenRow,
            get_draft: GetDraft => Option<balcao_domain::form::Typed>,
            save_draft: SaveDraft => (),
            discard_draft: DiscardDraft => (),
            decide: Decide => Decided,
            open_document: OpenDocument => OpenedDocument,
            get_document_page: GetDocumentPage => DocumentPage,
            read_document: ReadDocument => WholeDocument,
            save_document: SaveDocument => Saved,
            get_customer_profile: GetCustomerProfile => CustomerProfile,
            get_plan: GetPlan => GottenPlan,
            list_actions: ListActions => Vec<WaitingAction>,
            cancel_action: CancelAction => (),
            retry_action: RetryAction => (),
            discard_action: DiscardAction => (),
            change_profile: ChangeProfile => Decided,
            attach_proof: AttachProof => Option<Decided>,
            pick_proof: PickProof => ProfileDraft,
            remove_proof: RemoveProof => ProfileDraft,
            get_profile_draft: GetProfileDraft => ProfileDraft,
            save_profile_draft: SaveProfileDraft => (),
            discard_profile_draft: DiscardProfileDraft => (),
        }
    };
}

macro_rules! implement {
    ($($name:ident: $request:ident => $output:ty,)*) => {
        use crate::*;

        $(impl Command for $request {
            type Output = $output;
            const NAME: &'static str = stringify!($name);
        })*

        /// Every command's name.
        pub const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

for_each_command!(implement);
