//! *Editar meus dados*: the form's draft, and the decision.

use super::Standing;
use super::proofs::attach;
use crate::account::Account;
use crate::cache::customers;
use crate::core::{Core, Handle};
use crate::error::role_needed;
use crate::outbox::{self, New, id, overlay};
use balcao_bridge::{
    AppError, ChangeProfile, Decided, DiscardProfileDraft, ErrorCode, GetProfileDraft,
    ProfileDraft, SaveProfileDraft,
};
use balcao_contract::{Action, ChangeProfile as Change};
use balcao_domain::{
    Access, Customer, CustomerId, FieldRule, ProfileField, Proof, RequestId, Role,
};

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
        let takes = change.clone();
        let mut new = vec![New {
            id: made,
            action: Action::ChangeProfile(Change { customer, change }),
            made_at: now,
        }];
        let asked = |(beside, _): &(usize, Proof)| takes.takes_proof(*beside).is_ok();
        for (_, proof) in draft.proofs.into_iter().enumerate().filter(asked) {
            new.push(New {
                id: id::new(now)?,
                action: attach(customer, RequestId::new(made.0), proof),
                made_at: now,
            });
        }
        let outbox = &account.outbox;
        if outbox.queues() {
            let forget = move |connection: &_| outbox::forget_draft(connection, customer);
            account.decide(new, forget).await?;
            return Ok(Decided::Kept(made));
        }
        // Refused at once, what was typed is still to be edited.
        let typed = move |draft: &mut ProfileDraft| draft.change = request.change;
        outbox.redraft_profile(customer, None, typed).await?;
        account.decide(new, |_| Ok(())).await?;
        outbox.redraft_profile(customer, None, forget).await?;
        Ok(Decided::Done(made))
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
        account
            .outbox
            .redraft_profile(request.customer, None, forget)
            .await?;
        Ok(())
    }
}

fn forget(draft: &mut ProfileDraft) {
    *draft = ProfileDraft::default();
}

/// The customer's data as cached, when the user may change them.
pub(super) async fn may_change(
    account: &Account,
    customer: CustomerId,
) -> Result<Customer, AppError> {
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
