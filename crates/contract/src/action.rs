//! Actions: what a user decides, with the id it is done by once and for ever.

use crate::paths;
use crate::sync::{RawRow, RowId};
use balcao_domain::{
    Collection, CustomerId, ProfileChange, ProofKind, RequestId, Sha256Digest, Stream,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How many bytes of a file a request carries at most.
pub const UPLOAD_CHUNK: usize = 256 * 1024;

/// Asks for a change of registration data. The action's id is the request's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeProfile {
    /// Whose data.
    pub customer: CustomerId,
    /// The new values.
    pub change: ProfileChange,
}

/// Attaches an uploaded file to a request. The action's id is the proof's.
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

/// Everything that an outbox may hold. The JSON is what it stores; each variant's own is the body
/// of its request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum Action {
    /// *Editar meus dados*.
    ChangeProfile(ChangeProfile),
    /// A *comprovante*.
    AttachProof(AttachProof),
}

/// What actions are kept in order for: those of one subject are sent one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A customer's registration data, with every request about them.
    Profile(CustomerId),
}

impl Action {
    /// Where it is posted, below the provider's base.
    pub fn path(&self) -> String {
        match self {
            Self::ChangeProfile(_) => paths::PROFILE_CHANGES.into(),
            Self::AttachProof(it) => format!("{}/{}/proofs", paths::PROFILE_CHANGES, it.request),
        }
    }

    /// The body that is posted.
    ///
    /// # Errors
    /// Those of `serde_json`.
    pub fn body(&self) -> Result<Vec<u8>, serde_json::Error> {
        match self {
            Self::ChangeProfile(it) => serde_json::to_vec(it),
            Self::AttachProof(it) => serde_json::to_vec(it),
        }
    }

    /// What it is about.
    pub const fn subject(&self) -> Subject {
        match self {
            Self::ChangeProfile(it) => Subject::Profile(it.customer),
            Self::AttachProof(it) => Subject::Profile(it.customer),
        }
    }

    /// The stream that its effect appears in.
    pub const fn stream(&self) -> Stream {
        match self.subject() {
            Subject::Profile(customer) => Stream::Customer(customer),
        }
    }

    /// The action that must have been accepted before this one makes sense.
    pub const fn after(&self) -> Option<Uuid> {
        match self {
            Self::ChangeProfile(_) => None,
            Self::AttachProof(it) => Some(it.request.uuid()),
        }
    }

    /// The file that must be uploaded before, with its size.
    pub const fn upload(&self) -> Option<(Sha256Digest, u32)> {
        match self {
            Self::ChangeProfile(_) => None,
            Self::AttachProof(it) => Some((it.sha256, it.size)),
        }
    }
}

/// A row as the action left it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AcceptedRecord {
    /// Its collection; it stands in [`Accepted::stream`].
    pub collection: Collection,
    /// Its id.
    pub id: RowId,
    /// The row; see [`crate::sync::Record::decode`].
    pub put: RawRow,
}

/// What an action is answered with once it is done, the first time and every later one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Accepted {
    /// The stream it is seen in.
    pub stream: Stream,
    /// The stream's number as of this action: a cache that has come so far shows it.
    pub seq: u64,
    /// The rows it made or changed.
    pub records: Vec<AcceptedRecord>,
    /// The answer was kept no longer: the rows are as they are now.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub already_done: bool,
}

/// How far an upload has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct UploadState {
    /// How many bytes the portal has, from the first.
    pub received: u32,
    /// How many there will be.
    pub size: u32,
}

impl UploadState {
    /// Whether the file is there, and was found to be what its digest says.
    pub const fn is_whole(self) -> bool {
        self.received == self.size
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change() -> ChangeProfile {
        ChangeProfile {
            customer: CustomerId::new(Uuid::from_u128(1)),
            change: ProfileChange {
                phone: Some("1933334444".into()),
                ..ProfileChange::default()
            },
        }
    }

    #[test]
    fn a_stored_action_reads_back_and_its_body_is_the_request() {
        let action = Action::ChangeProfile(change());
        let json = serde_json::to_string(&action).unwrap();
        assert_eq!(serde_json::from_str::<Action>(&json).unwrap(), action);
        let body: ChangeProfile = serde_json::from_slice(&action.body().unwrap()).unwrap();
        assert_eq!(body, change());
    }

    #[test]
    fn a_proof_waits_for_its_request_and_its_file() {
        let request = RequestId::new(Uuid::from_u128(2));
        let sha256 = Sha256Digest::new([7; 32]);
        let action = Action::AttachProof(AttachProof {
            customer: change().customer,
            request,
            name: "conta.pdf".into(),
            kind: ProofKind::Pdf,
            size: 9,
            sha256,
        });
        assert_eq!(action.after(), Some(request.uuid()));
        assert_eq!(action.upload(), Some((sha256, 9)));
        assert_eq!(action.subject(), Action::ChangeProfile(change()).subject());
        assert!(action.path().ends_with(&format!("/{request}/proofs")));
    }
}
