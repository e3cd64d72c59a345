//! The account menu behind the customer's initials (DP-09, DP-14): whom one acts for, the other
//! accounts, adding a provider, signing out.

use super::open_detail;
use crate::components::{Avatar, Glyph, Icon};
use crate::host;
use crate::route::Route;
use crate::shared::{Shared, chosen, provider_words};
use crate::words::{explain, t};
use balcao_bridge::{AccountId, AccountSummary, SelectCustomer};
use balcao_domain::{CustomerId, initials};
use dioxus::prelude::*;

/// The button with the initials, and the menu it opens.
#[component]
pub fn CustomerMenu(account: AccountSummary, onsignout: EventHandler<()>) -> Element {
    let shared = use_context::<Shared>();
    let mut open = use_signal(|| false);
    let chosen = chosen(&account);
    let id = account.id;
    let name = account
        .customers
        .iter()
        .find(|customer| Some(customer.id) == chosen)
        .map_or_else(
            || account.user_name.clone(),
            |customer| customer.name.clone(),
        );
    let mut close = move || {
        open.set(false);
        host::focus("customer-menu");
    };
    rsx! {
        div {
            class: "menu",
            onkeydown: move |event| {
                if open() && event.key() == Key::Escape {
                    event.prevent_default();
                    close();
                }
            },
            button {
                id: "customer-menu",
                class: "menu-button",
                r#type: "button",
                "aria-expanded": if open() { "true" } else { "false" },
                "aria-controls": "customer-menu-panel",
                "data-testid": "customer-menu",
                onclick: move |_| open.toggle(),
                Avatar { initials: initials(&name), square: true }
                span { class: "menu-names",
                    span { class: "unseen", {t!("menu-label")} " " }
                    span { class: "menu-name", "{name}" }
                    span { class: "menu-provider", "{account.provider_name}" }
                }
                span { class: "menu-arrows",
                    Icon { glyph: Glyph::ChevronsUpDown }
                }
            }
            if open() {
                div { class: "menu-scrim", "aria-hidden": "true", onclick: move |_| open.set(false) }
                Panel {
                    account,
                    chosen,
                    onclose: move |()| close(),
                    // Here, not in the panel: what a component began ends with it.
                    onchoose: move |customer| { spawn(choose_customer(shared, id, customer)); },
                    onsignout,
                }
            }
        }
    }
}

#[component]
fn Panel(
    account: AccountSummary,
    chosen: Option<CustomerId>,
    onclose: EventHandler<()>,
    onchoose: EventHandler<CustomerId>,
    onsignout: EventHandler<()>,
) -> Element {
    let shared = use_context::<Shared>();
    let others = shared.others(account.id);
    rsx! {
        div { id: "customer-menu-panel", class: "menu-panel", "data-testid": "customer-menu-panel",
            p { class: "menu-user",
                span { class: "menu-name", "{account.user_name}" }
                span { class: "menu-provider", "{account.provider_name}" }
            }
            if account.customers.len() > 1 {
                h2 { class: "menu-title", {t!("menu-customers")} }
                ul {
                    for customer in account.customers {
                        li { key: "{customer.id}",
                            button {
                                class: "menu-item",
                                r#type: "button",
                                "aria-current": (Some(customer.id) == chosen).then_some("true"),
                                "data-testid": "choose-customer",
                                "data-customer": "{customer.id}",
                                onclick: move |_| {
                                    onclose.call(());
                                    onchoose.call(customer.id);
                                },
                                Avatar { initials: initials(&customer.name), square: true }
                                span { class: "menu-name", "{customer.name}" }
                                if Some(customer.id) == chosen {
                                    Icon { glyph: Glyph::Check }
                                }
                            }
                        }
                    }
                }
            }
            if !others.is_empty() {
                h2 { class: "menu-title", {t!("menu-accounts")} }
                ul {
                    for other in others {
                        li { key: "{other.id}",
                            button {
                                class: "menu-item",
                                r#type: "button",
                                "data-testid": "choose-account",
                                onclick: move |_| {
                                    onclose.call(());
                                    navigator().push(Route::Home { account: other.id });
                                },
                                Avatar { initials: mark(&other), square: true }
                                span { class: "menu-names-in",
                                    span { class: "menu-name", {provider_words(&other)} }
                                    span { class: "menu-provider", "{other.user_name}" }
                                }
                            }
                        }
                    }
                }
            }
            div { class: "menu-actions",
                button {
                    class: "menu-item",
                    r#type: "button",
                    "data-testid": "add-provider",
                    onclick: move |_| { navigator().push(Route::AddProvider {}); },
                    Icon { glyph: Glyph::Plus }
                    {t!("add-provider")}
                }
                button {
                    class: "menu-item",
                    r#type: "button",
                    "data-testid": "menu-about",
                    onclick: move |_| {
                        onclose.call(());
                        open_detail(shared, Route::About {}, None);
                    },
                    Icon { glyph: Glyph::Info }
                    {t!("about")}
                }
                button {
                    class: "menu-item",
                    r#type: "button",
                    "data-testid": "menu-sign-out",
                    onclick: move |_| {
                        onclose.call(());
                        onsignout.call(());
                    },
                    Icon { glyph: Glyph::LogOut }
                    {t!("sign-out")}
                }
            }
        }
    }
}

/// Acts for another customer from now on. A detail of the one before gives way to its list, and a list
/// is looked at anew.
pub async fn choose_customer(shared: Shared, account: AccountId, customer: CustomerId) {
    let navigator = navigator();
    let here = router().current::<Route>();
    let list = here.list().unwrap_or_else(|| here.clone()).bare();
    match host::call(SelectCustomer { account, customer }).await {
        Ok(_) => {
            if list != here {
                navigator.replace(list);
            }
            shared.read_accounts().await;
            shared.read_again();
        }
        Err(error) => shared.say(explain(&error).happened),
    }
}

fn mark(account: &AccountSummary) -> String {
    match &account.brand {
        Some(brand) => brand.initials.clone(),
        None => initials(&account.address),
    }
}
