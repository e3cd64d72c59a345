//! Where one is, on wide screens (MC-41): the provider, the place, and what of it is open.

use super::{go_to, place_words};
use crate::route::Route;
use crate::shared::{Shared, provider_words};
use crate::words::t;
use balcao_bridge::AccountSummary;
use dioxus::prelude::*;

/// Each part but the last leads there.
#[component]
pub fn Breadcrumb(account: AccountSummary) -> Element {
    let here = use_route::<Route>();
    let id = account.id;
    let mut parts = vec![(provider_words(&account), Some(Route::Home { account: id }))];
    if let Some(place) = here.place() {
        let (_, words) = place_words(place);
        let leads = here.list().map(|_| place.route(id));
        parts.push((words, leads));
    }
    parts.extend(open_words(&here).map(|words| (words, None)));
    rsx! {
        nav { "aria-label": t!("crumbs-label"),
            ol { class: "crumbs", "data-testid": "crumbs",
                for (place, (words, to)) in parts.into_iter().enumerate() {
                    li { key: "{place}", class: "crumb", Crumb { words, to } }
                }
            }
        }
    }
}

#[component]
fn Crumb(words: String, to: Option<Route>) -> Element {
    let shared = use_context::<Shared>();
    let Some(to) = to else {
        return rsx! {
            span { "aria-current": "page", "{words}" }
        };
    };
    rsx! {
        a {
            href: to.href(),
            onclick: move |event| {
                event.prevent_default();
                go_to(shared, to.clone());
            },
            "{words}"
        }
    }
}

/// What is open in its place, if anything.
fn open_words(here: &Route) -> Option<String> {
    match here {
        Route::Bill { .. } => Some(t!("bill")),
        Route::Plan { .. } => Some(t!("plan-details")),
        Route::EditProfile { .. } => Some(t!("edit-profile")),
        Route::Password { .. } => Some(t!("password-change")),
        Route::ProfileRequest { .. } => Some(t!("request-title")),
        Route::Waiting { .. } => Some(t!("waiting-title")),
        Route::RoomAdd { room, .. } => room.add.map(|form| (form.title)()),
        Route::RoomEdit { room, .. } => room.edit.map(|form| (form.title)()),
        Route::RoomRow { room, .. } => Some((room.words.one)()),
        _ => None,
    }
}
