//! A request to change registration data: where it stands, what it changes, and its files
//! (DP-38, MG-13).

use super::PROFILE;
use super::diff::Diff;
use super::proofs::{AskForFile, AttachedFiles, call_for_file, file_error};
use super::requests::RequestBadge;
use crate::components::{Card, Empty, Fact, Facts, FieldError, Glyph};
use crate::features::shell::Detail;
use crate::features::waiting::{ActionButtons, Offer, WaitingItem, refusal_words};
use crate::reading::{Shown, use_reading};
use crate::shared::Shared;
use crate::words::{date, day_time, t};
use balcao_bridge::{
    AccountId, ActionId, ActionState, AttachProof, GetCustomerProfile, ShownRequest,
};
use balcao_domain::{CivilDate, RequestId, RequestState};
use dioxus::prelude::*;

/// The request that is open: a pane beside *Conta*, or a screen of its own.
#[component]
pub fn RequestPane(account: ReadSignal<AccountId>, request: ReadSignal<RequestId>) -> Element {
    let shared = use_context::<Shared>();
    let reading = use_reading(PROFILE, move || {
        let account = account();
        let customer = shared.customer(account)?;
        Some(GetCustomerProfile { account, customer })
    });
    let answer = reading.get();
    let found = match &answer {
        Some(Ok(profile)) => profile
            .requests
            .iter()
            .find(|it| it.request.id == request())
            .map(|it| (it.clone(), profile.may_change, profile.freshness.today)),
        _ => None,
    };
    rsx! {
        Detail {
            account: account(),
            label: t!("request-title"),
            testid: "request",
            pane_title: t!("request-title"),
            title: t!("request-title"),
            way_out: t!("back"),
            shown: Shown::of(&answer, |profile| &profile.freshness),
            match found {
                Some((shown, may_change, today)) => rsx! {
                    RequestDetail { key: "{request}", account: account(), shown, may_change, today }
                },
                None => rsx! {
                    Empty {
                        glyph: Glyph::FileText,
                        title: t!("request-gone"),
                        text: t!("request-gone-text"),
                        testid: "request-gone",
                    }
                },
            }
        }
    }
}

fn refusal(state: &ActionState) -> Option<String> {
    match state {
        ActionState::Refused(error) => Some(refusal_words(error)),
        _ => None,
    }
}

/// What the state means for the customer; nothing where it is said elsewhere.
fn state_words(shown: &ShownRequest) -> Option<String> {
    match (&shown.waiting, shown.request.state) {
        (Some(ActionState::Queued), _) => Some(t!("request-queued-text")),
        (Some(ActionState::Refused(error)), _) => Some(refusal_words(error)),
        (Some(_), _) => None,
        (None, RequestState::Pending) => Some(t!("request-pending-text")),
        (None, RequestState::Inactive) => Some(t!("request-inactive-text")),
        (None, _) => None,
    }
}

#[component]
fn RequestDetail(
    account: AccountId,
    shown: ShownRequest,
    may_change: bool,
    today: CivilDate,
) -> Element {
    let request = shown.request.clone();
    let state = state_words(&shown);
    let is_open = may_change && request.state == RequestState::Pending;
    rsx! {
        div { class: "request-head",
            RequestBadge { request: shown.clone() }
            if let Some(words) = state {
                p { class: "request-state", "data-testid": "request-words", "{words}" }
            }
            if let Some(state) = shown.waiting.clone() {
                ActionButtons {
                    account,
                    id: ActionId(request.id.uuid()),
                    state,
                    offer: Offer::Form,
                }
            }
        }
        if let Some(reason) = request.reason.clone() {
            Card { testid: "request-reason",
                Facts {
                    Fact { name: t!("request-reason"), value: reason }
                }
            }
        }
        Card {
            Diff { original: request.original.clone(), proposed: request.proposed.clone() }
        }
        Files { account, shown: shown.clone(), is_open, today }
        Card {
            Facts {
                Fact { name: t!("request-made"), value: date(shown.made_at.civil.date().into()) }
                if let Some(decided) = shown.decided_at {
                    Fact { name: t!("request-decided"), value: date(decided.civil.date().into()) }
                }
            }
        }
    }
}

/// The files it has and those on their way; more of them while it is open.
#[component]
fn Files(account: AccountId, shown: ShownRequest, is_open: bool, today: CivilDate) -> Element {
    let request = &shown.request;
    let (id, customer) = (request.id, request.customer);
    let shared = use_context::<Shared>();
    let mut failed = use_signal(|| None);
    let on_its_way = use_signal(|| None);
    let count = request.proofs.len() + shown.proofs.len();
    let wanted = is_open && request.proposed.needs_proof();
    if count == 0 && !wanted {
        return VNode::empty();
    }
    let has_room = is_open && request.proposed.takes_proof(count).is_ok();
    let note = day_time(shown.made_at, today);
    rsx! {
        Card { testid: "request-files",
            div { class: "form-part",
                h2 { class: "form-title", {t!("proof-title")} }
                if count == 0 {
                    p { class: "form-text", {t!("proof-needed")} }
                }
                AttachedFiles { proofs: request.proofs.clone() }
                for on_its_way in shown.proofs.clone() {
                    WaitingItem {
                        key: "{on_its_way.proof.id}",
                        account,
                        id: ActionId(on_its_way.proof.id.uuid()),
                        title: on_its_way.proof.name.clone(),
                        note: note.clone(),
                        refusal: refusal(&on_its_way.state),
                        state: on_its_way.state,
                        held: false,
                        offer: Offer::OtherFile { customer, request: id },
                    }
                }
                if has_room {
                    AskForFile {
                        sending: on_its_way(),
                        onask: move |file| async move {
                            failed.set(None);
                            let attach = AttachProof { account, customer, request: id };
                            let attached = call_for_file(attach, file, on_its_way).await;
                            shared.read_again();
                            failed.set(attached.err().as_ref().map(file_error));
                        },
                    }
                }
                FieldError { id: "attach-proof", error: failed() }
            }
        }
    }
}

#[cfg(test)]
mod tests;
