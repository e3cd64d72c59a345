//! *Serviços*: everything there is to go to, on narrow screens (MC-11).

use super::description::RoomRef;
use crate::components::{Glyph, Icon, PageHead};
use crate::features::shell::{Notices, go_to, may, place_words, places};
use crate::reading::use_reading;
use crate::route::{Place, Route};
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
    let summary = shared.account(account);
    let tiles = summary.as_ref().map(|it| tiles(account, it));
    rsx! {
        div { class: "page services",
            PageHead { title: t!("nav-services") }
            Notices { account, freshness }
            div { class: "tiles",
                for tile in tiles.unwrap_or_default() {
                    TileLink { key: "{tile.to.href()}", tile }
                }
            }
        }
    }
}

/// A tile.
#[derive(Debug, Clone, PartialEq)]
struct Tile {
    /// Where it stands among all (MC-11).
    rank: u8,
    to: Route,
    glyph: Glyph,
    /// What the manual calls it.
    words: String,
    testid: String,
}

fn tiles(account: AccountId, summary: &AccountSummary) -> Vec<Tile> {
    let of_places = places(summary).into_iter().filter_map(|place| {
        let (glyph, words) = place_words(place);
        let (rank, words, testid) = match place {
            Place::Home | Place::Services => return None,
            Place::Account => (1, t!("tile-account"), "tile-account".to_owned()),
            Place::Bills => (3, t!("tile-bills"), "tile-bills".to_owned()),
            Place::Room(room) => (room.rank, words, format!("room-{room}")),
        };
        let to = place.route(account);
        Some(Tile {
            rank,
            to,
            glyph,
            words,
            testid,
        })
    });
    let password = Tile {
        rank: 11,
        to: Route::Password { account },
        glyph: Glyph::KeyRound,
        words: t!("password-change"),
        testid: "tile-password".into(),
    };
    let mut tiles: Vec<_> = of_places.chain([password]).collect();
    tiles.sort_by_key(|tile| tile.rank);
    tiles
}

#[component]
fn TileLink(tile: Tile) -> Element {
    let shared = use_context::<Shared>();
    let to = tile.to;
    rsx! {
        a {
            class: "tile",
            href: to.href(),
            "data-row": true,
            "data-testid": tile.testid,
            onclick: move |event| {
                event.prevent_default();
                go_to(shared, to.clone());
            },
            Icon { glyph: tile.glyph, size: 24 }
            span { "{tile.words}" }
        }
    }
}
