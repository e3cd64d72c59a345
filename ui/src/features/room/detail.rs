//! The detail of a row, and how it is changed or removed.

use super::acts::{Act, HereForm};
use super::cell::StateMark;
use super::description::{RoomRef, RowParts, ShownRow};
use super::form::About;
use super::forms::ActPlace;
use super::on::ShownOn;
use super::view::ListView;
use crate::components::{Button, Card, Fact, Facts, Glyph};
use crate::features::document::Documents;
use crate::features::shell::{Detail, may, open_detail};
use crate::features::waiting::{ActionButtons, Offer, StateBadge};
use crate::reading::{Shown, use_reading};
use crate::route::Route;
use crate::shared::Shared;
use crate::words::t;
use balcao_bridge::{AccountId, GetRow, Row};
use balcao_domain::{Access, CustomerId, RowId};
use dioxus::prelude::*;
use uuid::Uuid;

/// The row that is open: a pane beside the list, or a screen of its own.
#[component]
pub fn RoomPane(
    account: AccountId,
    room: RoomRef,
    row: ReadSignal<Uuid>,
    view: ListView,
) -> Element {
    let shared = use_context::<Shared>();
    let reading = use_reading(room.follows, move || {
        Some(GetRow {
            account,
            of: room.of,
            customer: shared.customer(account)?,
            id: row().into(),
        })
    });
    // While another row is being read, the one before is not shown as if it were that one.
    let gotten = match reading.get() {
        Some(Ok(gotten)) if gotten.row.id != RowId::from(row()) => None,
        other => other,
    };
    let found = gotten.as_ref().and_then(|gotten| gotten.as_ref().ok());
    let found = found.and_then(|gotten| {
        let on = ShownOn::of(&gotten.freshness);
        let shown = (room.shown)(&gotten.row, on)?;
        Some((gotten.row.clone(), shown, on))
    });
    let one = (room.words.one)();
    let title = found
        .as_ref()
        .map_or(one.clone(), |(_, shown, _)| shown.title.clone());
    rsx! {
        Detail {
            account,
            label: one,
            testid: "room-detail",
            pane_title: title.clone(),
            title,
            way_out: t!("back"),
            shown: Shown::of(&gotten, |gotten| &gotten.freshness),
            if let Some(((row, shown, on), customer)) = found.zip(shared.customer(account)) {
                RowDetail { key: "{row.id}", account, customer, room, row, shown, on, view: view.clone() }
            }
        }
    }
}

#[component]
fn RowDetail(
    account: AccountId,
    customer: CustomerId,
    room: RoomRef,
    row: Row,
    shown: ShownRow,
    on: ShownOn,
    view: ListView,
) -> Element {
    let shared = use_context::<Shared>();
    let summary = shared.account(account);
    let allows = |kind| {
        let summary = summary.as_ref();
        summary.is_some_and(|account| may(account, Access::Decide(kind)))
    };
    let Some(id) = row.id.uuid() else {
        return VNode::empty();
    };
    let about = About {
        account,
        customer,
        row: Some(id),
    };
    let edit = room.edit.filter(|form| allows(form.kind));
    let acts = room.acts().filter(|act| allows(act.form.kind));
    let acts: Vec<_> = acts.filter(|act| (act.offered)(&row, on)).collect();
    let (here, buttons): (Vec<_>, Vec<_>) = acts
        .into_iter()
        .partition(|act| act.place == ActPlace::Here);
    let parts = room.parts.map(|parts| {
        parts(&RowParts {
            account,
            row: &row,
            on,
        })
    });
    let documents = (room.documents)(&row);
    let waiting = row.waiting.clone();
    rsx! {
        if !shown.amount.is_empty() || shown.state.is_some() {
            div { class: "room-head",
                if !shown.amount.is_empty() {
                    p { class: "amount figures", "data-testid": "room-amount", "{shown.amount}" }
                }
                if let Some(state) = shown.state.clone() {
                    StateMark { state }
                }
            }
        }
        {parts}
        if !documents.is_empty() {
            Documents { account, documents, title: shown.title.clone() }
        }
        for act in here {
            HereForm { key: "{act.form.kind.name()}", about, room, form: act.form }
        }
        Card {
            Facts {
                for (place, (name, value)) in shown.facts.iter().cloned().enumerate() {
                    Fact {
                        key: "{place}",
                        name,
                        value: if value.is_empty() { t!("none") } else { value },
                    }
                }
            }
        }
        if edit.is_some() || !buttons.is_empty() {
            div { class: "form-actions",
                if let Some(form) = edit {
                    Button {
                        glyph: Glyph::Pencil,
                        testid: "room-edit",
                        onclick: move |_| {
                            let to = Route::RoomEdit { account, room, row: id, view: view.clone() };
                            open_detail(shared, to, None);
                        },
                        {(form.title)()}
                    }
                }
                for act in buttons {
                    Act {
                        key: "{act.form.kind.name()}",
                        about,
                        room,
                        act,
                        name: shown.title.clone(),
                    }
                }
            }
        }
        // Below: it comes and goes by itself, and nothing that is about to be pressed moves.
        if let Some((action, state)) = waiting {
            div { class: "room-waiting",
                StateBadge { state: state.clone() }
                ActionButtons { account, id: action, state, offer: Offer::Nothing }
            }
        }
    }
}
