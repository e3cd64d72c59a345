//! Drafts: what was typed into forms, and what becomes of it.

use super::Outbox;
use super::queue::Entry;
use super::table::{chunks, drafts};
use crate::db::DbError;
use balcao_bridge::{DraftKey, ProfileDraft};
use balcao_domain::form::Typed;
use balcao_domain::{Action, CustomerId, ProofId, Sha256Digest};
use rusqlite::Connection;

impl Outbox {
    /// The draft about a customer's data.
    pub async fn profile_draft(&self, customer: CustomerId) -> Result<ProfileDraft, DbError> {
        self.read(move |connection| drafts::profile(connection, customer))
            .await
    }

    /// Changes the draft about a customer's data, and keeps the file that comes with it; answers
    /// the draft.
    pub async fn redraft_profile(
        &self,
        customer: CustomerId,
        file: Option<(Sha256Digest, Vec<u8>)>,
        change: impl FnOnce(&mut ProfileDraft) + Send + 'static,
    ) -> Result<ProfileDraft, DbError> {
        let this = self.clone();
        let answer = self
            .database()
            .write(move |connection| {
                let mut draft = drafts::profile(connection, customer)?;
                change(&mut draft);
                drafts::put_profile(connection, customer, &draft)?;
                if let Some((sha256, bytes)) = file {
                    chunks::put(connection, &sha256, &bytes)?;
                }
                this.sweep(connection)?;
                Ok(draft)
            })
            .await;
        self.healed_after(answer).await
    }

    /// What was typed into a form; none when nothing was.
    pub async fn typed(&self, key: DraftKey) -> Result<Option<Typed>, DbError> {
        self.read(move |connection| drafts::typed(connection, key))
            .await
    }

    /// Keeps what was typed into a form; nothing forgets it.
    pub async fn keep_typed(&self, key: DraftKey, typed: Option<Typed>) -> Result<(), DbError> {
        self.keep(move |connection| drafts::put_typed(connection, key, typed.as_ref()))
            .await
    }
}

/// Writes, with the actions that it belongs to, that a form's draft is done with.
pub(crate) fn forget_draft(connection: &Connection, customer: CustomerId) -> Result<(), DbError> {
    drafts::put_profile(connection, customer, &ProfileDraft::default())
}

/// Writes, with the actions that it belongs to, that what was typed into a form is decided.
pub(crate) fn forget_typed(connection: &Connection, key: DraftKey) -> Result<(), DbError> {
    drafts::put_typed(connection, key, None)
}

/// What actions said that are taken back together becomes their forms' drafts again. What was changed
/// of a row that is not made now becomes its draft; what was said about it, for which there is no place
/// of its own then, stands below what was said in it.
pub(super) fn redraft_all(connection: &Connection, gone: &[Entry]) -> Result<(), DbError> {
    for entry in gone {
        let after = entry.action.after();
        let maker = gone.iter().find(|maker| Some(maker.id.0) == after);
        let draft = maker.and_then(|maker| DraftKey::of(&maker.action));
        match (draft, entry.action.typed()) {
            (Some(draft), Some(changed)) => {
                let mut typed = drafts::typed(connection, draft)?.unwrap_or_default();
                if entry.action.edits() {
                    typed.extend(changed);
                } else {
                    said_below(&mut typed, changed);
                }
                drafts::put_typed(connection, draft, Some(&typed))?;
            }
            _ => redraft(connection, entry)?,
        }
    }
    Ok(())
}

/// Puts what was said below what stands in the fields of the same names.
fn said_below(typed: &mut Typed, said: Typed) {
    for (name, text) in said {
        if let Some(stands) = typed.get_mut(&name).filter(|stands| !stands.is_empty()) {
            *stands = format!("{stands}\n\n{text}");
        }
    }
}

/// What an action said becomes its form's draft again.
fn redraft(connection: &Connection, entry: &Entry) -> Result<(), DbError> {
    match &entry.action {
        Action::ChangeProfile(it) => {
            let mut draft = drafts::profile(connection, it.customer)?;
            draft.change = it.change.clone();
            drafts::put_profile(connection, it.customer, &draft)
        }
        Action::AttachProof(it) => {
            let mut draft = drafts::profile(connection, it.customer)?;
            draft.proofs.push(it.proof(ProofId::new(entry.id.0)));
            drafts::put_profile(connection, it.customer, &draft)
        }
        action => match (DraftKey::of(action), action.typed()) {
            (Some(key), Some(typed)) => drafts::put_typed(connection, key, Some(&typed)),
            _ => Ok(()),
        },
    }
}
