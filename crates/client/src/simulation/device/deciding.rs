//! What the people decide.

use super::Device;
use crate::core::Core;
use crate::simulation::ledger::What;
use balcao_bridge::{
    AccountId, AttachProof, ChangeProfile, Decide, Decided, GetCustomerProfile, GetProfileDraft,
    ListRows, PickProof,
};
use balcao_domain::decision::Subject;
use balcao_domain::{
    ChangeProfile as Decision, Collection, CustomerId, DecisionKind, Owner, PlanId, PostalAddress,
    ProfileChange, Sha256Digest,
};
use balcao_people::{Decider, sample};
use sha2::{Digest, Sha256};
use std::path::PathBuf;
use uuid::Uuid;

/// The longest file: three pieces of an upload and a bit.
const LONGEST_FILE: u64 = 800_000;

impl Device {
    pub(super) async fn new_phone(
        &mut self,
        core: &Core,
        account: AccountId,
        customer: CustomerId,
    ) {
        self.said += 1;
        let change = ProfileChange {
            phone: Some(format!("19{:08}", self.said)),
            ..ProfileChange::default()
        };
        self.decide(core, account, customer, change).await;
    }

    pub(super) async fn moves(&mut self, core: &Core, account: AccountId, customer: CustomerId) {
        self.said += 1;
        let address = PostalAddress {
            street: format!("Rua Nova, {}", self.said),
            district: "Centro".into(),
            city: "Campinas".into(),
            state: "SP".into(),
            postal_code: "13010001".into(),
        };
        let change = ProfileChange {
            address: Some(address),
            ..ProfileChange::default()
        };
        self.decide(core, account, customer, change).await;
    }

    async fn decide(
        &mut self,
        core: &Core,
        account: AccountId,
        customer: CustomerId,
        change: ProfileChange,
    ) {
        let draft = core
            .call(GetProfileDraft { account, customer })
            .await
            .unwrap();
        // Where none is asked for, they stay behind.
        let proofs = draft.proofs.iter().filter(|_| change.needs_proof());
        let proofs = proofs.map(|proof| What::File(proof.sha256));
        let decision = Decision {
            customer,
            change: change.clone(),
        };
        let decided = [What::of(&decision.into())].into_iter().chain(proofs);
        let owner = Owner::Customer(customer);
        let begun = self
            .ledger
            .begin(owner, data_of(customer), decided.collect());
        let request = ChangeProfile {
            account,
            customer,
            change,
        };
        match core.call(request).await {
            Ok(Decided::Kept(_)) => self.ledger.saved(begun),
            Ok(Decided::Done(_)) => panic!("what is kept on disk is queued"),
            Err(_) => self.ledger.refused(begun),
        }
    }

    /// Any decision there is that needs no file, about what is shown.
    pub(super) async fn decides(&mut self, core: &Core, account: AccountId, customer: CustomerId) {
        let kinds: Vec<_> = DecisionKind::ALL
            .into_iter()
            .filter(|kind| !kind.takes_files())
            .collect();
        let Some(kind) = self.chance.pick(&kinds).copied() else {
            return;
        };
        let list = |of| ListRows {
            account,
            of,
            customer,
            filter: String::new(),
            period: None,
            search: String::new(),
            order: String::new(),
            descending: false,
            after: None,
        };
        let plans = core.call(list(Collection::Plans)).await;
        let plan = plans.ok().and_then(|page| page.rows.first()?.id.uuid());
        let by = Decider {
            customer,
            plan: PlanId::new(plan.unwrap_or_default()),
        };
        let of = sample(kind, by, 0, Uuid::nil()).action.subject().of;
        let Ok(page) = core.call(list(of)).await else {
            return;
        };
        let shown: Vec<_> = page
            .new
            .iter()
            .chain(&page.rows)
            .map(|row| row.id)
            .collect();
        let about = self.chance.pick(&shown).and_then(|id| id.uuid());
        self.said += 1;
        let action = sample(kind, by, self.said, about.unwrap_or_default()).action;
        let what = What::of(&action);
        // What removes says the same each time.
        let is_nothing = action.after().is_some() && about.is_none();
        if is_nothing || self.ledger.says(&what) {
            return;
        }
        let (owner, subject) = (action.owner(), action.subject());
        let begun = self.ledger.begin(owner, subject, vec![what]);
        match core.call(Decide { account, action }).await {
            Ok(Decided::Kept(_)) => self.ledger.saved(begun),
            Ok(Decided::Done(_)) => panic!("what is kept on disk is queued"),
            Err(_) => self.ledger.refused(begun),
        }
    }

    pub(super) async fn picks(&mut self, core: &Core, account: AccountId, customer: CustomerId) {
        self.choose();
        // With five already, or before the first load, it is refused.
        let _ = core.call(PickProof { account, customer }).await;
    }

    pub(super) async fn attaches(&mut self, core: &Core, account: AccountId, customer: CustomerId) {
        let Ok(profile) = core.call(GetCustomerProfile { account, customer }).await else {
            return;
        };
        let requests: Vec<_> = profile.requests.iter().map(|it| it.request.id).collect();
        let Some(request) = self.chance.pick(&requests).copied() else {
            return;
        };
        let proof = What::File(self.choose());
        let owner = Owner::Customer(customer);
        let begun = self.ledger.begin(owner, data_of(customer), vec![proof]);
        let attach = AttachProof {
            account,
            customer,
            request,
        };
        match core.call(attach).await {
            Ok(Some(Decided::Kept(_))) => self.ledger.saved(begun),
            Ok(other) => panic!("{other:?}"),
            Err(_) => self.ledger.refused(begun),
        }
    }

    /// A file that the user will choose.
    fn choose(&mut self) -> Sha256Digest {
        let length = self.chance.below(LONGEST_FILE) as usize;
        let bytes = [b"%PDF-".to_vec(), self.chance.bytes(length)].concat();
        let path: PathBuf = self.data.path().join("conta de luz.pdf");
        std::fs::write(&path, &bytes).unwrap();
        *self.program.chosen.lock().unwrap() = Some(path);
        Sha256Digest::new(Sha256::digest(&bytes).into())
    }
}

/// What every decision about a customer's data is about.
fn data_of(customer: CustomerId) -> Subject {
    Subject::new(Collection::Customers, customer.uuid())
}
