//! *Serviços*: everything there is to go to, on narrow screens (MC-11).

use super::description::RoomRef;
use crate::components::{Icon, PageHead};
use crate::features::shell::{go_to, may};
use crate::route::Route;
use crate::shared::Shared;
use crate::words::t;
use balcao_bridge::{AccountId, AccountSummary};
use dioxus::prelude::*;

/// The rooms that the user's roles in the chosen customer allow.
pub fn rooms_of(account: &AccountSummary) -> Vec<RoomRef> {
    let mut rooms: Vec<_> = RoomRef::all().collect();
    rooms.retain(|room| may(account, room.access()));
    rooms
}

/// The tiles.
#[component]
pub fn Services(account: AccountId) -> Element {
    let shared = use_context::<Shared>();
    let rooms = shared.account(account).as_ref().map(rooms_of);
    rsx! {
        div { class: "page services",
            PageHead { title: t!("nav-services") }
            div { class: "tiles",
                for room in rooms.unwrap_or_default() {
                    a {
                        key: "{room}",
                        class: "tile",
                        href: Route::Room { account, room }.to_string(),
                        "data-row": true,
                        "data-testid": "room-{room}",
                        onclick: move |event| {
                            event.prevent_default();
                            go_to(shared, Route::Room { account, room });
                        },
                        Icon { glyph: room.glyph, size: 24 }
                        span { {(room.words.title)()} }
                    }
                }
            }
        }
    }
}
