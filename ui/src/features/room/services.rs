//! *Serviços*: everything there is to go to, on narrow screens (MC-11).

use super::description::RoomRef;
use crate::components::{Glyph, Icon, PageHead};
use crate::features::shell::{Notices, go_to, may, place_words, places};
use crate::reading::use_reading;
use crate::route::Place;
use crate::shared::Shared;
use crate::words::t;
use balcao_bridge::{AccountId, AccountSummary, GetFreshness};
use dioxus::prelude::*;

/// The rooms that the user's roles in the chosen customer allow.
pub fn rooms_of(account: &AccountSummary) -> Vec<RoomRef> {
    let mut rooms: Vec<_> = RoomRef::all().collect();
    rooms.retain(|room| may(account, room.access()));
    rooms
}

/// The tiles: every place that is not in the bar below already, and those two that are, since people
/// look for them here (MC-11).
#[component]
pub fn Services(account: AccountId) -> Element {
    let shared = use_context::<Shared>();
    let reading = use_reading(&[], move || Some(GetFreshness { account }));
    let freshness = reading.get().and_then(Result::ok);
    let freshness = freshness.map(|read| shared.age(account, (*read).clone()));
    let mut places = shared
        .account(account)
        .as_ref()
        .map(places)
        .unwrap_or_default();
    places.retain(|place| !matches!(place, Place::Home | Place::Services));
    places.sort_by_key(|place| rank(*place));
    rsx! {
        div { class: "page services",
            PageHead { title: t!("nav-services") }
            Notices { account, freshness }
            div { class: "tiles",
                for place in places {
                    Tile { key: "{place.route(account).href()}", account, place }
                }
            }
        }
    }
}

/// In which order they stand (MC-11).
fn rank(place: Place) -> u8 {
    match place {
        Place::Home | Place::Services => 0,
        Place::Account => 1,
        Place::Bills => 3,
        Place::Room(room) => room.rank,
    }
}

/// A place's icon, and what the manual calls it.
fn tile_words(place: Place) -> (Glyph, String) {
    let (glyph, words) = place_words(place);
    match place {
        Place::Account => (glyph, t!("tile-account")),
        Place::Bills => (glyph, t!("tile-bills")),
        _ => (glyph, words),
    }
}

#[component]
fn Tile(account: AccountId, place: Place) -> Element {
    let shared = use_context::<Shared>();
    let (glyph, word) = tile_words(place);
    let to = place.route(account);
    let testid = match place {
        Place::Room(room) => format!("room-{room}"),
        _ => "room-of-bar".to_owned(),
    };
    rsx! {
        a {
            class: "tile",
            href: to.href(),
            "data-row": true,
            "data-testid": testid,
            onclick: move |event| {
                event.prevent_default();
                go_to(shared, to.clone());
            },
            Icon { glyph, size: 24 }
            span { "{word}" }
        }
    }
}
