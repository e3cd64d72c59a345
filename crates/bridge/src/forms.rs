//! Forms: what is typed and kept until it is decided, and deciding.

use crate::AccountId;
use balcao_domain::form::Typed;
use balcao_domain::{Action, DecisionKind};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A form, and what it is about: of a decision that makes a row the customer, else the row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftKey {
    /// The decision that is typed.
    pub form: DecisionKind,
    /// What it is about.
    pub subject: Uuid,
}

impl DraftKey {
    /// The form that a decision is typed into; none for one about usage, which nobody types.
    pub fn of(action: &Action) -> Option<Self> {
        let (form, subject) = (action.kind(), action.subject().id.uuid()?);
        Some(Self { form, subject })
    }
}

/// Asks for what was typed into a form and not decided yet; none when nothing was.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct GetDraft {
    /// Which account.
    pub account: AccountId,
    /// Which form.
    pub key: DraftKey,
}

/// Keeps what was typed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SaveDraft {
    /// Which account.
    pub account: AccountId,
    /// Which form.
    pub key: DraftKey,
    /// The fields as typed, whether they would do or not.
    pub typed: Typed,
}

/// Forgets what was typed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DiscardDraft {
    /// Which account.
    pub account: AccountId,
    /// Which form.
    pub key: DraftKey,
}

/// Decides. What was typed of it is then forgotten.
///
/// Refused at once with `role_needed`, or with `invalid_request`, the first wrong `field` and the
/// `reason`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Decide {
    /// Which account.
    pub account: AccountId,
    /// What.
    pub action: Action,
}
