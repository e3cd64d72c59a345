//! What stands above a list: search, filters, months, and the way to a new row.

use crate::components::{Button, Chip, Glyph, Look, PeriodPicker, SearchField};
use crate::features::room::description::{RoomPeriod, RoomRef};
use crate::features::room::view::ListView;
use crate::features::shell::{may, open_detail};
use crate::route::Route;
use crate::shared::Shared;
use crate::words::{period_title, t};
use balcao_bridge::AccountId;
use balcao_domain::{Access, Month, Period};
use dioxus::prelude::*;

/// All of it.
#[component]
pub fn ListTools(
    account: AccountId,
    room: RoomRef,
    view: Signal<ListView>,
    today: Option<Month>,
) -> Element {
    let shared = use_context::<Shared>();
    let mut view = view;
    let add = room.add.filter(|form| {
        let account = shared.account(account);
        account.is_some_and(|account| may(&account, Access::Decide(form.kind)))
    });
    let has_chips = !room.filters.is_empty() || room.period != RoomPeriod::None;
    rsx! {
        div { class: "room-tools",
            if room.searched {
                SearchField {
                    label: t!("search-in", room = (room.words.title)()),
                    value: view.read().search().to_owned(),
                    oninput: move |text| view.write().search_for(text),
                }
            }
            if let Some(form) = add {
                Button {
                    look: Look::Primary,
                    glyph: Glyph::Plus,
                    testid: "room-add",
                    onclick: move |_| {
                        let to = Route::RoomAdd { account, room, view: view.peek().clone() };
                        open_detail(shared, to, None);
                    },
                    {(form.title)()}
                }
            }
            if has_chips {
                Chips { room, view, today }
            }
        }
    }
}

#[component]
fn Chips(room: RoomRef, view: Signal<ListView>, today: Option<Month>) -> Element {
    let mut view = view;
    let mut picking = use_signal(|| false);
    let now = view();
    rsx! {
        div { class: "chips", role: "group", "aria-label": t!("filters-label"),
            for filter in room.filters {
                Chip {
                    key: "{filter.name}",
                    chosen: now.filter(room) == filter.name,
                    label: (filter.words)(),
                    testid: filter.name,
                    onclick: move |_| view.write().choose(room, filter.name),
                }
            }
            if room.period != RoomPeriod::None {
                Chip {
                    chosen: now.period().is_some(),
                    label: now.period().map_or_else(|| t!("filter-period"), period_title),
                    testid: "filter-period",
                    glyph: Glyph::Calendar,
                    expanded: picking(),
                    onclick: move |_| picking.toggle(),
                }
            }
        }
        if let Some(today) = today.filter(|_| picking()) {
            PeriodPicker {
                today,
                chosen: now.period(),
                onchoose: move |period: Option<Period>| {
                    view.write().choose_period(period);
                    picking.set(false);
                },
            }
        }
    }
}
