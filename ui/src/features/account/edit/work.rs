//! What the form asks of the core, one thing after the other: a draft is not kept any more once it
//! was sent, and a file is not picked for a draft that is being thrown away.

use super::form::EditForm;
use crate::features::account::proofs::{Sending, call_for_file, file_error};
use crate::features::account::requests::request_route;
use crate::features::shell::{close_detail, open_detail};
use crate::host::{self, ChosenFile};
use crate::shared::Shared;
use crate::words::{explain, t};
use balcao_bridge::{
    AccountId, ActionId, AppError, ChangeProfile, Decided, DiscardProfileDraft, PickProof,
    ProfileDraft, RemoveProof, SaveProfileDraft,
};
use balcao_domain::{CustomerId, FieldRule, ProfileChange, ProofId, RequestId};
use dioxus::prelude::*;

/// One thing to do.
#[derive(Debug, Clone, PartialEq)]
pub enum Task {
    /// What was typed is kept.
    Keep,
    /// A file is asked for, or the page has asked for this one.
    Attach(Option<ChosenFile>),
    /// A file is taken out.
    Remove(ProofId),
    /// All of it is thrown away.
    Discard,
    /// It is decided.
    Send(ProfileChange),
}

/// Does the tasks as they come.
pub async fn work(
    shared: Shared,
    account: AccountId,
    customer: CustomerId,
    mut form: Signal<EditForm>,
    mut wrong_file: Signal<Option<String>>,
    sending: Signal<Option<Sending>>,
    mut tasks: UnboundedReceiver<Task>,
) {
    while let Ok(task) = tasks.recv().await {
        match task {
            Task::Keep => {
                let change = form.peek().change.clone();
                // Of several keys in a row, the last one says it all.
                if change != form.peek().kept {
                    let save = SaveProfileDraft {
                        account,
                        customer,
                        change: change.clone(),
                    };
                    match host::call(save).await {
                        Ok(()) => form.write().kept = change,
                        Err(error) => shared.tell(explain(&error).happened),
                    }
                }
            }
            Task::Attach(file) => {
                wrong_file.set(None);
                let pick = PickProof { account, customer };
                take_files(form, wrong_file, call_for_file(pick, file, sending).await);
            }
            Task::Remove(proof) => {
                let remove = RemoveProof {
                    account,
                    customer,
                    proof,
                };
                take_files(form, wrong_file, host::call(remove).await);
            }
            Task::Discard => match host::call(DiscardProfileDraft { account, customer }).await {
                Ok(()) => {
                    form.set(EditForm::default());
                    wrong_file.set(None);
                }
                Err(error) => form.write().refuse(error),
            },
            Task::Send(change) => {
                let asks = !change.with_rule(FieldRule::WithApproval).is_empty();
                let send = ChangeProfile {
                    account,
                    customer,
                    change,
                };
                match host::call(send).await {
                    Ok(decided) => return leave(shared, account, decided, asks),
                    Err(error) => form.write().refuse(error),
                }
            }
        }
    }
}

fn take_files(
    mut form: Signal<EditForm>,
    mut wrong_file: Signal<Option<String>>,
    answer: Result<ProfileDraft, AppError>,
) {
    wrong_file.set(answer.as_ref().err().map(file_error));
    if let Ok(draft) = answer {
        form.write().proofs = draft.proofs;
    }
}

/// Says what became of it, and shows the request that it made.
fn leave(shared: Shared, account: AccountId, decided: Decided, asks: bool) {
    let ActionId(id) = match decided {
        Decided::Kept(id) => {
            shared.say(t!("edit-kept"));
            id
        }
        Decided::Done(id) => {
            shared.say(t!("edit-done"));
            id
        }
    };
    shared.read_again();
    if asks {
        let request = request_route(account, RequestId::new(id));
        open_detail(shared, request, None);
    } else {
        close_detail(shared);
    }
}
