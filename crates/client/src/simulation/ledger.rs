//! What the user was told: the first promise is kept or broken against this.

use balcao_bridge::WaitingAction;
use balcao_domain::decision::Subject;
use balcao_domain::{Action, CustomerId, Owner, Sha256Digest};
use std::ops::Range;

/// What a decision says; no two of a run say the same. A file says its bytes, wherever it goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    Action(Box<Action>),
    File(Sha256Digest),
}

impl What {
    pub fn of(action: &Action) -> Self {
        match action.file() {
            Some(file) => Self::File(file.sha256),
            None => Self::Action(Box::new(action.clone())),
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
    pub owner: Owner,
    /// What it is about: for each of these decisions come true in order.
    pub subject: Subject,
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
    pub fn begin(&mut self, owner: Owner, subject: Subject, decided: Vec<What>) -> Range<usize> {
        self.0
            .retain(|it| it.told != Told::Nothing || !decided.contains(&it.what));
        let from = self.0.len();
        let told = Told::Nothing;
        self.0.extend(decided.into_iter().map(|what| Decision {
            what,
            owner,
            subject,
            told,
        }));
        from..self.0.len()
    }

    /// Whether the same was decided before.
    pub fn says(&self, what: &What) -> bool {
        self.0.iter().any(|it| it.what == *what)
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
        let builds_upon = |other: &&WaitingAction| other.action.after() == Some(action.id.0);
        let gone = all.iter().filter(builds_upon).chain([action]);
        let gone: Vec<_> = gone.map(|it| What::of(&it.action)).collect();
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
        let decided = self.0.iter().filter(|it| it.owner == Owner::Customer(of));
        let mut phones = decided.filter_map(|it| {
            let What::Action(action) = &it.what else {
                return None;
            };
            let Action::ChangeProfile(it_says) = action.as_ref() else {
                return None;
            };
            Some((it.told, it_says.change.phone.as_ref()?))
        });
        if phones.clone().any(|(told, _)| told != Told::Saved) {
            return None;
        }
        phones.next_back().map(|(_, phone)| phone)
    }
}
