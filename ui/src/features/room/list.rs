//! The list of a room: searched, sorted, page by page, with what waits to be sent drawn in.

use super::description::{RoomRef, ShownRow};
use crate::components::{
    Button, Card, Column, Empty, Glyph, Icon, ListFoot, Look, SearchField, Skeleton, Table,
};
use crate::features::shell::{Screen, may, open_detail, use_focus_back};
use crate::features::waiting::StateBadge;
use crate::host;
use crate::reading::{Shown, asked, use_asked};
use crate::route::Route;
use crate::shared::Shared;
use crate::words::t;
use balcao_bridge::{AccountId, AppError, ListRows, Row, RowPage};
use balcao_domain::{Access, CustomerId};
use dioxus::prelude::*;
use std::rc::Rc;
use uuid::Uuid;

/// What of a list is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    search: String,
    order: &'static str,
    descending: bool,
    pages: u32,
}

impl View {
    /// All of it, by the first column.
    pub fn first(room: RoomRef) -> Self {
        Self {
            search: String::new(),
            order: room.columns.first().map_or("", |column| column.order),
            descending: false,
            pages: 1,
        }
    }

    fn search_for(&mut self, search: String) {
        self.search = search;
        self.pages = 1;
    }

    /// By a column; by the same one again, the other way round (DP-30).
    fn sort_by(&mut self, order: &'static str) {
        self.descending = self.order == order && !self.descending;
        self.order = order;
        self.pages = 1;
    }

    fn request(&self, account: AccountId, customer: CustomerId, room: RoomRef) -> ListRows {
        ListRows {
            account,
            of: room.of,
            customer,
            filter: String::new(),
            period: None,
            search: self.search.trim().to_owned(),
            order: self.order.to_owned(),
            descending: self.descending,
            after: None,
        }
    }
}

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
    view: Signal<View>,
    open: Option<Uuid>,
    alone: bool,
) -> Element {
    let shared = use_context::<Shared>();
    let mut view = view;
    let reading = use_asked::<RowPage>(room.follows, move || {
        let customer = shared.customer(account)?;
        let view = view.read();
        Some(asked(read_all(
            view.request(account, customer, room),
            view.pages,
        )))
    });
    let answer = reading.get();
    let form = room.form.filter(|form| {
        let account = shared.account(account);
        account.is_some_and(|account| may(&account, Access::Decide(form.add)))
    });
    rsx! {
        Screen {
            account,
            class: "room",
            title: (room.words.title)(),
            shown: Shown::of(&answer, |page| &page.freshness),
            div { class: "room-tools",
                SearchField {
                    label: t!("search-in", room = (room.words.title)()),
                    value: view.read().search.clone(),
                    oninput: move |text| view.write().search_for(text),
                }
                if let Some(form) = form {
                    Button {
                        look: Look::Primary,
                        glyph: Glyph::Plus,
                        testid: "room-add",
                        onclick: move |_| open_detail(shared, Route::RoomAdd { account, room }, None),
                        {(form.words.add)()}
                    }
                }
            }
            if let Some(Ok(page)) = answer {
                Found {
                    account,
                    room,
                    page,
                    searched: !view.read().search.trim().is_empty(),
                    sorted: (view.read().order, view.read().descending),
                    open,
                    alone,
                    onsort: move |order| view.write().sort_by(order),
                    onmore: move |()| view.write().pages += 1,
                }
            }
        }
    }
}

#[component]
fn Found(
    account: AccountId,
    room: RoomRef,
    page: Rc<RowPage>,
    searched: bool,
    sorted: (&'static str, bool),
    open: Option<Uuid>,
    alone: bool,
    onsort: EventHandler<&'static str>,
    onmore: EventHandler<()>,
) -> Element {
    let shared = use_context::<Shared>();
    use_focus_back(alone);
    let rows: Vec<_> = page.new.iter().chain(&page.rows).cloned().collect();
    if rows.is_empty() && shared.age(account, page.freshness.clone()).is_awaited() {
        return rsx! {
            Skeleton { cards: 4 }
        };
    }
    if rows.is_empty() {
        let (title, text) = if searched {
            (t!("room-not-found"), t!("room-not-found-text"))
        } else {
            (room.words.nothing)()
        };
        return rsx! {
            Empty { glyph: room.glyph, title, text, testid: "room-empty" }
        };
    }
    let count = page.count as usize + page.new.len();
    let columns = room.columns.iter().map(|column| Column {
        title: (column.title)(),
        class: "",
        sorted: (column.order == sorted.0).then_some(sorted.1),
        sorts: !column.order.is_empty(),
    });
    rsx! {
        if (shared.wide)() {
            Table {
                caption: (room.words.title)(),
                columns: columns.collect::<Vec<_>>(),
                onsort: move |place: usize| {
                    if let Some(column) = room.columns.get(place) {
                        onsort.call(column.order);
                    }
                },
                for row in rows.iter().cloned() {
                    TableRow { key: "{row.id}", account, room, is_open: row.id.uuid() == open, row }
                }
            }
        } else {
            Card { rows: true,
                for row in rows.iter().cloned() {
                    CardRow { key: "{row.id}", account, room, row }
                }
            }
        }
        ListFoot {
            words: t!("room-shown", shown = rows.len(), count = count),
            testid: "room-count",
            more: rows.len() < count,
            onmore,
        }
    }
}

/// A row that reads, where it leads to, and the element that takes the focus back.
fn row_of(account: AccountId, room: RoomRef, row: &Row) -> Option<(ShownRow, Route, String)> {
    let shown = (room.shown)(row)?;
    let id = row.id.uuid()?;
    let to = Route::RoomRow {
        account,
        room,
        row: id,
    };
    Some((shown, to, format!("row-{id}")))
}

#[component]
fn CardRow(account: AccountId, room: RoomRef, row: Row) -> Element {
    let shared = use_context::<Shared>();
    let Some((shown, to, id)) = row_of(account, room, &row) else {
        return VNode::empty();
    };
    rsx! {
        a {
            id: id.clone(),
            class: "row",
            href: "{to}",
            "data-row": true,
            "data-testid": "room-row",
            onclick: move |event| {
                event.prevent_default();
                open_detail(shared, to.clone(), Some(id.clone()));
            },
            span { class: "row-body",
                span { class: "row-title", "{shown.title}" }
                span { class: "row-note figures", "{shown.note}" }
            }
            if let Some((_, state)) = row.waiting {
                StateBadge { state }
            }
            Icon { glyph: Glyph::ChevronRight }
        }
    }
}

#[component]
fn TableRow(account: AccountId, room: RoomRef, row: Row, is_open: bool) -> Element {
    let shared = use_context::<Shared>();
    let Some((shown, to, id)) = row_of(account, room, &row) else {
        return VNode::empty();
    };
    let href = to.to_string();
    let opened_from = id.clone();
    // The link is for keyboard and screen reader; its click bubbles up to the row's.
    let go = move |event: MouseEvent| {
        event.prevent_default();
        open_detail(shared, to.clone(), Some(opened_from.clone()));
    };
    let rest: Vec<_> = shown.cells.iter().skip(1).cloned().enumerate().collect();
    rsx! {
        tr {
            class: "table-row",
            "data-testid": "room-row",
            "data-open": is_open,
            onclick: go,
            td {
                a {
                    id,
                    href,
                    "data-row": true,
                    "aria-current": is_open.then_some("true"),
                    onclick: |event| event.prevent_default(),
                    "{shown.title}"
                }
                if let Some((_, state)) = row.waiting {
                    " "
                    StateBadge { state }
                }
            }
            for (place, cell) in rest {
                td { key: "{place}", class: "figures", "{cell}" }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_sorts_up_then_down_and_a_new_search_starts_over() {
        let room = RoomRef::all().next().unwrap();
        let mut view = View::first(room);
        view.pages = 3;
        view.sort_by("kind");
        assert_eq!(
            (view.order, view.descending, view.pages),
            ("kind", false, 1)
        );
        view.sort_by("kind");
        assert!(view.descending);
        view.pages = 3;
        view.search_for(" ana ".into());
        let customer = CustomerId::new(Uuid::nil());
        let request = view.request(AccountId(Uuid::nil()), customer, room);
        assert_eq!((request.search.as_str(), view.pages), ("ana", 1));
    }
}
