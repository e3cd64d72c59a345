//! The rooms' one list, one detail and one form.

mod acts;
mod cell;
mod description;
mod detail;
mod form;
mod forms;
mod list;
mod on;
mod services;
mod view;

pub use cell::{Cell, RowState};
pub use description::{
    Room, RoomPeriod, RoomRef, RoomSum, RoomWords, RowParts, ShownRow, Shows, amounts, column,
    filter,
};
pub use detail::RoomPane;
pub use form::{RoomAddPane, RoomEditPane};
pub use forms::{ActPlace, KeptWords, RoomAct, RoomForm};
pub use on::ShownOn;
pub use services::{Services, rooms_of};
pub use view::ListView;

use crate::route::Route;
use crate::shared::Shared;
use balcao_bridge::AccountId;
use dioxus::prelude::*;
use list::RoomList;

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
    let view = use_view(&here);
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

/// What is looked at, as the address says. What is changed of it is written there; it is not read from
/// there while it is being typed, for an address comes back later than the next key.
fn use_view(here: &Route) -> Signal<ListView> {
    let address = here.view().cloned().unwrap_or_default();
    let mut view = use_signal(|| address.clone());
    let mut written = use_hook(|| CopyValue::new(Vec::<ListView>::new()));
    use_effect(use_reactive!(|(address,)| {
        let mut written = written.write();
        match written.iter().position(|it| *it == address) {
            // One's own, come back.
            Some(place) => {
                written.drain(..=place);
            }
            None => {
                written.clear();
                if *view.peek() != address {
                    view.set(address);
                }
            }
        }
    }));
    use_effect(move || {
        let now = view();
        let here: Route = router().current();
        if here.view().is_some_and(|address| *address != now) {
            written.write().push(now.clone());
            navigator().replace(here.with_view(now));
        }
    });
    view
}

/// Nothing is open.
#[component]
pub fn RoomOnly(account: AccountId, room: RoomRef, view: ListView) -> Element {
    VNode::empty()
}
