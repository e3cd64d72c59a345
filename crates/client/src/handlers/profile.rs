//! *Editar meus dados*: the form's draft with its files, and the decision.

use super::Standing;
use crate::account::Account;
use crate::cache::{customers, profile_requests};
use crate::core::{Core, Handle};
use crate::error::role_needed;
use crate::outbox::{self, New, id, overlay};
use balcao_bridge::{
    AppError, AttachProof, ChangeProfile, Decided, DiscardProfileDraft, ErrorCode, GetProfileDraft,
    PickProof, ProfileDraft, RemoveProof, SaveProfileDraft,
};
use balcao_contract::{Action, AttachProof as Attach, ChangeProfile as Change};
use balcao_domain::{
    Access, Customer, CustomerId, FieldRule, ProfileField, Proof, ProofId, ProofKind, RequestId,
    RequestState, Role, Sha256Digest,
};
use sha2::{Digest, Sha256};
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

impl Handle<ChangeProfile> for Core {
    async fn handle(&self, request: ChangeProfile) -> Result<Decided, AppError> {
        let account = self.account(request.account)?;
        let customer = request.customer;
        let cached = may_change(&account, customer).await?;
        let shown = overlay::customer(&cached, account.outbox.queue().entries()).0;
        let change = overlay::difference(&shown, &request.change);
        if change.is_empty() {
            return Err(AppError::invalid("change", "empty"));
        }
        if let Some((field, fault)) = change.faults().first() {
            return Err(AppError::invalid(field.name(), fault.name()));
        }
        let is_locked = |field: &ProfileField| field.rule() == FieldRule::Locked;
        if let Some(field) = change.fields().find(is_locked) {
            return Err(AppError::invalid(field.name(), "locked"));
        }
        let draft = account.outbox.profile_draft(customer).await?;
        let now = account.outside.clock.now();
        let made = id::new(now)?;
        let mut new = vec![New {
            id: made,
            action: Action::ChangeProfile(Change { customer, change }),
            made_at: now,
        }];
        let typed = ProfileDraft {
            change: request.change,
            proofs: draft.proofs.clone(),
        };
        for proof in draft.proofs {
            new.push(New {
                id: id::new(now)?,
                action: attach(customer, RequestId::new(made.0), proof),
                made_at: now,
            });
        }
        let forget = move |connection: &_| outbox::forget_draft(connection, customer);
        if let Err(error) = account.decide(new, forget).await {
            // Refused at once: what was typed is still to be edited.
            let again = |now: &mut ProfileDraft| *now = typed;
            account
                .outbox
                .redraft_profile(customer, None, again)
                .await?;
            return Err(error);
        }
        Ok(if account.outbox.queues() {
            Decided::Kept(made)
        } else {
            Decided::Done(made)
        })
    }
}

impl Handle<AttachProof> for Core {
    async fn handle(&self, request: AttachProof) -> Result<Option<Decided>, AppError> {
        let account = self.account(request.account)?;
        let customer = request.customer;
        may_change(&account, customer).await?;
        let count = proofs_of(&account, customer, request.request).await?;
        let Some((proof, bytes)) = self.pick(&account, count).await? else {
            return Ok(None);
        };
        let made = balcao_bridge::ActionId(proof.id.uuid());
        let sha256 = proof.sha256;
        let new = New {
            id: made,
            action: attach(customer, request.request, proof),
            made_at: account.outside.clock.now(),
        };
        let keep = move |connection: &_| outbox::keep_file(connection, &sha256, &bytes);
        account.decide(vec![new], keep).await?;
        Ok(Some(if account.outbox.queues() {
            Decided::Kept(made)
        } else {
            Decided::Done(made)
        }))
    }
}

impl Handle<PickProof> for Core {
    async fn handle(&self, request: PickProof) -> Result<ProfileDraft, AppError> {
        let account = self.account(request.account)?;
        let customer = request.customer;
        may_change(&account, customer).await?;
        let draft = account.outbox.profile_draft(customer).await?;
        let Some((proof, bytes)) = self.pick(&account, draft.proofs.len()).await? else {
            return Ok(draft);
        };
        let file = (proof.sha256, bytes);
        let kept = account
            .outbox
            .redraft_profile(customer, Some(file), |draft| draft.proofs.push(proof));
        Ok(kept.await?)
    }
}

impl Handle<RemoveProof> for Core {
    async fn handle(&self, request: RemoveProof) -> Result<ProfileDraft, AppError> {
        let account = self.account(request.account)?;
        let remove = move |draft: &mut ProfileDraft| {
            draft.proofs.retain(|proof| proof.id != request.proof);
        };
        let left = account
            .outbox
            .redraft_profile(request.customer, None, remove);
        Ok(left.await?)
    }
}

impl Handle<GetProfileDraft> for Core {
    async fn handle(&self, request: GetProfileDraft) -> Result<ProfileDraft, AppError> {
        let account = self.account(request.account)?;
        Ok(account.outbox.profile_draft(request.customer).await?)
    }
}

impl Handle<SaveProfileDraft> for Core {
    async fn handle(&self, request: SaveProfileDraft) -> Result<(), AppError> {
        let account = self.account(request.account)?;
        let save = move |draft: &mut ProfileDraft| draft.change = request.change;
        account
            .outbox
            .redraft_profile(request.customer, None, save)
            .await?;
        Ok(())
    }
}

impl Handle<DiscardProfileDraft> for Core {
    async fn handle(&self, request: DiscardProfileDraft) -> Result<(), AppError> {
        let account = self.account(request.account)?;
        let forget = |draft: &mut ProfileDraft| *draft = ProfileDraft::default();
        account
            .outbox
            .redraft_profile(request.customer, None, forget)
            .await?;
        Ok(())
    }
}

/// The customer's data as cached, when the user may change them.
async fn may_change(account: &Account, customer: CustomerId) -> Result<Customer, AppError> {
    let (standing, cached) = account
        .read(move |connection| {
            Ok((
                Standing::of(connection, customer)?,
                customers::get(connection, customer)?,
            ))
        })
        .await?;
    if !standing.known()?.allows(Access::ChangeProfile) {
        return Err(role_needed(Role::needed_for(Access::ChangeProfile)));
    }
    // An emptied cache that could not be loaded again.
    cached.ok_or(AppError::new(ErrorCode::NotOffline))
}

/// How many files a request has or will have; one that was decided takes no more.
async fn proofs_of(
    account: &Account,
    customer: CustomerId,
    id: RequestId,
) -> Result<usize, AppError> {
    let found = account
        .read(move |connection| profile_requests::get(connection, id))
        .await?;
    let queue = account.outbox.queue();
    let waiting = queue.entries().iter().filter(|entry| {
        matches!(&entry.action, Action::AttachProof(it) if it.request == id) && entry.is_unsent()
    });
    let attached = match found {
        Some(request) if request.customer != customer => {
            return Err(AppError::new(ErrorCode::NotFound));
        }
        Some(request) if request.state != RequestState::Pending => {
            return Err(AppError::new(ErrorCode::Conflict));
        }
        Some(request) => request.proofs.len(),
        None if queue.get(balcao_bridge::ActionId(id.uuid())).is_some() => 0,
        None => return Err(AppError::new(ErrorCode::NotFound)),
    };
    Ok(attached + waiting.count())
}

fn attach(customer: CustomerId, request: RequestId, proof: Proof) -> Action {
    Action::AttachProof(Attach {
        customer,
        request,
        name: proof.name,
        kind: proof.kind,
        size: proof.size,
        sha256: proof.sha256,
    })
}

impl Core {
    /// Asks for a file and reads it; none when the user chose none.
    async fn pick(
        &self,
        account: &Arc<Account>,
        already: usize,
    ) -> Result<Option<(Proof, Vec<u8>)>, AppError> {
        if already >= Proof::MOST {
            return Err(AppError::invalid("proof", "too_many"));
        }
        let host = &self.inner().outside.host;
        let chooser = host.chooser();
        let chooser = chooser.ok_or_else(|| AppError::invalid("proof", "no_chooser"))?;
        let Some(path) = chooser.open().await else {
            return Ok(None);
        };
        let id = id::new(account.outside.clock.now())?;
        let read = tokio::task::spawn_blocking(move || read(&path, ProofId::new(id.0)));
        let unreadable = |_| AppError::invalid("proof", "unreadable");
        read.await.map_err(unreadable)?.map(Some)
    }
}

fn read(path: &Path, id: ProofId) -> Result<(Proof, Vec<u8>), AppError> {
    let wrong = |reason| AppError::invalid("proof", reason);
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(|_| wrong("unreadable"))?;
    // One byte more than is taken tells the larger ones.
    file.take(u64::from(Proof::LARGEST) + 1)
        .read_to_end(&mut bytes)
        .map_err(|_| wrong("unreadable"))?;
    let size = u32::try_from(bytes.len()).map_err(|_| wrong("too_large"))?;
    if size == 0 {
        return Err(wrong("empty"));
    }
    if size > Proof::LARGEST {
        return Err(wrong("too_large"));
    }
    let proof = Proof {
        id,
        name: name(path),
        kind: ProofKind::of(&bytes).ok_or_else(|| wrong("kind"))?,
        size,
        sha256: Sha256Digest::new(Sha256::digest(&bytes).into()),
    };
    Ok((proof, bytes))
}

fn name(path: &Path) -> String {
    let name = path.file_name().map(|name| name.to_string_lossy());
    name.unwrap_or_default().into_owned()
}
