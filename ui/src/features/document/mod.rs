//! Documents of rows: a PDF is shown here and saved where the user wants, data is saved.

mod data;
mod failure;
mod keep;
mod pages;
mod share;

use crate::components::{Banner, Button, Empty, ErrorPanel, Glyph, Progress, Sheet, Tone};
use crate::reading::use_reading;
use crate::shared::{Shared, kilobytes};
use crate::words::t;
use balcao_bridge::{AccountId, AppError, ErrorCode, OpenDocument, OpenedDocument};
use balcao_domain::{DocumentKind, DocumentRef};
use data::DataButton;
use dioxus::prelude::*;
use keep::Keep;
use pages::DocumentPages;
use share::Share;
use std::rc::Rc;

/// The documents of a row, as buttons beside each other.
#[component]
pub fn Documents(
    account: AccountId,
    documents: Vec<DocumentRef>,
    /// What they are of.
    title: String,
) -> Element {
    rsx! {
        div { class: "document-open",
            for document in documents {
                if document.kind == DocumentKind::Pdf {
                    PdfButton { key: "{document}", account, document, title: title.clone() }
                } else {
                    DataButton { key: "{document}", account, document }
                }
            }
        }
    }
}

/// *Ver PDF*, and the sheet that it opens.
#[component]
fn PdfButton(account: AccountId, document: DocumentRef, title: String) -> Element {
    let mut open = use_signal(|| false);
    rsx! {
        Button {
            glyph: Glyph::FileText,
            testid: "open-document",
            onclick: move |_| open.set(true),
            {t!("document-open")}
        }
        if open() {
            Sheet { id: "document", title: title.clone(), onclose: move |()| open.set(false),
                InSheet { account, document, title }
            }
        }
    }
}

/// What is in the sheet: on its way, here, or why it is neither.
#[component]
fn InSheet(account: AccountId, document: DocumentRef, title: String) -> Element {
    let shared = use_context::<Shared>();
    // Its row may change while it is looked at.
    let reading = use_reading(&[], move || {
        shared.follow(&[document.of]);
        Some(OpenDocument { account, document })
    });
    match reading.get() {
        None => rsx! {
            Fetching { document }
        },
        Some(Err(error)) => rsx! {
            NotHere { error }
        },
        Some(Ok(opened)) => rsx! {
            Opened { account, document, title, opened }
        },
    }
}

/// How far it has come.
#[component]
fn Fetching(document: DocumentRef) -> Element {
    let fetching = (use_context::<Shared>().fetching)();
    let come = fetching.filter(|fetching| fetching.document == document);
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
fn Opened(
    account: AccountId,
    document: DocumentRef,
    title: String,
    opened: Rc<OpenedDocument>,
) -> Element {
    rsx! {
        if opened.outdated {
            Banner {
                tone: Tone::Warning,
                glyph: Glyph::CloudOff,
                text: t!("document-outdated"),
                testid: "document-outdated",
            }
        }
        DocumentPages { account, document, title, opened: (*opened).clone(),
            Keep { account, document }
            Share { account, document }
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
