//! A sample of each decision, as somebody takes it: what stands in the list of decisions is tried
//! wherever all of them are.

use crate::rooms::{contacts, due_days, provisional, tickets};
use balcao_domain::{
    Action, AttachProof, ChangeProfile, CustomerId, DecisionKind, PlanId, PostalAddress,
    ProfileChange, Proof, ProofId, ProofKind, RequestId, Sha256Digest,
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A decision, and the file that comes with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// The decision.
    pub action: Action,
    /// The file's bytes.
    pub file: Option<Vec<u8>>,
}

/// Who decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decider {
    /// For which customer.
    pub customer: CustomerId,
    /// A plan of theirs, which is suspended where that is to come true that suspended plans are for.
    pub plan: PlanId,
}

/// The decision of a kind; no two numbers say the same. One that builds upon another builds upon the
/// one whose id is `made`.
pub fn sample(kind: DecisionKind, by: Decider, number: u32, made: Uuid) -> Sample {
    let Decider { customer, plan } = by;
    match kind {
        DecisionKind::ChangeProfile => Sample {
            action: change(customer, number).into(),
            file: None,
        },
        DecisionKind::AttachProof => {
            let file = format!("%PDF-1.7\n% conta de luz {number}\n").into_bytes();
            let proof = Proof {
                id: ProofId::new(made),
                name: format!("conta-de-luz-{number}.pdf"),
                kind: ProofKind::Pdf,
                size: u32::try_from(file.len()).unwrap_or(u32::MAX),
                sha256: Sha256Digest::new(Sha256::digest(&file).into()),
            };
            Sample {
                action: AttachProof::of(customer, RequestId::new(made), proof).into(),
                file: Some(file),
            }
        }
        DecisionKind::AddContact | DecisionKind::EditContact | DecisionKind::RemoveContact => {
            contacts::sample(kind, customer, number, made)
        }
        DecisionKind::OpenTicket
        | DecisionKind::ReplyTicket
        | DecisionKind::CloseTicket
        | DecisionKind::RateTicket
        | DecisionKind::ReopenTicket => tickets::sample(kind, customer, number, made),
        DecisionKind::EnableProvisionally => provisional::sample(customer, plan),
        DecisionKind::ChangeDueDay => due_days::sample(customer, plan, number),
    }
}

/// A new telephone, which is free, and a new address, which is not.
fn change(customer: CustomerId, number: u32) -> ChangeProfile {
    let address = PostalAddress {
        street: format!("Rua Nova, {number}"),
        district: "Centro".into(),
        city: "Campinas".into(),
        state: "SP".into(),
        postal_code: "13010001".into(),
    };
    ChangeProfile {
        customer,
        change: ProfileChange {
            phone: Some(format!("19{number:08}")),
            address: Some(address),
            ..ProfileChange::default()
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_decision_has_a_sample_that_is_one_of_it_and_may_be_sent() {
        let made = Uuid::from_u128(2);
        let by = Decider {
            customer: CustomerId::new(Uuid::from_u128(1)),
            plan: PlanId::new(Uuid::from_u128(4)),
        };
        for kind in DecisionKind::ALL {
            let Sample { action, file } = sample(kind, by, 7, made);
            assert_eq!(action.kind(), kind);
            assert_eq!(action.faults(), []);
            assert_eq!(action.file().is_some(), file.is_some());
            assert_eq!(kind.takes_files(), file.is_some());
            // What says the same each time says it of something else.
            let (later, other) = (Uuid::from_u128(3), sample(kind, by, 8, made).action);
            let elsewhere = Decider {
                plan: PlanId::new(later),
                ..by
            };
            let same = action == other;
            assert!(!same || action != sample(kind, elsewhere, 7, later).action);
        }
    }
}
