//! *Baixar XML*: data, which is fetched and saved in one.

use super::failure::DocumentFailure;
use super::keep::{download, is_in_browser};
use crate::components::{Button, Glyph, Icon, Look};
use crate::host;
use crate::shared::Shared;
use crate::words::t;
use balcao_bridge::{AccountId, AppError, OpenDocument, SaveDocument, Saved};
use balcao_domain::DocumentRef;
use dioxus::prelude::*;

/// The button.
#[component]
pub fn DataButton(account: AccountId, document: DocumentRef) -> Element {
    let shared = use_context::<Shared>();
    let mut failed = use_signal(|| None);
    let mut busy = use_signal(|| false);
    let words = t!(
        "document-data",
        form = document.kind.name().to_ascii_uppercase()
    );
    if is_in_browser(shared) {
        return rsx! {
            a {
                class: Look::Plain.class(),
                href: download(account, document),
                download: true,
                "data-testid": "save-data",
                Icon { glyph: Glyph::Download }
                {words}
            }
        };
    }
    let save = move |_| async move {
        busy.set(true);
        let saved = fetch_and_save(account, document).await;
        busy.set(false);
        if let Ok(Saved::There) = saved {
            shared.say(t!("document-saved"));
        }
        failed.set(saved.err());
    };
    rsx! {
        Button { glyph: Glyph::Download, busy: busy(), testid: "save-data", onclick: save,
            if busy() {
                {t!("document-fetching")}
            } else {
                {words}
            }
        }
        if let Some(error) = failed() {
            DocumentFailure { error, testid: "data-not-saved" }
        }
    }
}

async fn fetch_and_save(account: AccountId, document: DocumentRef) -> Result<Saved, AppError> {
    host::call(OpenDocument { account, document }).await?;
    host::call(SaveDocument { account, document }).await
}
