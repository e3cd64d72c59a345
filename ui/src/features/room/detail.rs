//! The detail of a row, and how it is changed or removed.

use super::description::{RoomForm, RoomRef, ShownRow};
use crate::components::{Button, Card, Dialog, Fact, Facts, Glyph, Look};
use crate::features::shell::{Detail, close_detail, may, open_detail};
use crate::features::waiting::{ActionButtons, Offer, StateBadge};
use crate::host;
use crate::reading::{Shown, use_reading};
use crate::route::Route;
use crate::shared::Shared;
use crate::words::{explain, t};
use balcao_bridge::{AccountId, Decide, Decided, GetRow, Row};
use balcao_domain::{Access, CustomerId, RowId};
use dioxus::prelude::*;
use uuid::Uuid;

/// The row that is open: a pane beside the list, or a screen of its own.
#[component]
pub fn RoomPane(account: AccountId, room: RoomRef, row: ReadSignal<Uuid>) -> Element {
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
    let found = found.and_then(|gotten| Some((gotten.row.clone(), (room.shown)(&gotten.row)?)));
    let one = (room.words.one)();
    let title = found
        .as_ref()
        .map_or(one.clone(), |(_, shown)| shown.title.clone());
    rsx! {
        Detail {
            account,
            label: one,
            testid: "room-detail",
            pane_title: title.clone(),
            title,
            way_out: t!("back"),
            shown: Shown::of(&gotten, |gotten| &gotten.freshness),
            if let Some(((row, shown), customer)) = found.zip(shared.customer(account)) {
                RowDetail { key: "{row.id}", account, customer, room, row, shown }
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
) -> Element {
    let shared = use_context::<Shared>();
    let summary = shared.account(account);
    let allows = |kind| {
        let summary = summary.as_ref();
        summary.is_some_and(|account| may(account, Access::Decide(kind)))
    };
    let form = room.form.filter(|form| allows(form.edit));
    let id = row.id.uuid();
    let waiting = row.waiting.clone();
    rsx! {
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
        if let Some((form, row)) = form.zip(id) {
            div { class: "form-actions",
                Button {
                    glyph: Glyph::Pencil,
                    testid: "room-edit",
                    onclick: move |_| open_detail(shared, Route::RoomEdit { account, room, row }, None),
                    {(form.words.edit)()}
                }
                if allows(form.remove) {
                    Remove { account, customer, form: Removal(form), row, name: shown.title }
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

/// A form whose rows can be removed.
#[derive(Clone, Copy)]
struct Removal(RoomForm);

impl PartialEq for Removal {
    fn eq(&self, other: &Self) -> bool {
        self.0.remove == other.0.remove
    }
}

/// Removing, once it was confirmed.
#[component]
fn Remove(
    account: AccountId,
    customer: CustomerId,
    form: Removal,
    row: Uuid,
    name: String,
) -> Element {
    let shared = use_context::<Shared>();
    let Removal(form) = form;
    let mut asking = use_signal(|| false);
    let mut busy = use_signal(|| false);
    let remove = move |_| async move {
        busy.set(true);
        let action = (form.removal)(customer, row);
        let decided = host::call(Decide { account, action }).await;
        busy.set(false);
        asking.set(false);
        match decided {
            Ok(Decided::Kept(_)) => shared.say(t!("edit-kept")),
            Ok(Decided::Done(_)) => shared.say(t!("edit-done")),
            Err(error) => return shared.say(explain(&error).happened),
        }
        shared.read_again();
        close_detail(shared);
    };
    rsx! {
        Button {
            look: Look::Danger,
            glyph: Glyph::Trash,
            testid: "room-remove",
            onclick: move |_| asking.set(true),
            {(form.words.remove)()}
        }
        if asking() {
            Dialog {
                id: "room-remove-dialog",
                title: (form.words.ask)(),
                onclose: move |()| asking.set(false),
                p { "{name}" }
                div { class: "dialog-actions",
                    Button { testid: "room-keep", onclick: move |_| asking.set(false), {t!("cancel")} }
                    Button {
                        look: Look::Danger,
                        busy: busy(),
                        testid: "room-remove-now",
                        onclick: remove,
                        {(form.words.remove)()}
                    }
                }
            }
        }
    }
}
