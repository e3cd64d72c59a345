//! The bill's PDF: fetched when it is first asked for, shown here, and saved where the user wants.

use super::document_failure::DocumentFailure;
use super::document_page::DocumentPages;
use super::document_share::Share;
use crate::components::{
    Banner, Button, Empty, ErrorPanel, Glyph, Icon, Look, Progress, Sheet, Tone,
};
use crate::host;
use crate::reading::use_reading;
use crate::shared::{Shared, kilobytes};
use crate::words::t;
use balcao_bridge::{
    AccountId, AppError, ErrorCode, OpenDocument, OpenedDocument, Profile, SaveDocument, Saved,
};
use balcao_domain::{Bill, BillId, Collection};
use dioxus::prelude::*;
use std::rc::Rc;

/// *Ver PDF*, and the sheet that it opens.
#[component]
pub fn DocumentButton(account: AccountId, bill: Bill) -> Element {
    let mut open = use_signal(|| false);
    let (id, number) = (bill.id, bill.number_text());
    rsx! {
        div { class: "document-open",
            Button {
                glyph: Glyph::FileText,
                testid: "open-document",
                onclick: move |_| open.set(true),
                {t!("document-open")}
            }
        }
        if open() {
            Sheet {
                id: "document",
                title: t!("bill-number", number = number.clone()),
                onclose: move |()| open.set(false),
                BillDocument { account, bill: id, number }
            }
        }
    }
}

/// What is in the sheet: on its way, here, or why it is neither.
#[component]
fn BillDocument(account: AccountId, bill: BillId, number: String) -> Element {
    let reading = use_reading(&[Collection::Bills], move || {
        Some(OpenDocument { account, bill })
    });
    match reading.get() {
        None => rsx! {
            Fetching { bill }
        },
        Some(Err(error)) => rsx! {
            NotHere { error }
        },
        Some(Ok(opened)) => rsx! {
            Opened { account, bill, number, opened }
        },
    }
}

/// How far it has come.
#[component]
fn Fetching(bill: BillId) -> Element {
    let fetching = (use_context::<Shared>().fetching)();
    let come = fetching.filter(|fetching| fetching.bill == bill);
    let done = come.and_then(|come| Some((come.received, come.total?)));
    let words = match done {
        Some((received, total)) => {
            t!(
                "document-received",
                received = kilobytes(received),
                total = kilobytes(total)
            )
        }
        None => t!("loading"),
    };
    rsx! {
        Progress { id: "document-progress", label: t!("document-fetching"), words, done }
    }
}

/// Why there is nothing to see. It is asked for again whenever the portal is heard.
#[component]
fn NotHere(error: AppError) -> Element {
    match error.code {
        ErrorCode::Offline | ErrorCode::NotOffline => rsx! {
            Empty {
                glyph: Glyph::CloudOff,
                title: t!("document-not-here"),
                text: t!("document-not-here-text"),
                testid: "document-not-here",
            }
        },
        _ => rsx! {
            ErrorPanel { error }
        },
    }
}

#[component]
fn Opened(account: AccountId, bill: BillId, number: String, opened: Rc<OpenedDocument>) -> Element {
    rsx! {
        if opened.outdated {
            Banner {
                tone: Tone::Warning,
                glyph: Glyph::CloudOff,
                text: t!("document-outdated"),
                testid: "document-outdated",
            }
        }
        DocumentPages { account, bill, number, opened: (*opened).clone(),
            Keep { account, bill }
            Share { account, bill }
        }
    }
}

/// *Salvar como*: the system's dialog, or a browser's own download.
#[component]
fn Keep(account: AccountId, bill: BillId) -> Element {
    let shared = use_context::<Shared>();
    let mut failed = use_signal(|| None);
    let in_browser = (shared.info)().is_some_and(|info| info.profile == Profile::Online);
    if in_browser {
        return rsx! {
            a {
                class: Look::Plain.class(),
                href: "/api/documents/{account}/{bill}",
                download: true,
                "data-testid": "save-document",
                Icon { glyph: Glyph::Download }
                {t!("document-download")}
            }
        };
    }
    let save = move |_| async move {
        let saved = host::call(SaveDocument { account, bill }).await;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_that_was_never_fetched_says_so_offline_and_other_errors_say_what_they_are() {
        let html = |code| {
            let error = AppError::new(code);
            dioxus_ssr::render_element(rsx! {
                NotHere { error }
            })
        };
        assert!(html(ErrorCode::Offline).contains("document-not-here"));
        let unreadable = html(ErrorCode::UnreadableDocument);
        assert!(unreadable.contains("unreadable_document"), "{unreadable}");
    }

    #[test]
    fn kilobytes_are_whole_and_never_none_of_something() {
        let told = [0, 1, 1_000, 1_001, 42_810].map(kilobytes);
        assert_eq!(told, [0, 1, 1, 2, 43]);
    }
}
