//! Signing out, after asking: it removes what is kept on this device (DP-39). What was not sent
//! would go with it, so that is asked first.

use crate::components::{Button, Dialog, FieldError, Look};
use crate::host;
use crate::route::Route;
use crate::shared::{Shared, provider_words};
use crate::words::{explain, t};
use balcao_bridge::{AccountId, AccountSummary, AppError, ErrorCode, SignOut, Unsent};
use dioxus::prelude::*;

/// How far the signing out is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Leaving {
    /// It was decided, so, and is under way.
    busy: Option<Option<Unsent>>,
    /// So many actions would be lost, which is asked about.
    waiting: Option<u32>,
    /// What went wrong.
    error: Option<String>,
}

impl Leaving {
    /// What is known after an attempt that did not sign out.
    fn after(unsent: Option<Unsent>, error: &AppError) -> Self {
        let count = error.args.get("count").and_then(|count| count.parse().ok());
        match (error.code, unsent) {
            (ErrorCode::ActionsWaiting, None) => Self {
                waiting: count,
                ..Self::default()
            },
            (ErrorCode::ActionsWaiting, Some(_)) => Self {
                waiting: count,
                error: Some(t!("unsent-left")),
                ..Self::default()
            },
            _ => Self {
                error: Some(explain(error).happened),
                ..Self::default()
            },
        }
    }
}

/// Asks whether to sign out.
#[component]
pub fn SignOutDialog(account: AccountSummary, onclose: EventHandler<()>) -> Element {
    let shared = use_context::<Shared>();
    let mut leaving = use_signal(Leaving::default);
    let id = account.id;
    let sign_out = move |unsent| async move {
        leaving.write().busy = Some(unsent);
        if let Err(error) = leave(shared, id, unsent).await {
            leaving.set(Leaving::after(unsent, &error));
        }
    };
    let Leaving {
        busy,
        waiting,
        error,
    } = leaving();
    let title = match waiting {
        Some(_) => t!("unsent-title"),
        None => t!("sign-out-title", provider = provider_words(&account)),
    };
    rsx! {
        Dialog { id: "sign-out-dialog", title, onclose,
            match waiting {
                Some(count) => rsx! {
                    p { "data-testid": "unsent", {t!("unsent-text", count = count)} }
                },
                None => rsx! {
                    p { {t!("sign-out-text")} }
                },
            }
            FieldError { id: "sign-out", error }
            div { class: "dialog-actions",
                if waiting.is_some() {
                    Button {
                        look: Look::Primary,
                        busy: busy.is_some(),
                        testid: "send-and-sign-out",
                        onclick: move |_| sign_out(Some(Unsent::SendNow)),
                        if busy == Some(Some(Unsent::SendNow)) {
                            {t!("unsent-sending")}
                        } else {
                            {t!("unsent-send")}
                        }
                    }
                    Button {
                        look: Look::Danger,
                        busy: busy.is_some(),
                        testid: "discard-and-sign-out",
                        onclick: move |_| sign_out(Some(Unsent::Discard)),
                        {t!("unsent-discard")}
                    }
                } else {
                    Button {
                        look: Look::Danger,
                        busy: busy.is_some(),
                        testid: "confirm-sign-out",
                        onclick: move |_| sign_out(None),
                        if busy.is_some() {
                            {t!("signing-out")}
                        } else {
                            {t!("sign-out")}
                        }
                    }
                }
                Button { testid: "cancel-sign-out", onclick: move |_| onclose.call(()), {t!("cancel")} }
            }
        }
    }
}

async fn leave(shared: Shared, account: AccountId, unsent: Option<Unsent>) -> Result<(), AppError> {
    host::call(SignOut { account, unsent }).await?;
    let navigator = navigator();
    shared.read_accounts().await;
    navigator.replace(Route::Start {});
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_sent_is_asked_about_and_again_when_sending_leaves_some() {
        let waiting = AppError::new(ErrorCode::ActionsWaiting).with("count", 2);
        let asked = Leaving::after(None, &waiting);
        assert_eq!((asked.waiting, asked.error), (Some(2), None));
        let again = Leaving::after(Some(Unsent::SendNow), &waiting);
        assert_eq!(again.waiting, Some(2));
        assert!(again.error.is_some() && again.busy.is_none());
        let other = Leaving::after(None, &AppError::new(ErrorCode::DiskFull));
        assert_eq!(other.waiting, None);
        assert!(other.error.is_some());
    }
}
