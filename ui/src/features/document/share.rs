//! *Compartilhar*: a PDF handed on by the system's own means.

use super::failure::DocumentFailure;
use crate::components::{Button, Glyph};
use crate::host;
use crate::words::t;
use balcao_bridge::{AccountId, ReadDocument};
use balcao_domain::DocumentRef;
use dioxus::prelude::*;

/// Not there where the system has no such means.
#[component]
pub fn Share(account: AccountId, document: DocumentRef) -> Element {
    let offered = use_hook(host::can_share);
    let mut failed = use_signal(|| None);
    if !offered {
        return rsx! {};
    }
    let share = move |_| async move {
        let shared = match host::call(ReadDocument { account, document }).await {
            Ok(document) => host::share(&document).await,
            Err(error) => Err(error),
        };
        failed.set(shared.err());
    };
    rsx! {
        Button { glyph: Glyph::Share, testid: "share-document", onclick: share, {t!("document-share")} }
        if let Some(error) = failed() {
            DocumentFailure { error, testid: "document-not-shared" }
        }
    }
}
