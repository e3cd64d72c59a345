//! *Editar meus dados*: the form's draft, and the decision.

use super::Standing;
use crate::account::Account;
use crate::core::{Core, Handle};
use crate::outbox::overlay::Drawn;
use crate::outbox::{self, New};
use balcao_bridge::{
    AppError, ChangeProfile, Decided, DiscardProfileDraft, ErrorCode, GetProfileDraft,
    ProfileDraft, SaveProfileDraft,
};
use balcao_domain::{
    Access, AttachProof, ChangeProfile as Change, Customer, CustomerId, Decision, DecisionKind,
    Owner, ProfileChange, Proof, RequestId,
};
use std::sync::Arc;

impl Handle<ChangeProfile> for Core {
    async fn handle(&self, request: ChangeProfile) -> Result<Decided, AppError> {
        let account = self.account(request.account)?;
        let customer = request.customer;
        let shown = may_change(&account, customer).await?;
        let typed = request.change.tidied();
        let change = ProfileChange::between(&shown, &typed.over(&shown));
        let decision = Change {
            customer,
            change: change.clone(),
        };
        if let Some(fault) = decision.faults().first() {
            return Err(AppError::invalid(fault.field, fault.code));
        }
        let draft = account.outbox.profile_draft(customer).await?;
        let now = account.outside.clock.now();
        let outbox = &account.outbox;
        let action = decision.into();
        let made = outbox.id_for(&action, now)?;
        let mut new = vec![New {
            id: made,
            action,
            made_at: now,
        }];
        let asked = |(beside, _): &(usize, Proof)| change.takes_proof(*beside).is_ok();
        for (_, proof) in draft.proofs.into_iter().enumerate().filter(asked) {
            let action = AttachProof::of(customer, RequestId::new(made.0), proof).into();
            new.push(New {
                id: outbox.id_for(&action, now)?,
                action,
                made_at: now,
            });
        }
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
        let (account, customer) = (self.account(request.account)?, request.customer);
        let standing = account.read(move |connection| Standing::of(connection, customer));
        standing.await?.known()?;
        let save = move |draft: &mut ProfileDraft| draft.change = request.change;
        account.outbox.redraft_profile(customer, None, save).await?;
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

/// The customer's data as they are shown, when the user may change them.
pub(super) async fn may_change(
    account: &Account,
    customer: CustomerId,
) -> Result<Customer, AppError> {
    let queue = account.outbox.queue();
    let (standing, shown) = account
        .read(move |connection| {
            let queue = Arc::clone(&queue);
            let drawn = Drawn::of(connection, Owner::Customer(customer), queue.entries())?;
            Ok((
                Standing::of(connection, customer)?,
                drawn.get(connection, customer.uuid().into())?,
            ))
        })
        .await?;
    standing.demand(Access::Decide(DecisionKind::ChangeProfile))?;
    // An emptied cache that could not be loaded again.
    shown.ok_or(AppError::new(ErrorCode::NotOffline))
}
