//! Forms: what is typed is kept until it is decided.

use super::Standing;
use crate::core::{Core, Handle};
use crate::outbox::{self, New};
use balcao_bridge::{
    AppError, Decide, Decided, DiscardDraft, DraftKey, ErrorCode, GetDraft, SaveDraft,
};
use balcao_domain::form::Typed;
use balcao_domain::{Access, Owner};

/// How much may be typed into a form, in bytes.
const LONGEST: usize = 64 * 1024;

impl Handle<GetDraft> for Core {
    async fn handle(&self, request: GetDraft) -> Result<Option<Typed>, AppError> {
        let account = self.account(request.account)?;
        Ok(account.outbox.typed(request.key).await?)
    }
}

impl Handle<SaveDraft> for Core {
    async fn handle(&self, request: SaveDraft) -> Result<(), AppError> {
        let account = self.account(request.account)?;
        let lengths = request
            .typed
            .iter()
            .map(|(name, text)| name.len() + text.len());
        if lengths.sum::<usize>() > LONGEST {
            return Err(AppError::new(ErrorCode::InvalidRequest));
        }
        let typed = Some(request.typed);
        Ok(account.outbox.keep_typed(request.key, typed).await?)
    }
}

impl Handle<DiscardDraft> for Core {
    async fn handle(&self, request: DiscardDraft) -> Result<(), AppError> {
        let account = self.account(request.account)?;
        Ok(account.outbox.keep_typed(request.key, None).await?)
    }
}

impl Handle<Decide> for Core {
    async fn handle(&self, request: Decide) -> Result<Decided, AppError> {
        let account = self.account(request.account)?;
        let action = request.action.tidied();
        if let Owner::Customer(customer) = action.owner() {
            let standing = account.read(move |connection| Standing::of(connection, customer));
            standing.await?.demand(Access::Decide(action.kind()))?;
        }
        if let Some(fault) = action.faults().first() {
            return Err(AppError::invalid(fault.field, fault.code));
        }
        if action.file().is_some() {
            // Its bytes are kept with a form that takes files, and sent with the form's decision.
            return Err(AppError::new(ErrorCode::InvalidRequest));
        }
        let (draft, typed) = (DraftKey::of(&action), action.typed());
        let outbox = &account.outbox;
        let now = account.outside.clock.now();
        let made = outbox.id_for(&action, now)?;
        let new = vec![New {
            id: made,
            action,
            made_at: now,
        }];
        if outbox.queues() {
            let forget = move |connection: &_| {
                let mut draft = draft.into_iter();
                draft.try_for_each(|draft| outbox::forget_typed(connection, draft))
            };
            account.decide(new, forget).await?;
            return Ok(Decided::Kept(made));
        }
        // Refused at once, what was typed is still to be edited.
        if let (Some(draft), Some(typed)) = (draft, typed) {
            outbox.keep_typed(draft, Some(typed)).await?;
        }
        account.decide(new, |_| Ok(())).await?;
        if let Some(draft) = draft {
            outbox.keep_typed(draft, None).await?;
        }
        Ok(Decided::Done(made))
    }
}
