//! What was decided here and is not at the provider yet: it waits, is being sent, or was refused.

mod banner;
mod buttons;
mod item;
mod state;

pub use banner::WaitingBanner;
pub use buttons::{ActionButtons, Offer};
pub use item::WaitingItem;
pub use state::{StateBadge, refusal_words};

use crate::components::{Card, Empty, Glyph};
use crate::features::account::{field_names, request_route};
use crate::features::room::RoomRef;
use crate::features::shell::Detail;
use crate::reading::{Shown, asked, use_asked};
use crate::words::{day_time, t};
use crate::{host, shared::Shared};
use balcao_bridge::{
    AccountId, ActionState, AppError, ErrorCode, Freshness, GetCustomerProfile, ListActions,
    WaitingAction,
};
use balcao_domain::{Action, CivilDate, Collection, FieldRule, RequestId};
use dioxus::prelude::*;
use state::refusal_of;

/// What waits, and how old the rest is.
#[derive(Debug, Clone, PartialEq)]
struct Waiting {
    actions: Vec<WaitingAction>,
    freshness: Freshness,
}

/// The list: a pane beside *Conta*, or a screen of its own.
#[component]
pub fn WaitingPane(account: ReadSignal<AccountId>) -> Element {
    let shared = use_context::<Shared>();
    let reading = use_asked::<Waiting>(&Collection::ALL, move || {
        let account = account();
        let customer = shared.customer(account)?;
        Some(asked(async move {
            let profile = host::call(GetCustomerProfile { account, customer }).await?;
            Ok(Waiting {
                actions: host::call(ListActions { account }).await?,
                freshness: profile.freshness,
            })
        }))
    });
    let answer = reading.get();
    rsx! {
        Detail {
            account: account(),
            label: t!("waiting-title"),
            testid: "waiting",
            pane_title: t!("waiting-title"),
            title: t!("waiting-title"),
            way_out: t!("back"),
            shown: Shown::of(&answer, |waiting| &waiting.freshness),
            if let Some(Ok(waiting)) = answer {
                Items {
                    account: account(),
                    actions: waiting.actions.clone(),
                    today: waiting.freshness.today,
                }
            }
        }
    }
}

#[component]
fn Items(account: AccountId, actions: Vec<WaitingAction>, today: CivilDate) -> Element {
    if actions.is_empty() {
        return rsx! {
            Empty {
                glyph: Glyph::CircleCheck,
                title: t!("waiting-none"),
                text: t!("waiting-none-text"),
                testid: "waiting-none",
            }
        };
    }
    rsx! {
        p { class: "pane-lead", {t!("waiting-lead")} }
        for action in actions {
            Card { key: "{action.id}",
                WaitingItem {
                    account,
                    id: action.id,
                    title: title(&action.action),
                    note: day_time(action.made_at, today),
                    state: action.state.clone(),
                    refusal: refusal(&action),
                    held: action.held_by.is_some(),
                    offer: offer(&action),
                    to: request(&action).map(|request| request_route(account, request)),
                }
            }
        }
    }
}

/// `Mudança de E-mail, Telefone`, `Comprovante conta.pdf`.
fn title(action: &Action) -> String {
    match action {
        Action::ChangeProfile(it) => {
            t!("waiting-change", fields = field_names(it.change.fields()))
        }
        Action::AttachProof(it) => t!("waiting-proof", name = it.name.as_str()),
        action => room_title(action).unwrap_or_default(),
    }
}

/// `Novo Contato · Ana Souza`: what a room's form does, and what stands in its first field.
fn room_title(action: &Action) -> Option<String> {
    let (_, form) = RoomRef::of_decision(action.kind())?;
    let words = (form.title)();
    let typed = action.form().unwrap_or_default();
    let name = form.fields.first().map_or("", |field| field.text(&typed));
    Some(match name {
        "" => words,
        name => t!("with-note", words = words, note = name),
    })
}

/// The form that a room's decision is edited in.
fn room_form(action: &Action) -> Option<Offer> {
    let (room, form) = RoomRef::of_decision(action.kind())?;
    if form.fields.is_empty() {
        return Some(Offer::Nothing);
    }
    let row = || action.subject().id.uuid();
    let edits = room.edit.is_some_and(|edit| edit == form);
    let adds = room.add.is_some_and(|add| add == form);
    Some(Offer::RoomForm {
        room,
        row: (!adds).then(row).flatten(),
        edits,
    })
}

fn refusal(action: &WaitingAction) -> Option<String> {
    match &action.state {
        ActionState::Refused(error) => Some(refusal_of(&action.action, error)),
        _ => None,
    }
}

fn offer(action: &WaitingAction) -> Offer {
    let is_gone = |error: &AppError| error.code == ErrorCode::NotFound;
    if matches!(&action.state, ActionState::Refused(error) if is_gone(error)) {
        // What it is about is not there any more.
        return Offer::Nothing;
    }
    match &action.action {
        Action::ChangeProfile(_) => Offer::Form,
        Action::AttachProof(it) => Offer::OtherFile {
            customer: it.customer,
            request: it.request,
        },
        action => room_form(action).unwrap_or(Offer::Nothing),
    }
}

/// The request that an action makes or goes to; a change of free fields makes none.
fn request(action: &WaitingAction) -> Option<RequestId> {
    match &action.action {
        Action::ChangeProfile(it) => it
            .change
            .fields()
            .any(|field| field.rule() == FieldRule::WithApproval)
            .then(|| RequestId::new(action.id.0)),
        Action::AttachProof(it) => Some(it.request),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
