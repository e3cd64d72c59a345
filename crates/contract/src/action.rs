//! Actions on their way: how a decision is posted, what it is answered with, and its files.

use crate::sync::RawRow;
use balcao_domain::{Action, Collection, DecisionKind, RowId, Stream};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

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
#[derive(Debug, Clone, PartialEq)]
pub struct AcceptedRecord {
    /// Its collection; it stands in [`Accepted::stream`].
    pub collection: Collection,
    /// Its id.
    pub id: RowId,
    /// The row; none when it is gone. As in a sync, the one is `put`, the other `"delete": true`.
    pub put: Option<RawRow>,
}

impl Serialize for AcceptedRecord {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Record<'a> {
            collection: Collection,
            id: RowId,
            #[serde(skip_serializing_if = "Option::is_none")]
            put: Option<&'a RawRow>,
            #[serde(skip_serializing_if = "std::ops::Not::not")]
            delete: bool,
        }
        let record = Record {
            collection: self.collection,
            id: self.id,
            put: self.put.as_ref(),
            delete: self.put.is_none(),
        };
        record.serialize(serializer)
    }
}

/// What an action is answered with once it is done, the first time and every later one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Accepted {
    /// The stream it is seen in.
    pub stream: Stream,
    /// The stream's number as of this action: a cache that has come so far shows it.
    pub seq: u64,
    /// The rows it made or changed. Those of a collection that the app does not know are passed
    /// over: it is older than the portal, and has no use for them.
    #[serde(deserialize_with = "known")]
    pub records: Vec<AcceptedRecord>,
    /// The answer was kept no longer: the rows are as they are now.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub already_done: bool,
}

/// A row of a collection that may be unknown.
#[derive(Deserialize)]
struct AnyRecord {
    collection: String,
    id: RawRow,
    #[serde(default)]
    put: Option<RawRow>,
    #[serde(default)]
    delete: bool,
}

fn known<'de, D: Deserializer<'de>>(records: D) -> Result<Vec<AcceptedRecord>, D::Error> {
    let records = Vec::<AnyRecord>::deserialize(records)?;
    let known = records.into_iter().filter_map(
        |AnyRecord {
             collection,
             id,
             put,
             delete,
         }| {
            let collection = Collection::from_name(&collection)?;
            if put.is_some() == delete {
                return Some(Err(D::Error::custom("neither put nor deleted, or both")));
            }
            let id = id.read().map_err(D::Error::custom);
            Some(id.map(|id| AcceptedRecord {
                collection,
                id,
                put,
            }))
        },
    );
    known.collect()
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

    #[test]
    fn rows_of_a_collection_that_came_later_are_passed_over() {
        let id = Uuid::from_u128(2);
        let answer = format!(
            r#"{{"stream": "user", "seq": 7, "records": [
                {{"collection": "a newer one", "id": ["of", "another", "form"], "put": 1}},
                {{"collection": "bills", "id": "{id}", "put": {{}}}}
            ]}}"#
        );
        let answer: Accepted = serde_json::from_str(&answer).unwrap();
        let [record] = answer.records.try_into().unwrap();
        assert_eq!(
            (record.collection, record.id),
            (Collection::Bills, id.into())
        );
        let gone = AcceptedRecord {
            put: None,
            ..record
        };
        let json = serde_json::to_string(&gone).unwrap();
        assert_eq!(
            json,
            format!(r#"{{"collection":"bills","id":"{id}","delete":true}}"#)
        );
        let answer = format!(r#"{{"stream": "user", "seq": 7, "records": [{json}]}}"#);
        let answer: Accepted = serde_json::from_str(&answer).unwrap();
        assert_eq!(answer.records, [gone]);
        let neither = format!(
            r#"{{"stream": "user", "seq": 7, "records": [{{"collection":"bills","id":"{id}"}}]}}"#
        );
        assert!(serde_json::from_str::<Accepted>(&neither).is_err());
        let broken = r#"{"stream": "user", "seq": 7, "records": [
            {"collection": "bills", "id": {}, "put": 1}
        ]}"#;
        assert!(serde_json::from_str::<Accepted>(broken).is_err());
    }
}
