//! *Editar meus dados*: what may be changed is, at once or after the provider has looked at it
//! (DP-37, DP-38, TV-02).

mod fields;
mod form;
mod work;

use super::PROFILE;
use super::proofs::{AskForFile, AttachedFiles, Sending};
use crate::components::{Button, Card, Empty, FieldError, Glyph, Icon, Look};
use crate::features::shell::Detail;
use crate::host::{self, ChosenFile};
use crate::reading::{Shown, asked, use_asked};
use crate::shared::Shared;
use crate::words::t;
use balcao_bridge::{
    AccountId, CustomerProfile, GetCustomerProfile, GetProfileDraft, ProfileDraft,
};
use balcao_domain::{Customer, Proof, ProofFault, ProofId, RequestState};
use dioxus::prelude::*;
use fields::{FieldsWithApproval, FreeFields, LockedFields};
use form::EditForm;
use std::rc::Rc;
use work::{Task, work};

/// What the form begins with.
#[derive(Debug, PartialEq)]
struct Editing {
    profile: CustomerProfile,
    draft: ProfileDraft,
}

/// The form: a pane beside *Conta*, or a screen of its own.
#[component]
pub fn EditPane(account: ReadSignal<AccountId>) -> Element {
    let shared = use_context::<Shared>();
    let reading = use_asked::<Editing>(PROFILE, move || {
        let account = account();
        let customer = shared.customer(account)?;
        Some(asked(async move {
            Ok(Editing {
                profile: host::call(GetCustomerProfile { account, customer }).await?,
                draft: host::call(GetProfileDraft { account, customer }).await?,
            })
        }))
    });
    let answer = reading.get();
    rsx! {
        Detail {
            account: account(),
            label: t!("edit-profile"),
            testid: "edit-profile-pane",
            pane_title: t!("edit-profile"),
            title: t!("edit-profile"),
            way_out: t!("back"),
            shown: Shown::of(&answer, |editing| &editing.profile.freshness),
            if let Some(Ok(editing)) = answer {
                match editing.profile.customer.clone().filter(|_| editing.profile.may_change) {
                    Some(customer) => rsx! {
                        EditProfile { account: account(), customer, editing }
                    },
                    None => rsx! {
                        Empty {
                            glyph: Glyph::Lock,
                            title: t!("edit-not-allowed"),
                            text: t!("edit-not-allowed-text"),
                            testid: "edit-not-allowed",
                        }
                    },
                }
            }
        }
    }
}

#[component]
fn EditProfile(
    account: AccountId,
    customer: ReadSignal<Customer>,
    editing: Rc<Editing>,
) -> Element {
    let shared = use_context::<Shared>();
    let id = use_hook(|| customer.peek().id);
    let form = use_signal(|| EditForm::new(editing.draft.clone()));
    let file_error = use_signal(|| None);
    let on_its_way = use_signal(|| None);
    let tasks =
        use_coroutine(move |tasks| work(shared, account, id, form, file_error, on_its_way, tasks));
    let profile = &editing.profile;
    let pending = profile
        .requests
        .iter()
        .any(|it| it.request.state == RequestState::Pending);
    let now = form.read();
    let sending = now.is_sending();
    rsx! {
        form {
            class: "form",
            novalidate: true,
            onsubmit: move |event| {
                event.prevent_default();
                submit(form, tasks);
            },
            FreeFields { form, customer, ontyped: move |()| tasks.send(Task::Keep) }
            FieldsWithApproval { form, customer, pending, ontyped: move |()| tasks.send(Task::Keep) }
            if now.takes_proofs() {
                Proofs {
                    proofs: now.proofs.clone(),
                    room: now.change.takes_proof(now.proofs.len()),
                    sending: on_its_way(),
                    error: file_error(),
                    onask: move |file| tasks.send(Task::Attach(file)),
                    onremove: move |proof| tasks.send(Task::Remove(proof)),
                }
            }
            LockedFields { customer: customer(), provider: profile.provider.clone() }
            FieldError { id: "edit-profile", error: now.other_error(), code: now.code() }
            div { class: "form-actions",
                Button { look: Look::Primary, submit: true, busy: sending, testid: "send-profile",
                    if sending {
                        {t!("edit-sending")}
                    } else if now.asks_for_approval() {
                        {t!("edit-send")}
                    } else {
                        {t!("edit-save")}
                    }
                }
                if now.is_begun() {
                    Button { testid: "discard-draft", onclick: move |_| tasks.send(Task::Discard),
                        {t!("edit-discard")}
                    }
                }
                if now.is_kept() {
                    p { class: "form-text", "data-testid": "draft-kept", {t!("edit-draft-kept")} }
                }
            }
        }
    }
}

/// Sends what was typed, or takes one to what is wrong with it.
fn submit(mut form: Signal<EditForm>, tasks: Coroutine<Task>) {
    let send = form.write().send();
    match send {
        Some(change) => tasks.send(Task::Send(change)),
        None => {
            if let Some(wrong) = form.peek().first_wrong() {
                host::focus(wrong);
            }
        }
    }
}

/// The *comprovantes*. Those of a change that needs none any more stay behind when it is sent.
#[component]
fn Proofs(
    proofs: Vec<Proof>,
    room: Result<(), ProofFault>,
    sending: Option<Sending>,
    error: Option<String>,
    onask: EventHandler<Option<ChosenFile>>,
    onremove: EventHandler<ProofId>,
) -> Element {
    rsx! {
        Card { testid: "edit-proofs",
            div { class: "form-part",
                h2 { class: "form-title", {t!("proof-title")} }
                p { class: "form-text", {t!("proof-text")} }
                AttachedFiles { proofs: proofs.clone(), onremove }
                match room {
                    Ok(()) => rsx! {
                        AskForFile { sending, onask }
                    },
                    Err(ProofFault::NotAsked) => rsx! {
                        p { class: "form-warning", "data-testid": "proof-stays",
                            Icon { glyph: Glyph::Info, size: 16 }
                            {t!("proof-stays")}
                        }
                    },
                    Err(_) => rsx! {
                        p { class: "form-text", {t!("proof-too-many")} }
                    },
                }
                FieldError { id: "edit-proofs", error, testid: "proof-error" }
                if proofs.is_empty() {
                    p { class: "form-text", {t!("proof-needed")} }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
