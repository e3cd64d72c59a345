//! *Salvar como*: the system's dialog, or a browser's own download.

use super::failure::DocumentFailure;
use crate::components::{Button, Glyph, Icon, Look};
use crate::host;
use crate::shared::Shared;
use crate::words::t;
use balcao_bridge::{AccountId, Profile, SaveDocument, Saved};
use balcao_domain::DocumentRef;
use dioxus::prelude::*;

/// Where a browser downloads a document from.
pub fn download(account: AccountId, document: DocumentRef) -> String {
    let (of, kind) = (document.of.name(), document.kind.name());
    format!("/api/documents/{account}/{of}/{}/{kind}", document.id)
}

/// Whether this is a page in a browser.
pub fn is_in_browser(shared: Shared) -> bool {
    (shared.info)().is_some_and(|info| info.profile == Profile::Online)
}

/// Of a document that was opened.
#[component]
pub fn Keep(account: AccountId, document: DocumentRef) -> Element {
    let shared = use_context::<Shared>();
    let mut failed = use_signal(|| None);
    if is_in_browser(shared) {
        return rsx! {
            a {
                class: Look::Plain.class(),
                href: download(account, document),
                download: true,
                "data-testid": "save-document",
                Icon { glyph: Glyph::Download }
                {t!("document-download")}
            }
        };
    }
    let save = move |_| async move {
        let saved = host::call(SaveDocument { account, document }).await;
        if let Ok(Saved::There) = saved {
            shared.tell(t!("document-saved"));
        }
        failed.set(saved.err());
    };
    rsx! {
        Button { glyph: Glyph::Download, testid: "save-document", onclick: save, {t!("document-save")} }
        if let Some(error) = failed() {
            DocumentFailure { error, testid: "document-not-saved" }
        }
    }
}
