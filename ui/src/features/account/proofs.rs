//! *Comprovantes*: the files that show that a change is true.

use super::names::proof_fault_words;
use crate::components::{Glyph, Icon};
use crate::host;
use crate::shared::{Shared, kilobytes};
use crate::words::{sentence, t};
use balcao_bridge::{AccountId, AppError, AttachProof};
use balcao_domain::{CustomerId, Proof, ProofId, RequestId};
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

/// What is wrong with a file that was picked.
pub fn file_error(error: &AppError) -> String {
    let reason = error.args.get("reason");
    reason
        .and_then(|reason| proof_fault_words(reason))
        .unwrap_or_else(|| sentence(error))
}

/// Asks for a file and attaches it to a request; answers what is wrong with it.
pub async fn attach(
    shared: Shared,
    account: AccountId,
    customer: CustomerId,
    request: RequestId,
) -> Option<String> {
    let asked = AttachProof {
        account,
        customer,
        request,
    };
    let attached = host::call(asked).await;
    shared.read_again();
    attached.err().as_ref().map(file_error)
}
