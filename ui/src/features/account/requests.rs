//! *Pedidos de alteração*: what was asked for, and what became of it.

use super::names::field_names;
use crate::components::{Badge, Card, Glyph, Icon, Tone};
use crate::features::shell::open_detail;
use crate::features::waiting::StateBadge;
use crate::route::Route;
use crate::shared::Shared;
use crate::words::{day_short, t};
use balcao_bridge::{AccountId, ShownRequest};
use balcao_domain::{CivilDate, RequestId, RequestState};
use dioxus::prelude::*;

/// Where a request has its address.
pub const fn request_route(account: AccountId, request: RequestId) -> Route {
    Route::ProfileRequest { account, request }
}

/// Where a request stands: here on its way, or at the provider.
#[component]
pub fn RequestBadge(request: ShownRequest) -> Element {
    if let Some(state) = request.waiting {
        return rsx! {
            StateBadge { state }
        };
    }
    let (tone, glyph, word) = match request.request.state {
        RequestState::Pending => (Tone::Warning, Glyph::Search, t!("request-pending")),
        RequestState::Approved => (Tone::Positive, Glyph::CircleCheck, t!("request-approved")),
        RequestState::Rejected => (Tone::Negative, Glyph::CircleX, t!("request-rejected")),
        RequestState::Inactive => (Tone::Neutral, Glyph::Copy, t!("request-inactive")),
        RequestState::Deleted => (Tone::Neutral, Glyph::X, t!("request-deleted")),
    };
    rsx! {
        Badge { tone, glyph, word, testid: "request-state" }
    }
}

/// All of them, each leading to its details.
#[component]
pub fn Requests(account: AccountId, requests: Vec<ShownRequest>, today: CivilDate) -> Element {
    rsx! {
        section {
            h2 { class: "section-title", {t!("requests-title")} }
            Card { rows: true, testid: "requests",
                for request in requests {
                    RequestRow { key: "{request.request.id}", account, request, today }
                }
            }
        }
    }
}

#[component]
fn RequestRow(account: AccountId, request: ShownRequest, today: CivilDate) -> Element {
    let shared = use_context::<Shared>();
    let to = request_route(account, request.request.id);
    let is_open = use_route::<Route>() == to;
    let id = format!("request-{}", request.request.id);
    let made_on = request.made_at.civil.date().into();
    rsx! {
        a {
            id: "{id}",
            class: "row",
            href: to.href(),
            "data-row": true,
            "aria-current": is_open.then_some("true"),
            "data-testid": "request-row",
            onclick: move |event| {
                event.prevent_default();
                open_detail(shared, to.clone(), Some(id.clone()));
            },
            span { class: "row-body",
                span { class: "row-title", {field_names(request.request.proposed.fields())} }
                span { class: "row-note figures",
                    {t!("request-made-on", day = day_short(made_on, today))}
                }
            }
            RequestBadge { request }
            Icon { glyph: Glyph::ChevronRight }
        }
    }
}
