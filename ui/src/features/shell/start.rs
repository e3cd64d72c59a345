//! Where the app opens: at the first account, or asking for a provider.

use super::Alone;
use crate::components::{Button, ErrorPanel, Look, PageHead, Skeleton};
use crate::route::Route;
use crate::shared::Shared;
use crate::words::t;
use balcao_bridge::{AccountSummary, AppError};
use dioxus::prelude::*;

/// Leads on as soon as the accounts are known.
#[component]
pub fn Start() -> Element {
    let shared = use_context::<Shared>();
    use_effect(move || {
        if let Some(route) = shared.accounts.read().as_ref().and_then(first_screen) {
            navigator().replace(route);
        }
    });
    rsx! {
        Alone {
            if let Some(Err(error)) = shared.accounts.cloned() {
                ErrorPanel {
                    error,
                    action: t!("try-again"),
                    onaction: move |()| { spawn(shared.read_accounts()); },
                }
            } else {
                Skeleton {}
            }
        }
    }
}

/// An address that leads nowhere.
#[component]
pub fn NotFound(segments: Vec<String>) -> Element {
    rsx! {
        Alone {
            PageHead { title: t!("page-not-found") }
            p { class: "alone-text", "data-testid": "page-not-found",
                {t!("page-not-found-advice", address = segments.join("/"))}
            }
            Button {
                look: Look::Primary,
                onclick: move |_| { navigator().replace(Route::Start {}); },
                {t!("go-to-start")}
            }
        }
    }
}

fn first_screen(accounts: &Result<Vec<AccountSummary>, AppError>) -> Option<Route> {
    let accounts = accounts.as_ref().ok()?;
    Some(
        accounts
            .first()
            .map_or(Route::AddProvider {}, |first| Route::Home {
                account: first.id,
            }),
    )
}
