//! *Conta*: *Meus Dados*, the plans, the provider, and signing out (MC-13, MC-14).

mod plan;
mod profile;

pub use plan::PlanPane;

use crate::components::{ErrorPanel, FreshnessLine, PageHead, Skeleton};
use crate::features::shell::Notices;
use crate::reading::use_reading;
use crate::route::Route;
use crate::shared::Shared;
use crate::words::t;
use balcao_bridge::{AccountId, GetCustomerProfile};
use dioxus::prelude::*;
use profile::Profile;

/// The screen and the plan that is open beside it; on narrow screens only one of them.
#[component]
pub fn AccountPages(account: ReadSignal<AccountId>) -> Element {
    let shared = use_context::<Shared>();
    let open = matches!(use_route::<Route>(), Route::Plan { .. });
    rsx! {
        div { class: "split", "data-open": open,
            if (shared.wide)() || !open {
                ProfilePage { account: account(), open }
            }
            Outlet::<Route> {}
        }
    }
}

/// No plan is open.
#[component]
pub fn ProfileOnly(account: AccountId) -> Element {
    VNode::empty()
}

#[component]
fn ProfilePage(account: ReadSignal<AccountId>, open: bool) -> Element {
    let shared = use_context::<Shared>();
    let reading = use_reading(move || {
        let account = account();
        let customer = shared.customer(account)?;
        Some(GetCustomerProfile { account, customer })
    });
    let answer = reading.get();
    let freshness = match &answer {
        Some(Ok(profile)) => Some(profile.freshness.clone()),
        _ => None,
    };
    let wide = (shared.wide)();
    rsx! {
        div { class: "page account",
            PageHead { title: t!("nav-account"),
                if let Some(freshness) = freshness.clone().filter(|_| wide) {
                    FreshnessLine { account: account(), freshness }
                }
            }
            Notices { account: account(), freshness: freshness.clone() }
            match answer {
                None => rsx! {
                    Skeleton {}
                },
                Some(Err(error)) => rsx! {
                    ErrorPanel {
                        error,
                        action: t!("try-again"),
                        onaction: move |()| shared.read_again(),
                    }
                },
                Some(Ok(profile)) => rsx! {
                    Profile { account: account(), profile, open }
                },
            }
            if let Some(freshness) = freshness.filter(|_| !wide) {
                FreshnessLine { account: account(), freshness }
            }
        }
    }
}
