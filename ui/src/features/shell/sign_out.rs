//! Signing out, after asking: it removes what is kept on this device (DP-39).

use crate::components::{Button, Dialog, FieldError, Look};
use crate::host;
use crate::route::Route;
use crate::shared::{Shared, provider_words};
use crate::words::{explain, t};
use balcao_bridge::{AccountSummary, SignOut};
use dioxus::prelude::*;

/// Asks whether to sign out.
#[component]
pub fn SignOutDialog(account: AccountSummary, onclose: EventHandler<()>) -> Element {
    let shared = use_context::<Shared>();
    let mut busy = use_signal(|| false);
    let mut failed = use_signal(|| None);
    let id = account.id;
    let sign_out = move |_| async move {
        busy.set(true);
        match host::call(SignOut {
            account: id,
            unsent: None,
        })
        .await
        {
            Ok(()) => {
                let navigator = navigator();
                shared.read_accounts().await;
                navigator.replace(Route::Start {});
            }
            Err(error) => {
                busy.set(false);
                failed.set(Some(explain(&error).happened));
            }
        }
    };
    let name = provider_words(&account);
    rsx! {
        Dialog { id: "sign-out-dialog", title: t!("sign-out-title", provider = name), onclose,
            p { {t!("sign-out-text")} }
            FieldError { id: "sign-out", error: failed() }
            div { class: "dialog-actions",
                Button { look: Look::Danger, busy: busy(), testid: "confirm-sign-out", onclick: sign_out,
                    if busy() {
                        {t!("signing-out")}
                    } else {
                        {t!("sign-out")}
                    }
                }
                Button { testid: "cancel-sign-out", onclick: move |_| onclose.call(()), {t!("cancel")} }
            }
        }
    }
}
