//! An action: what it does, how far it has come, and what may be done about it.

use super::buttons::{ActionButtons, Offer};
use super::state::StateBadge;
use crate::components::{Glyph, Icon, Progress};
use crate::features::shell::open_detail;
use crate::route::Route;
use crate::shared::{Shared, kilobytes};
use crate::words::t;
use balcao_bridge::{AccountId, ActionId, ActionState};
use dioxus::prelude::*;

/// One action; its title leads to what it is about, where that has an address.
#[component]
pub fn WaitingItem(
    account: AccountId,
    id: ActionId,
    title: String,
    note: String,
    state: ActionState,
    /// Why it was refused, where it was.
    refusal: Option<String>,
    held: bool,
    offer: Offer,
    to: Option<Route>,
) -> Element {
    let shared = use_context::<Shared>();
    rsx! {
        div { class: "waiting-item", "data-testid": "waiting-item",
            div { class: "waiting-head",
                div { class: "waiting-names",
                    match to {
                        Some(to) => rsx! {
                            a {
                                class: "waiting-title",
                                href: to.href(),
                                onclick: move |event| {
                                    event.prevent_default();
                                    open_detail(shared, to.clone(), None);
                                },
                                "{title}"
                            }
                        },
                        None => rsx! {
                            p { class: "waiting-title", "{title}" }
                        },
                    }
                    p { class: "row-note figures", "{note}" }
                }
                StateBadge { state: state.clone() }
            }
            match &state {
                ActionState::Refused(_) => rsx! {
                    p { class: "waiting-why", "data-testid": "refusal",
                        Icon { glyph: Glyph::CircleAlert, size: 16 }
                        {refusal}
                    }
                },
                ActionState::Sending if matches!(offer, Offer::OtherFile { .. }) => rsx! {
                    Uploaded { id }
                },
                _ if held => rsx! {
                    p { class: "waiting-why", {t!("waiting-held")} }
                },
                _ => VNode::empty(),
            }
            ActionButtons { account, id, state, offer }
        }
    }
}

/// How far a file has come.
#[component]
fn Uploaded(id: ActionId) -> Element {
    let uploading = (use_context::<Shared>().uploading)();
    let done = uploading
        .filter(|uploading| uploading.action == id)
        .map(|uploading| (uploading.sent, uploading.total));
    let words = match done {
        Some((sent, total)) => t!(
            "waiting-sent",
            sent = kilobytes(sent),
            total = kilobytes(total)
        ),
        None => t!("waiting-sending"),
    };
    rsx! {
        Progress { id: "upload-progress", label: t!("waiting-file"), words, done }
    }
}
