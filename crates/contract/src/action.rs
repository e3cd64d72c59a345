//! Actions on their way: how a decision is posted, what it is answered with, and its files.

use crate::sync::RawRow;
use balcao_domain::{Action, Collection, DecisionKind, RowId, Stream};
use serde::{Deserialize, Serialize};

/// How many bytes of a file a request carries at most.
pub const UPLOAD_CHUNK: usize = 256 * 1024;

/// The body that an action is posted with.
///
/// # Errors
/// Those of `serde_json`.
pub fn body(action: &Action) -> Result<Vec<u8>, serde_json::Error> {
    let mut body = Vec::new();
    action.serialize_body(&mut serde_json::Serializer::new(&mut body))?;
    Ok(body)
}

/// The action that a body is, of the kind that the path it came to tells.
///
/// # Errors
/// Those of `serde_json`.
pub fn of_body(kind: DecisionKind, body: &[u8]) -> Result<Action, serde_json::Error> {
    let mut json = serde_json::Deserializer::from_slice(body);
    let action = Action::deserialize_body(kind, &mut json)?;
    json.end()?;
    Ok(action)
}

/// A row as the action left it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AcceptedRecord {
    /// Its collection; it stands in [`Accepted::stream`].
    pub collection: Collection,
    /// Its id.
    pub id: RowId,
    /// The row.
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
    use balcao_domain::{ChangeProfile, CustomerId, ProfileChange};
    use uuid::Uuid;

    #[test]
    fn the_body_of_an_action_is_the_decision_alone() {
        let change = ChangeProfile {
            customer: CustomerId::new(Uuid::from_u128(1)),
            change: ProfileChange {
                phone: Some("1933334444".into()),
                ..ProfileChange::default()
            },
        };
        let body = body(&change.clone().into()).unwrap();
        assert_eq!(
            serde_json::from_slice::<ChangeProfile>(&body).unwrap(),
            change
        );
    }
}
