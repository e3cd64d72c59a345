//! What can be decided of a row that is open: at once, in a sheet, or in a form that stands there.

use super::description::RoomRef;
use super::form::{About, RowForm};
use super::forms::{ActPlace, RoomAct, RoomForm};
use crate::components::{Button, Card, Dialog, Look, Sheet};
use crate::features::shell::close_detail;
use crate::host;
use crate::shared::Shared;
use crate::words::{explain, t};
use balcao_bridge::{Decide, Decided};
use balcao_domain::form::Typed;
use dioxus::prelude::*;

/// A button, and what it opens.
#[component]
pub fn Act(about: About, room: RoomRef, act: RoomAct, name: String) -> Element {
    let mut open = use_signal(|| false);
    let close = move |()| open.set(false);
    rsx! {
        Button {
            look: act.look,
            glyph: act.glyph,
            testid: act.form.kind.name(),
            onclick: move |_| open.set(true),
            {(act.form.title)()}
        }
        if open() {
            if act.place == ActPlace::Asked {
                Asked { about, room, act, name, onclose: close }
            } else {
                Sheet { id: "act", title: (act.form.title)(), onclose: close,
                    div { class: "act-form",
                        p { class: "form-text", {(act.causes)()} }
                        RowForm { about, room, form: act.form, ondecided: close }
                    }
                }
            }
        }
    }
}

/// Decided once it was confirmed. What removes the row closes its detail.
#[component]
fn Asked(
    about: About,
    room: RoomRef,
    act: RoomAct,
    name: String,
    onclose: EventHandler<()>,
) -> Element {
    let shared = use_context::<Shared>();
    let mut busy = use_signal(|| false);
    let removes = room
        .remove
        .is_some_and(|remove| remove.form.kind == act.form.kind);
    let decide = move |_| async move {
        busy.set(true);
        let (account, nothing) = (about.account, Typed::new());
        let row = about.row.map(|row| (row, &nothing));
        let action = (act.form.decide)(about.customer, row, &nothing);
        let decided = host::call(Decide { account, action }).await;
        busy.set(false);
        onclose.call(());
        match decided {
            Ok(Decided::Kept(_)) => shared.say(t!("edit-kept")),
            Ok(Decided::Done(_)) => shared.say(t!("edit-done")),
            Err(error) => return shared.say(explain(&error).happened),
        }
        shared.read_again();
        if removes {
            close_detail(shared);
        }
    };
    rsx! {
        Dialog { id: "act", title: (act.causes)(), onclose,
            p { "{name}" }
            div { class: "dialog-actions",
                Button { testid: "act-not", onclick: move |_| onclose.call(()), {t!("cancel")} }
                Button {
                    look: if act.look == Look::Danger { Look::Danger } else { Look::Primary },
                    busy: busy(),
                    testid: "act-now",
                    onclick: decide,
                    {(act.form.title)()}
                }
            }
        }
    }
}

/// A form that stands in the detail.
#[component]
pub fn HereForm(about: About, room: RoomRef, form: RoomForm) -> Element {
    // Once something was decided, the form begins again.
    let mut times = use_signal(|| 0_u32);
    rsx! {
        for time in [times()] {
            Card { key: "{time}",
                RowForm { about, room, form, ondecided: move |()| times += 1 }
            }
        }
    }
}
