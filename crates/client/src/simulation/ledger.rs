//! What the user was told: the first promise is kept or broken against this.

use balcao_bridge::{ActionKind, WaitingAction};
use balcao_contract::Action;
use balcao_domain::{CustomerId, ProfileChange, Sha256Digest};
use std::ops::Range;

/// What a decision says; no two of a run say the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    Phone(String),
    Address(String),
    Proof(Sha256Digest),
}

impl What {
    pub fn of_change(change: &ProfileChange) -> Self {
        match (&change.phone, &change.address) {
            (Some(phone), _) => Self::Phone(phone.clone()),
            (None, Some(address)) => Self::Address(address.street.clone()),
            (None, None) => panic!("nobody asks for {change:?}"),
        }
    }

    pub fn of_action(action: &Action) -> Self {
        match action {
            Action::ChangeProfile(it) => Self::of_change(&it.change),
            Action::AttachProof(it) => Self::Proof(it.sha256),
        }
    }

    fn of_waiting(waiting: &WaitingAction) -> Self {
        match &waiting.kind {
            ActionKind::ChangeProfile { change, .. } => Self::of_change(change),
            ActionKind::AttachProof { proof, .. } => Self::Proof(proof.sha256),
        }
    }
}

/// What the user knows of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// It was saved.
    Saved,
    /// The app ended before it said so.
    Nothing,
    /// It was taken back. What the portal had by then, unheard, has come true all the same.
    TakenBack,
}

#[derive(Debug, Clone)]
pub(super) struct Decision {
    pub what: What,
    pub subject: CustomerId,
    pub told: Told,
}

/// Every decision, in order.
#[derive(Default)]
pub(super) struct Ledger(Vec<Decision>);

impl Ledger {
    pub fn decisions(&self) -> &[Decision] {
        &self.0
    }

    /// The user decides these together; nothing is said yet. What waits in a form once more was
    /// never decided before.
    pub fn begin(&mut self, subject: CustomerId, decided: Vec<What>) -> Range<usize> {
        self.0
            .retain(|it| it.told != Told::Nothing || !decided.contains(&it.what));
        let from = self.0.len();
        let told = Told::Nothing;
        self.0.extend(decided.into_iter().map(|what| Decision {
            what,
            subject,
            told,
        }));
        from..self.0.len()
    }

    pub fn saved(&mut self, begun: Range<usize>) {
        for decision in &mut self.0[begun] {
            decision.told = Told::Saved;
        }
    }

    /// The app said no: nothing of it may ever come true.
    pub fn refused(&mut self, begun: Range<usize>) {
        self.0.drain(begun);
    }

    /// The user takes an action back, and with it those that build upon it; answers how it was
    /// before, for [`Ledger::restore`].
    pub fn take_back(&mut self, action: &WaitingAction, all: &[WaitingAction]) -> Vec<Told> {
        let before = self.0.iter().map(|it| it.told).collect();
        let builds_upon = |other: &&WaitingAction| match &other.kind {
            ActionKind::AttachProof { request, .. } => request.uuid() == action.id.0,
            ActionKind::ChangeProfile { .. } => false,
        };
        let gone = all.iter().filter(builds_upon).chain([action]);
        let gone: Vec<_> = gone.map(What::of_waiting).collect();
        for decision in self.0.iter_mut().filter(|it| gone.contains(&it.what)) {
            decision.told = Told::TakenBack;
        }
        before
    }

    /// It was too late for that.
    pub fn restore(&mut self, before: Vec<Told>) {
        for (decision, told) in self.0.iter_mut().zip(before) {
            decision.told = told;
        }
    }

    /// The phone that a customer's screen must show, when that is certain.
    pub fn phone(&self, of: CustomerId) -> Option<&String> {
        let mut phones = self.0.iter().filter(|it| it.subject == of);
        let is_phone = |it: &&Decision| matches!(it.what, What::Phone(_));
        if phones
            .clone()
            .filter(is_phone)
            .any(|it| it.told != Told::Saved)
        {
            return None;
        }
        match &phones.rfind(is_phone)?.what {
            What::Phone(phone) => Some(phone),
            What::Address(_) | What::Proof(_) => None,
        }
    }
}
