//! *Comprovantes*: the files that show that a change is true.

use super::names::proof_fault_words;
use crate::components::{Button, Glyph, Icon, Progress};
use crate::host::{self, ChosenFile};
use crate::shared::{Shared, kilobytes};
use crate::words::{sentence, t};
use balcao_bridge::{AppError, Profile, TakesFile};
use balcao_domain::{Proof, ProofId, ProofKind};
use dioxus::prelude::*;

/// A list of files; with a way to take one out where `onremove` is given.
#[component]
pub fn AttachedFiles(
    proofs: Vec<Proof>,
    #[props(default)] onremove: Option<EventHandler<ProofId>>,
) -> Element {
    if proofs.is_empty() {
        return VNode::empty();
    }
    rsx! {
        ul { class: "files",
            for proof in proofs {
                li { key: "{proof.id}", class: "file", "data-testid": "proof",
                    Icon { glyph: Glyph::FileText }
                    span { class: "file-name", "{proof.name}" }
                    span { class: "file-size figures",
                        {t!("proof-size", size = kilobytes(proof.size.into()))}
                    }
                    if let Some(onremove) = onremove {
                        button {
                            class: "file-remove",
                            r#type: "button",
                            "aria-label": t!("proof-remove", name = proof.name.as_str()),
                            "data-testid": "remove-proof",
                            onclick: move |_| onremove.call(proof.id),
                            Icon { glyph: Glyph::X }
                        }
                    }
                }
            }
        }
    }
}

/// A file on its way from the page, where the page asks for files.
#[derive(Debug, Clone, PartialEq)]
pub struct Sending {
    /// What it is called.
    pub name: String,
    /// How many bytes have gone.
    pub sent: u64,
    /// How many it has.
    pub total: u64,
}

/// Where a file is asked for: by the page itself in a browser, else by the core. While one is on
/// its way, how far it is.
#[component]
pub fn AskForFile(
    sending: Option<Sending>,
    /// The file, where the page has asked for it.
    onask: EventHandler<Option<ChosenFile>>,
) -> Element {
    let shared = use_context::<Shared>();
    let in_browser = (shared.info)().is_some_and(|info| info.profile == Profile::Online);
    if let Some(Sending { name, sent, total }) = sending {
        let words = if sent < total {
            t!(
                "waiting-sent",
                sent = kilobytes(sent),
                total = kilobytes(total)
            )
        } else {
            t!("waiting-sending")
        };
        // The last byte has gone: now it is kept, or goes on, and nobody tells how far.
        let done = (sent < total).then_some((sent, total));
        return rsx! {
            Progress { id: "attach-progress", label: name, words, done }
        };
    }
    rsx! {
        div {
            if in_browser {
                label { class: "button button-plain file-chooser",
                    input {
                        id: INPUT,
                        class: "unseen",
                        r#type: "file",
                        accept: ".pdf,.png,.jpg,.jpeg,application/pdf,image/png,image/jpeg",
                        "data-testid": "choose-proof",
                        onchange: move |_| {
                            if let Some(file) = ChosenFile::take(INPUT) {
                                onask.call(Some(file));
                            }
                        },
                    }
                    Icon { glyph: Glyph::Plus }
                    {t!("proof-attach")}
                }
            } else {
                Button { glyph: Glyph::Plus, testid: "attach-proof", onclick: move |_| onask.call(None),
                    {t!("proof-attach")}
                }
            }
        }
    }
}

const INPUT: &str = "proof-file";

/// Calls the core with a file, or for one; tells how far it is on its way from the page. What will
/// not do is not even sent.
pub async fn call_for_file<C: TakesFile>(
    request: C,
    file: Option<ChosenFile>,
    mut sending: Signal<Option<Sending>>,
) -> Result<C::Output, AppError> {
    let Some(file) = file else {
        return host::call(request).await;
    };
    let begins = file.begins(ProofKind::TELLING).await?;
    Proof::judge(file.size(), &begins).map_err(|wrong| AppError::invalid("proof", wrong.name()))?;
    let on_its_way = |sent| Sending {
        name: file.name(),
        sent,
        total: file.size(),
    };
    sending.set(Some(on_its_way(0)));
    let told = |sent| sending.set(Some(on_its_way(sent)));
    let answer = host::call_with_file(request, &file, told).await;
    sending.set(None);
    answer
}

/// What is wrong with a file that was picked.
pub fn file_error(error: &AppError) -> String {
    let reason = error.args.get("reason");
    reason
        .and_then(|reason| proof_fault_words(reason))
        .unwrap_or_else(|| sentence(error))
}
