//! *Conta*: *Meus Dados*, the plans, the provider, and signing out (MC-13, MC-14).

mod plan;
mod profile;

pub use plan::PlanPane;

use crate::features::shell::Screen;
use crate::reading::{Shown, use_reading};
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
    rsx! {
        Screen {
            account: account(),
            class: "account",
            title: t!("nav-account"),
            shown: Shown::of(&answer, |profile| &profile.freshness),
            if let Some(Ok(profile)) = answer {
                Profile { account: account(), profile, open }
            }
        }
    }
}
