//! Actions, once for each key, by the rule of the contract; and the files they need.

use super::stream::Rows;
use crate::portal::{Piece, PortalError};
use balcao_contract::cursor::RowKey;
use balcao_contract::idempotency::{Known, Verdict, judge};
use balcao_contract::sync::RawRow;
use balcao_contract::{
    Accepted, AcceptedRecord, FieldProblem, Problem, ProblemCode, UPLOAD_CHUNK, UploadState, body,
};
use balcao_domain::decision::{Attached, Needed, Refused};
use balcao_domain::{
    Access, Action, Made, Owner, Proof, ProofKind, Sha256Digest, Stream, User, UserId,
};
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

#[derive(Default)]
pub(super) struct Actions {
    /// What was asked under each key, and what was answered.
    done: HashMap<Uuid, (Sha256Digest, Option<Accepted>)>,
    working: HashSet<Uuid>,
    uploads: HashMap<(UserId, Sha256Digest), Vec<u8>>,
    /// The actions that had an effect, in order.
    pub performed: Vec<Uuid>,
}

type Answer<T> = Result<T, PortalError>;

fn refused<T>(problem: Problem) -> Answer<T> {
    Err(PortalError::Refused(problem))
}

impl Actions {
    /// A request arrives and is worked on; answers what is to be done about it.
    pub fn begin(&mut self, user: &User, key: Uuid, action: &Action) -> Verdict<Accepted> {
        let known = if self.working.contains(&key) {
            Some(Known::Working)
        } else {
            self.done.get(&key).map(|(request, answer)| Known::Done {
                request: *request,
                answer: answer.clone(),
            })
        };
        let verdict = judge(known, asked(user, action));
        if verdict == Verdict::Perform {
            self.working.insert(key);
        }
        verdict
    }

    /// Does what was begun.
    pub fn perform(
        &mut self,
        rows: &mut Rows,
        user: &User,
        key: Uuid,
        action: &Action,
    ) -> Answer<Accepted> {
        self.working.remove(&key);
        let request = asked(user, action);
        may(user, action)?;
        let action = &action.clone().tidied();
        let faults = action.faults();
        if !faults.is_empty() {
            let mut problem = Problem::new(ProblemCode::InvalidRequest);
            let fields = faults.into_iter().map(|fault| FieldProblem {
                field: fault.field.into(),
                code: fault.code.into(),
            });
            problem.fields.extend(fields);
            return refused(problem);
        }
        let stream = action.owner().stream().unwrap();
        let made = Made {
            id: key,
            at: decided_at(key),
            by: user.id,
        };
        let mut falling = rows.falling(stream, action);
        if let Err(why) = action.effect(&made, &mut falling) {
            return refused(match why {
                Refused::NotFound => Problem::new(ProblemCode::NotFound),
                Refused::Conflict => Problem::new(ProblemCode::Conflict),
                Refused::Invalid(fault) => Problem::invalid_field(fault.field, fault.code),
            });
        }
        let changes = falling.into_changes().unwrap();
        if let Some(Attached { sha256, size }) = action.file()
            && !self.uploaded(user, sha256, size).is_whole()
        {
            return refused(Problem::invalid_field("sha256", "not_uploaded"));
        }
        for change in &changes {
            let (collection, id) = change.key;
            match &change.after {
                Some(row) => rows.put_json(stream, change.key, row.read().unwrap()),
                None => rows.delete(stream, collection, id),
            }
        }
        let mut told: Vec<_> = changes.into_iter().map(|change| change.key).collect();
        told.extend(
            action
                .needs()
                .into_iter()
                .filter_map(|needed| match needed {
                    Needed::Row(collection, id) => Some((collection, id)),
                    Needed::All(_) => None,
                }),
        );
        told.sort_unstable();
        told.dedup();
        let accepted = answer(rows, stream, told, false);
        self.done.insert(key, (request, Some(accepted.clone())));
        self.performed.push(key);
        Ok(accepted)
    }

    /// What is answered when the answer was pruned: the rows it made or could have changed, as they
    /// are now.
    pub fn present(&self, rows: &Rows, key: Uuid, action: &Action) -> Accepted {
        let stream = action.owner().stream().unwrap();
        let keys = action
            .needs()
            .into_iter()
            .filter_map(|needed| match needed {
                Needed::Row(collection, id) => Some((collection, id)),
                Needed::All(collection) => {
                    let made = (collection, key.into());
                    rows.json(stream, made).map(|_| made)
                }
            });
        answer(rows, stream, keys.collect(), true)
    }

    /// What was begun and not done is not worked on any more.
    pub fn give_up(&mut self) {
        self.working.clear();
    }

    /// Stored answers are pruned.
    pub fn prune(&mut self) {
        self.done
            .values_mut()
            .for_each(|(_, answer)| *answer = None);
    }

    pub fn uploaded(&self, user: &User, sha256: Sha256Digest, size: u32) -> UploadState {
        let held = self.uploads.get(&(user.id, sha256));
        UploadState {
            received: held.map_or(0, |bytes| bytes.len() as u32),
            size,
        }
    }

    pub fn upload(&mut self, user: &User, piece: Piece, bytes: &[u8]) -> Answer<UploadState> {
        if piece.size > Proof::LARGEST || bytes.len() > UPLOAD_CHUNK {
            return refused(Problem::invalid_field("size", "too_large"));
        }
        let is_last = piece.offset + bytes.len() as u32 == piece.size;
        if bytes.len() != UPLOAD_CHUNK && !is_last {
            return refused(Problem::invalid_field("size", "not_a_part"));
        }
        let held = self.uploads.entry((user.id, piece.sha256)).or_default();
        if held.len() as u32 == piece.offset {
            held.extend_from_slice(bytes);
        }
        if held.len() as u32 == piece.size {
            let whole = Sha256Digest::new(Sha256::digest(&*held).into());
            if whole != piece.sha256 || ProofKind::of(held).is_none() {
                self.uploads.remove(&(user.id, piece.sha256));
                return refused(Problem::invalid_field("sha256", "mismatch"));
            }
        }
        Ok(self.uploaded(user, piece.sha256, piece.size))
    }
}

/// The instant that a UUIDv7 was made.
fn decided_at(key: Uuid) -> DateTime<Utc> {
    let (seconds, nanos) = key.get_timestamp().unwrap().to_unix();
    DateTime::from_timestamp(seconds as i64, nanos).unwrap()
}

/// Whether the user may decide it.
fn may(user: &User, action: &Action) -> Answer<()> {
    let Owner::Customer(customer) = action.owner() else {
        return Ok(());
    };
    let Some(grant) = user.grants.iter().find(|it| it.customer == customer) else {
        return refused(Problem::new(ProblemCode::NotFound));
    };
    match Access::Decide(action.kind()).lacks(&grant.roles) {
        Some(role) => refused(Problem::role_needed(role)),
        None => Ok(()),
    }
}

fn asked(user: &User, action: &Action) -> Sha256Digest {
    let mut bytes = body(action).unwrap();
    bytes.extend(action.path().into_bytes());
    bytes.extend(user.id.uuid().as_bytes());
    Sha256Digest::new(Sha256::digest(&bytes).into())
}

fn answer(rows: &Rows, stream: Stream, told: Vec<RowKey>, already_done: bool) -> Accepted {
    let record = |(collection, id)| AcceptedRecord {
        collection,
        id,
        put: rows
            .json(stream, (collection, id))
            .map(|row| RawRow::of(row).unwrap()),
    };
    Accepted {
        stream,
        seq: rows.head(stream),
        records: told.into_iter().map(record).collect(),
        already_done,
    }
}
