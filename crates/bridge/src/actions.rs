//! What the user decides: actions that wait, are sent, and may be refused; *Editar meus dados*.
//!
//! An action is kept before the call answers and drawn over what is cached at once; the portal is
//! told behind. Where nothing is kept ([`crate::Profile`] other than `Device`) there is no queue:
//! the call sends and answers what came of it, and without a connection it says `not_offline`.

use crate::{AccountId, AppError, Moment};
use balcao_domain::{Action, CustomerId, ProfileChange, Proof, ProofId, RequestId};
use serde::{Deserialize, Serialize};
use std::fmt;
use uuid::Uuid;

/// An action. It is also the id of what the action makes, and unique at the portal for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ActionId(pub Uuid);

impl fmt::Display for ActionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(f)
    }
}

/// How far an action has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActionState {
    /// *Aguardando envio*; it can be cancelled.
    Queued,
    /// *Enviando*.
    Sending,
    /// *Enviado*: the portal has it; what it made is on its way here.
    Accepted,
    /// The portal refused it, for this reason; *editar, tentar de novo* or *descartar*.
    Refused(AppError),
}

/// An action that has not come true yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingAction {
    /// Its id.
    pub id: ActionId,
    /// What it does.
    pub action: Action,
    /// When it was decided.
    pub made_at: Moment,
    /// How far it has come.
    pub state: ActionState,
    /// The refused action of the same subject that holds it back until the user decides about
    /// that one.
    pub held_by: Option<ActionId>,
}

/// What became of a decision when the call answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decided {
    /// It is kept, and sent as soon as that is possible.
    Kept(ActionId),
    /// The portal has it.
    Done(ActionId),
}

/// Every action that has not come true yet, in the order they were made.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ListActions {
    /// Of which account.
    pub account: AccountId,
}

/// Takes back an action that is queued, and those that build upon it; `conflict` when it is being
/// sent or was.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CancelAction {
    /// Which account.
    pub account: AccountId,
    /// Which action.
    pub action: ActionId,
    /// Whether what it said becomes the form's draft again: *editar*.
    pub keep_draft: bool,
}

/// Sends a refused action once more, as it is.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RetryAction {
    /// Which account.
    pub account: AccountId,
    /// Which action.
    pub action: ActionId,
}

/// Gives up a refused action, and those that build upon it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DiscardAction {
    /// Which account.
    pub account: AccountId,
    /// Which action.
    pub action: ActionId,
    /// Whether what it said becomes the form's draft again: *editar*.
    pub keep_draft: bool,
}

/// *Editar meus dados*: the new values, with the proofs of the form's draft where one is asked for
/// ([`balcao_domain::ProfileChange::takes_proof`]). The draft is then gone.
///
/// Refused at once with `role_needed`, or with `invalid_request` and `field`: a field's name with
/// the `reason` of [`balcao_domain::ProfileFault`], or `change` with `empty` when nothing differs
/// from what is shown. Which field needs what stands in [`balcao_domain::ProfileField`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ChangeProfile {
    /// Which account.
    pub account: AccountId,
    /// Whose data.
    pub customer: CustomerId,
    /// The new values; those that differ from nothing shown are left out.
    pub change: ProfileChange,
}

/// Asks for a file and attaches it to a request that is there already; none when the user chose
/// none. Errors as [`PickProof`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AttachProof {
    /// Which account.
    pub account: AccountId,
    /// Whose request.
    pub customer: CustomerId,
    /// Which request.
    pub request: RequestId,
}

/// Asks for a file and keeps it with the form's draft, whatever happens to it where it came from;
/// when the user chose none, the draft is as it was.
///
/// `invalid_request` with `field` = `proof` and a `reason` of [`balcao_domain::ProofFault`],
/// `unreadable`, or `no_chooser` where the program has no way to ask: there the page asks
/// ([`crate::TakesFile`]).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PickProof {
    /// Which account.
    pub account: AccountId,
    /// Whose data the form is about.
    pub customer: CustomerId,
}

/// Takes a file out of the form's draft.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RemoveProof {
    /// Which account.
    pub account: AccountId,
    /// Whose data the form is about.
    pub customer: CustomerId,
    /// Which file.
    pub proof: ProofId,
}

/// What stands in *Editar meus dados* and was not decided yet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileDraft {
    /// The fields as typed, whether they would do or not.
    pub change: ProfileChange,
    /// The files chosen.
    pub proofs: Vec<Proof>,
}

/// Asks for the draft; an empty one when there is none.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct GetProfileDraft {
    /// Which account.
    pub account: AccountId,
    /// Whose data the form is about.
    pub customer: CustomerId,
}

/// Keeps what was typed; the files stay.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SaveProfileDraft {
    /// Which account.
    pub account: AccountId,
    /// Whose data the form is about.
    pub customer: CustomerId,
    /// The fields as typed.
    pub change: ProfileChange,
}

/// Forgets the draft with its files.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DiscardProfileDraft {
    /// Which account.
    pub account: AccountId,
    /// Whose data the form is about.
    pub customer: CustomerId,
}
