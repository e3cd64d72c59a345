//! The list of a room: searched, filtered, sorted, page by page, with what waits to be sent drawn in.

mod rows;
mod tools;

use super::description::{RoomPeriod, RoomRef, RoomSum};
use super::on::ShownOn;
use super::view::ListView;
use crate::components::{Empty, Glyph, ListFoot, Skeleton, Total, Totals};
use crate::features::shell::{Screen, use_focus_back};
use crate::host;
use crate::reading::{Shown, asked, use_asked, use_reading};
use crate::shared::Shared;
use crate::words::t;
use balcao_bridge::{AccountId, AppError, GetFreshness, ListRows, RowPage};
use dioxus::prelude::*;
use rows::{ListedRow, RowCards, RowTable};
use std::rc::Rc;
use tools::ListTools;
use uuid::Uuid;

/// All the pages that are looked at, as one.
async fn read_all(mut request: ListRows, pages: u32) -> Result<RowPage, AppError> {
    let first = host::call(request.clone()).await?;
    let mut all = first;
    for _ in 1..pages {
        request.after = all.rows.last().map(|row| row.id);
        if request.after.is_none() || all.rows.len() as u64 >= u64::from(all.count) {
            break;
        }
        let more = host::call(request.clone()).await?;
        all.rows.extend(more.rows);
        (all.count, all.freshness) = (more.count, more.freshness);
    }
    Ok(all)
}

/// The list.
#[component]
pub fn RoomList(
    account: AccountId,
    room: RoomRef,
    view: Signal<ListView>,
    open: Option<Uuid>,
    alone: bool,
) -> Element {
    let shared = use_context::<Shared>();
    let reading = use_asked::<RowPage>(room.follows, move || {
        let customer = shared.customer(account)?;
        let view = view.read();
        let request = view.request(account, customer, room)?;
        Some(asked(read_all(request, view.pages())))
    });
    let age = use_reading(&[], move || Some(GetFreshness { account })).get();
    let awaits_period = room.period == RoomPeriod::Needed && view.read().period().is_none();
    let answer = reading.get().filter(|_| !awaits_period);
    let shown = match awaits_period {
        true => Shown::of(&age, |age| age),
        false => Shown::of(&answer, |page| &page.freshness),
    };
    let today = shown.freshness().map(|age| age.today.month());
    rsx! {
        Screen { account, class: "room", title: (room.words.title)(), shown,
            ListTools { account, room, view, today }
            if awaits_period {
                Empty {
                    glyph: Glyph::Calendar,
                    title: t!("period-needed"),
                    text: t!("period-needed-text"),
                    testid: "period-needed",
                }
            }
            if let Some(Ok(page)) = answer {
                Found { account, room, view, page, open, alone }
            }
        }
    }
}

#[component]
fn Found(
    account: AccountId,
    room: RoomRef,
    view: Signal<ListView>,
    page: Rc<RowPage>,
    open: Option<Uuid>,
    alone: bool,
) -> Element {
    let shared = use_context::<Shared>();
    let mut view = view;
    use_focus_back(alone);
    let rows: Vec<_> = page.new.iter().chain(&page.rows).collect();
    if rows.is_empty() && shared.age(account, page.freshness.clone()).is_awaited() {
        return rsx! {
            Skeleton { cards: 4 }
        };
    }
    if rows.is_empty() {
        let (title, text) = if view.read().is_narrowed() {
            (t!("room-not-found"), t!("room-not-found-text"))
        } else {
            (room.words.nothing)()
        };
        return rsx! {
            Empty { glyph: room.glyph, title, text, testid: "room-empty" }
        };
    }
    let (count, on) = (
        page.count as usize + page.new.len(),
        ShownOn::of(&page.freshness),
    );
    let held = rows.len();
    let now = view.read();
    let rows = rows
        .into_iter()
        .filter_map(|row| ListedRow::of(account, room, &now, row, on));
    let rows: Vec<_> = rows.collect();
    let totals = totals(room, &page);
    rsx! {
        if !totals.is_empty() {
            Totals { label: t!("totals-label"), totals }
        }
        if (shared.wide)() {
            RowTable { room, view, rows, open }
        } else {
            RowCards { rows }
        }
        ListFoot {
            words: t!("room-shown", shown = held, count = count),
            testid: "room-count",
            more: held < count,
            onmore: move |()| view.write().show_more(),
        }
    }
}

/// The sums that the room shows, in its order.
fn totals(room: RoomRef, page: &RowPage) -> Vec<Total> {
    let total = |sum: &RoomSum| {
        let named = page.sums.iter().find(|it| it.name == sum.name)?;
        Some(Total {
            name: (sum.words)(),
            amount: (sum.written)(named),
            tone: sum.tone,
            testid: sum.name,
        })
    };
    room.sums.iter().filter_map(total).collect()
}
