//! What stands around an account's screens: header, navigation, and what is wrong with it.

mod breadcrumb;
mod closed;
mod detail;
mod menu;
mod navigation;
mod notices;
mod pix;
mod pull_note;
mod screen;
mod sign_out;
mod start;

pub use detail::{Opened, close_detail, go_to, open_detail, use_focus_back};
pub use menu::choose_customer;
pub use navigation::{may, place_words, places};
pub use notices::Notices;
pub use pix::copy_pix;
pub use screen::{Detail, Screen};
pub use sign_out::SignOutDialog;
pub use start::{NotFound, Start};

use crate::components::{ErrorPanel, Glyph, Icon, Skeleton};
use crate::features::keyboard_help::KeyCaps;
use crate::features::palette::{CommandPalette, run};
use crate::host::{self, Shortcut};
use crate::palette::Palette;
use crate::route::Route;
use crate::shared::{Over, Shared, chosen};
use crate::words::t;
use balcao_bridge::{AccountId, AccountState, AppError, ErrorCode};
use balcao_domain::Brand;
use breadcrumb::Breadcrumb;
use closed::Closed;
use dioxus::prelude::*;
use menu::CustomerMenu;
use navigation::Navigation;
use pull_note::PullNote;

/// Paints the page in a provider's colours; in the app's own without one.
pub fn use_brand(brand: Option<Brand>) {
    use_effect(use_reactive!(|(brand,)| {
        let palette = brand.as_ref().map_or_else(Palette::plain, Palette::of);
        host::set_palette(&palette);
    }));
}

/// An account's screens, or why there are none.
#[component]
pub fn Shell(account: ReadSignal<AccountId>) -> Element {
    let shared = use_context::<Shared>();
    let mut over = shared.over;
    let summary = use_memo(move || shared.account(account()));
    use_brand(summary().and_then(|summary| summary.brand));

    let Some(accounts) = shared.accounts.cloned() else {
        return rsx! {
            Alone { Skeleton {} }
        };
    };
    if let Err(error) = accounts {
        return rsx! {
            Alone {
                ErrorPanel {
                    error,
                    action: t!("try-again"),
                    onaction: move |()| { spawn(shared.read_accounts()); },
                }
            }
        };
    }
    let Some(summary) = summary() else {
        return rsx! {
            Start {}
        };
    };
    if let AccountState::Closed(error) = summary.state.clone() {
        return rsx! {
            Alone {
                Closed { account: summary, error }
            }
        };
    }
    let customer = chosen(&summary);
    rsx! {
        a { class: "skip", href: "#content", onclick: skip, {t!("skip-to-content")} }
        div { class: "shell",
            header { class: "top",
                div { class: "top-brand", "data-testid": "provider-name",
                    "{summary.provider_name}"
                }
                if shared.info.read().as_ref().is_some_and(|info| info.local_certificate) {
                    div { class: "top-local", "data-testid": "local-certificate", {t!("local-certificate")} }
                }
                CustomerMenu {
                    account: summary.clone(),
                    onsignout: move |()| over.set(Some(Over::SigningOut)),
                }
                button {
                    class: "top-commands",
                    r#type: "button",
                    "aria-label": t!("shortcut-commands"),
                    "data-testid": "open-commands",
                    onclick: move |_| over.set(Some(Over::Commands)),
                    Icon { glyph: Glyph::Search, size: 18 }
                    span { class: "top-commands-words", {t!("commands-open")} }
                    span { "aria-hidden": "true",
                        KeyCaps { shortcut: Shortcut::Commands }
                    }
                }
            }
            Navigation { account: summary.clone() }
            PullNote {}
            // By customer: what was chosen or typed for one does not carry over to another.
            for customer in customer {
                main { key: "{customer}", id: "content", class: "content", tabindex: "-1",
                    if (shared.wide)() {
                        Breadcrumb { account: summary.clone() }
                    }
                    Outlet::<Route> {}
                }
            }
            if customer.is_none() {
                main { id: "content", class: "content", tabindex: "-1",
                    ErrorPanel { error: AppError::new(ErrorCode::AccessRemoved) }
                }
            }
        }
        match over() {
            Some(Over::Commands) => rsx! {
                CommandPalette {
                    account: summary,
                    onclose: move |()| over.set(None),
                    onrun: move |doing| run(shared, account(), doing),
                }
            },
            Some(Over::SigningOut) => rsx! {
                SignOutDialog { account: summary, onclose: move |()| over.set(None) }
            },
            Some(Over::Keys) | None => VNode::empty(),
        }
    }
}

fn skip(event: MouseEvent) {
    event.prevent_default();
    host::focus("content");
}

/// A screen without navigation.
#[component]
pub fn Alone(children: Element) -> Element {
    rsx! {
        main { class: "alone", {children} }
    }
}
