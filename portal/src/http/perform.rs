//! What the portal does about a decision beside its effect, where it does something: it moves the
//! file that comes with it to its place.

use balcao_domain::{Action, AttachProof, ProofId};

use super::refusal::Refusal;
use crate::files::Place;
use crate::portal::Portal;
use crate::scope::Scope;
use crate::store::{ActionKey, Answer};

/// Performs a decision.
pub async fn perform(
    portal: &Portal,
    scope: &Scope,
    key: ActionKey,
    action: &Action,
) -> Result<Answer, Refusal> {
    let now = portal.clock.now();
    match action {
        Action::AttachProof(attach) => with_file(portal, scope, key, attach).await,
        _ => Ok(portal.store.perform(scope, key, action, now).await??),
    }
}

async fn with_file(
    portal: &Portal,
    scope: &Scope,
    key: ActionKey,
    asked: &AttachProof,
) -> Result<Answer, Refusal> {
    let action = Action::AttachProof(asked.clone());
    let now = portal.clock.now();
    portal.store.performable(scope, key, &action, now).await??;
    whole(portal, scope, asked).await?;
    let from = Place::whole(scope.user(), asked.sha256);
    let to = Place::proof(asked.request, ProofId::new(key.id));
    if !portal.files.copy(&from, &to).await? {
        portal.store.remove_upload(scope, asked.sha256).await?;
        return Err(not_uploaded());
    }
    let attached = portal.store.perform(scope, key, &action, now).await?;
    if attached.is_err() {
        // Another was attached, or the request decided, since it was looked at.
        portal.files.remove(&to).await?;
    }
    Ok(attached?)
}

fn not_uploaded() -> Refusal {
    Refusal::invalid_field("sha256", "not_uploaded")
}

/// The user has uploaded the file, and it is what is said of it.
async fn whole(portal: &Portal, scope: &Scope, asked: &AttachProof) -> Result<(), Refusal> {
    let row = portal.store.upload(scope, asked.sha256).await?;
    let row = row.filter(|row| row.kind.is_some());
    let row = row.ok_or_else(not_uploaded)?;
    if row.size != asked.size {
        Err(Refusal::invalid_field("size", "mismatch"))
    } else if row.kind != Some(asked.kind) {
        Err(Refusal::invalid_field("kind", "mismatch"))
    } else {
        Ok(())
    }
}
