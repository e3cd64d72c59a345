//! Attaching a *comprovante* to a request: the decision.

use super::change::data_of;
use super::{ProfileChangeRequest, Proof, ProofFault, ProofKind, RequestState};
use crate::decision::{Attached, Decision, FieldFault, Made, Needed, Refused, Rows, Subject};
use crate::{Collection, CustomerId, Owner, ProofId, RequestId, Sha256Digest, text};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Attaches an uploaded file to a request. The decision's id is the proof's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttachProof {
    /// Whose request.
    pub customer: CustomerId,
    /// Which request.
    pub request: RequestId,
    /// The file's name.
    pub name: String,
    /// What it is.
    pub kind: ProofKind,
    /// How long, in bytes.
    pub size: u32,
    /// Of its bytes; also the id of the upload that brought them.
    pub sha256: Sha256Digest,
}

impl AttachProof {
    /// The proof that it makes.
    pub fn proof(&self, id: ProofId) -> Proof {
        Proof {
            id,
            name: self.name.clone(),
            kind: self.kind,
            size: self.size,
            sha256: self.sha256,
        }
    }

    /// The decision that attaches a proof.
    pub fn of(customer: CustomerId, request: RequestId, proof: Proof) -> Self {
        Self {
            customer,
            request,
            name: proof.name,
            kind: proof.kind,
            size: proof.size,
            sha256: proof.sha256,
        }
    }
}

impl ProfileChangeRequest {
    /// Whether it takes one more file, after those it has: the one rule of form, outbox and portal.
    ///
    /// # Errors
    /// [`Refused`].
    pub fn takes_proof(&self) -> Result<(), Refused> {
        if self.state != RequestState::Pending {
            return Err(Refused::Conflict);
        }
        let taken = self.proposed.takes_proof(self.proofs.len());
        taken.map_err(|fault: ProofFault| {
            let (field, code) = ("proof", fault.name());
            Refused::Invalid(FieldFault { field, code })
        })
    }
}

impl Decision for AttachProof {
    const ROUTE: &'static str = "/v1/profile-changes/{id}/proofs";

    fn path(&self) -> String {
        format!("/v1/profile-changes/{}/proofs", self.request)
    }

    fn owner(&self) -> Owner {
        Owner::Customer(self.customer)
    }

    fn subject(&self) -> Subject {
        data_of(self.customer)
    }

    fn after(&self) -> Option<Uuid> {
        Some(self.request.uuid())
    }

    fn file(&self) -> Option<Attached> {
        let (sha256, size) = (self.sha256, self.size);
        Some(Attached { sha256, size })
    }

    /// A name that is wrong stays, for [`Decision::faults`] to tell.
    fn tidied(mut self) -> Self {
        if self.faults().is_empty() {
            self.name = Proof::name_of(&self.name);
        }
        self
    }

    fn faults(&self) -> Vec<FieldFault> {
        let strange = |c: char| c.is_control() || c == '/' || c == '\\';
        let code = if text::is_blank(&self.name) {
            "empty"
        } else if self.name.chars().count() > Proof::LONGEST_NAME {
            "too_long"
        } else if self.name.contains(strange) {
            "malformed"
        } else {
            return Vec::new();
        };
        let field = "name";
        vec![FieldFault { field, code }]
    }

    fn needs(&self) -> Vec<Needed> {
        let id = self.request.uuid().into();
        vec![Needed::Row(Collection::ProfileRequests, id)]
    }

    fn effect(&self, made: &Made, rows: &mut impl Rows) -> Result<(), Refused> {
        let request = rows.get::<ProfileChangeRequest>(self.request.uuid().into());
        let request = request.filter(|it| it.customer == self.customer);
        let mut request = request.ok_or(Refused::NotFound)?;
        let id = ProofId::new(made.id);
        if request.proofs.iter().any(|proof| proof.id == id) {
            return Ok(());
        }
        request.takes_proof()?;
        request.proofs.push(self.proof(id));
        rows.put(request);
        Ok(())
    }
}
