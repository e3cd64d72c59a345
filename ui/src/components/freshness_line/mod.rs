//! How old a screen's data are; pressed, the portal is asked now.

#[cfg(debug_assertions)]
pub mod example;

use crate::shared::Shared;
use crate::words::{age, t};
use balcao_bridge::{AccountId, ErrorCode, Freshness};
use dioxus::prelude::*;

/// `atualizado há 2 h · sem conexão`.
#[component]
pub fn FreshnessLine(account: AccountId, freshness: Freshness) -> Element {
    let shared = use_context::<Shared>();
    let mut asking = use_signal(|| false);
    let check = move |_| async move {
        asking.set(true);
        shared.check(account).await;
        asking.set(false);
    };
    let offline = is_offline(&freshness);
    rsx! {
        button {
            class: "freshness",
            r#type: "button",
            title: t!("check-now"),
            "data-state": if freshness.problem.is_some() { "stale" } else { "fresh" },
            "data-testid": "freshness",
            onclick: check,
            span { class: "freshness-dot" }
            if asking() {
                {t!("checking")}
            } else if offline {
                {t!("age-offline", age = age(&freshness))}
            } else {
                {age(&freshness)}
            }
        }
    }
}

/// Whether there was no connection when the portal was last asked.
pub fn is_offline(freshness: &Freshness) -> bool {
    let code = freshness.problem.as_ref().map(|problem| problem.code);
    matches!(code, Some(ErrorCode::Offline | ErrorCode::NotOffline))
}
