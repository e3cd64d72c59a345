//! An account whose files cannot be opened: what happened and what to do (never a blank screen).

use crate::components::{Button, ErrorPanel, PageHead};
use crate::features::shell::SignOutDialog;
use crate::host;
use crate::route::Route;
use crate::shared::{Shared, provider_words};
use crate::words::t;
use balcao_bridge::{AccountSummary, AppError, ErrorCode, Retry, RetryKeychain};
use dioxus::prelude::*;

/// What to do with an account that does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// Try the keychain again.
    Keychain,
    /// Sign in again, which makes the files anew.
    SignIn,
    /// Try to open it again.
    Again,
}

fn way(error: &AppError) -> Way {
    match (error.code, error.retry) {
        (ErrorCode::KeychainLocked | ErrorCode::KeychainAbsent, _) => Way::Keychain,
        (_, Retry::SignIn) => Way::SignIn,
        _ => Way::Again,
    }
}

/// The page of a closed account.
#[component]
pub fn Closed(account: AccountSummary, error: AppError) -> Element {
    let shared = use_context::<Shared>();
    let others = shared.others(account.id);
    let mut removing = use_signal(|| false);
    let way = way(&error);
    let address = account.address.clone();
    let go = move |()| {
        let address = address.clone();
        spawn(async move {
            match way {
                Way::SignIn => {
                    navigator().push(Route::SignIn { address });
                }
                Way::Keychain => {
                    // Whether it helped stands in the accounts, read next.
                    let _ = host::call(RetryKeychain {}).await;
                    shared.read_info().await;
                    shared.read_accounts().await;
                }
                Way::Again => shared.read_accounts().await,
            }
        });
    };
    rsx! {
        PageHead { title: account.address.clone() }
        ErrorPanel {
            error,
            action: match way {
                Way::SignIn => t!("sign-in-again"),
                Way::Keychain | Way::Again => t!("try-again"),
            },
            onaction: go,
        }
        div { class: "closed-other",
            Button { testid: "remove-account", onclick: move |_| removing.set(true), {t!("remove-account")} }
            Button { onclick: move |_| { navigator().push(Route::AddProvider {}); }, {t!("add-provider")} }
            for other in others {
                Button {
                    key: "{other.id}",
                    testid: "choose-account",
                    onclick: move |_| { navigator().push(Route::Home { account: other.id }); },
                    {t!("open-account", account = provider_words(&other))}
                }
            }
        }
        if removing() {
            SignOutDialog { account, onclose: move |()| removing.set(false) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_account_offers_what_helps() {
        for (code, expected) in [
            (ErrorCode::KeychainLocked, Way::Keychain),
            (ErrorCode::WrongKey, Way::SignIn),
            (ErrorCode::CacheDamaged, Way::Again),
            (ErrorCode::DiskFull, Way::Again),
        ] {
            assert_eq!(way(&AppError::new(code)), expected);
        }
    }
}
