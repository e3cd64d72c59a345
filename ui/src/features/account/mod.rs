//! *Conta*: *Meus Dados* and how to change them, the plans, the provider, and signing out (MC-13,
//! MC-14, DP-37).

mod diff;
mod edit;
mod names;
mod password;
mod plan;
mod profile;
mod proofs;
mod request;
mod requests;

pub use edit::EditPane;
pub use names::{field_names, refused_field_words};
pub use password::PasswordPane;
pub use plan::PlanPane;
pub use request::RequestPane;
pub use requests::request_route;

use crate::features::shell::Screen;
use crate::reading::{Shown, use_reading};
use crate::route::Route;
use crate::shared::Shared;
use crate::words::t;
use balcao_bridge::{AccountId, GetCustomerProfile};
use balcao_domain::Collection;
use dioxus::prelude::*;
use profile::Profile;

/// What *Meus Dados* is made of.
const PROFILE: &[Collection] = &[
    Collection::Provider,
    Collection::Users,
    Collection::Customers,
    Collection::Plans,
    Collection::ProfileRequests,
];

/// The screen and the detail that is open beside it; on narrow screens only one of them.
#[component]
pub fn AccountPages(account: ReadSignal<AccountId>) -> Element {
    let shared = use_context::<Shared>();
    let open = use_route::<Route>().list().is_some();
    rsx! {
        div { class: "split", "data-open": open,
            if (shared.wide)() || !open {
                ProfilePage { account: account(), open }
            }
            Outlet::<Route> {}
        }
    }
}

/// No detail is open.
#[component]
pub fn ProfileOnly(account: AccountId) -> Element {
    VNode::empty()
}

#[component]
fn ProfilePage(account: ReadSignal<AccountId>, open: bool) -> Element {
    let shared = use_context::<Shared>();
    let reading = use_reading(PROFILE, move || {
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
