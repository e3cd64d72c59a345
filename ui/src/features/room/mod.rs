//! The rooms' one list, one detail and one form.

mod description;
mod detail;
mod form;
mod list;
mod services;

pub use description::{
    FormWords, Room, RoomForm, RoomRef, RoomWords, ShownRow, Shows, column, shown,
};
pub use detail::RoomPane;
pub use form::{RoomAddPane, RoomEditPane};
pub use services::{Services, rooms_of};

use crate::route::Route;
use crate::shared::Shared;
use balcao_bridge::AccountId;
use dioxus::prelude::*;
use list::{RoomList, View};

/// The list and what is open beside it; on narrow screens only one of them.
#[component]
pub fn RoomPages(account: AccountId) -> Element {
    let shared = use_context::<Shared>();
    let here = use_route::<Route>();
    // Another room's, or another customer's, starts over.
    let whose = here.room().map(|room| (room, shared.customer(account)));
    rsx! {
        for (room, customer) in whose {
            Pages { key: "{account} {room} {customer:?}", account, room, here: here.clone() }
        }
    }
}

/// Keeps what is looked at of the list while a row stands in its place.
#[component]
fn Pages(account: AccountId, room: RoomRef, here: Route) -> Element {
    let shared = use_context::<Shared>();
    let view = use_signal(|| View::first(room));
    let open = here.list().is_some();
    rsx! {
        div { class: "split", "data-open": open,
            if (shared.wide)() || !open {
                RoomList { account, room, view, open: here.row(), alone: !open }
            }
            Outlet::<Route> {}
        }
    }
}

/// Nothing is open.
#[component]
pub fn RoomOnly(account: AccountId, room: RoomRef) -> Element {
    VNode::empty()
}
