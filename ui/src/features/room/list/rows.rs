//! A list's rows: a table on wide screens, cards on narrow ones.

use crate::components::{Card, Column, Glyph, Icon, Table};
use crate::features::room::cell::{CellContent, StateMark};
use crate::features::room::description::{RoomRef, ShownRow};
use crate::features::room::on::ShownOn;
use crate::features::room::view::ListView;
use crate::features::shell::open_detail;
use crate::features::waiting::StateBadge;
use crate::route::Route;
use crate::shared::Shared;
use balcao_bridge::{AccountId, Row};
use dioxus::prelude::*;
use uuid::Uuid;

/// A row that reads, and where it leads to.
#[derive(Debug, Clone, PartialEq)]
pub struct ListedRow {
    row: Row,
    shown: ShownRow,
    to: Route,
    /// The element that takes the focus back.
    id: String,
}

impl ListedRow {
    /// The row; none where it does not read.
    pub fn of(
        account: AccountId,
        room: RoomRef,
        view: &ListView,
        row: &Row,
        on: ShownOn,
    ) -> Option<Self> {
        let shown = (room.shown)(row, on)?;
        let id = row.id.uuid()?;
        let to = Route::RoomRow {
            account,
            room,
            row: id,
            view: view.clone(),
        };
        Some(Self {
            row: row.clone(),
            shown,
            to,
            id: format!("row-{id}"),
        })
    }
}

/// The table.
#[component]
pub fn RowTable(
    room: RoomRef,
    view: Signal<ListView>,
    rows: Vec<ListedRow>,
    open: Option<Uuid>,
) -> Element {
    let mut view = view;
    let now = view();
    let (order, descending) = now.order(room);
    let columns = room.columns.iter().map(|column| Column {
        title: (column.title)(),
        class: column.class,
        sorted: (column.order == order && !order.is_empty()).then_some(descending),
        sorts: !column.order.is_empty(),
    });
    rsx! {
        Table {
            caption: (room.words.title)(),
            columns: columns.collect::<Vec<_>>(),
            onsort: move |place: usize| {
                if let Some(column) = room.columns.get(place) {
                    view.write().sort_by(room, column.order);
                }
            },
            for listed in rows {
                TableRow { key: "{listed.row.id}", is_open: listed.row.id.uuid() == open, listed }
            }
        }
    }
}

#[component]
fn TableRow(listed: ListedRow, is_open: bool) -> Element {
    let shared = use_context::<Shared>();
    let ListedRow { row, shown, to, id } = listed;
    let href = to.href();
    let opened_from = id.clone();
    // The link is for keyboard and screen reader; its click bubbles up to the row's.
    let go = move |event: MouseEvent| {
        event.prevent_default();
        open_detail(shared, to.clone(), Some(opened_from.clone()));
    };
    let rest = shown.cells.iter().skip(1).enumerate();
    let rest: Vec<_> = rest
        .map(|(place, cell)| (place, cell.class(), cell.clone()))
        .collect();
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
            for (place, class, cell) in rest {
                td { key: "{place}", class,
                    CellContent { cell }
                }
            }
        }
    }
}

/// The cards, under what their rows have in common.
#[component]
pub fn RowCards(rows: Vec<ListedRow>) -> Element {
    let groups = rows.chunk_by(|one, next| one.shown.group == next.shown.group);
    let title = |rows: &[ListedRow]| rows.first().map(|first| first.shown.group.clone());
    let groups = groups.map(|rows| (title(rows).unwrap_or_default(), rows.to_vec()));
    rsx! {
        for (place, (title, rows)) in groups.enumerate() {
            section { key: "{place}", class: "row-group",
                if !title.is_empty() {
                    h2 { class: "row-group-title", "{title}" }
                }
                Card { rows: true,
                    for listed in rows {
                        CardRow { key: "{listed.row.id}", listed }
                    }
                }
            }
        }
    }
}

#[component]
fn CardRow(listed: ListedRow) -> Element {
    let shared = use_context::<Shared>();
    let ListedRow { row, shown, to, id } = listed;
    rsx! {
        a {
            id: id.clone(),
            class: "row",
            href: to.href(),
            "data-row": true,
            "data-testid": "room-row",
            onclick: move |event| {
                event.prevent_default();
                open_detail(shared, to.clone(), Some(id.clone()));
            },
            span { class: "row-body",
                span { class: "row-line",
                    span { class: "row-title", "{shown.title}" }
                    if !shown.amount.is_empty() {
                        span { class: "row-amount figures", "{shown.amount}" }
                    }
                }
                span { class: "row-line",
                    span { class: "row-note figures", "{shown.note}" }
                    if let Some(state) = shown.state {
                        StateMark { state }
                    }
                }
            }
            if let Some((_, state)) = row.waiting {
                StateBadge { state }
            }
            Icon { glyph: Glyph::ChevronRight }
        }
    }
}
