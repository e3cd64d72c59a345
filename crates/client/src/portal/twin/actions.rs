//! Actions, once for each key, by the rule of the contract; and the files they need.

use super::stream::Rows;
use crate::portal::{Piece, PortalError};
use balcao_contract::idempotency::{Known, Verdict, judge};
use balcao_contract::sync::{RawRow, Record};
use balcao_contract::{
    Accepted, AcceptedRecord, Action, AttachProof, ChangeProfile, Problem, ProblemCode,
    UPLOAD_CHUNK, UploadState,
};
use balcao_domain::{
    Access, Customer, CustomerId, FieldRule, ProfileChangeRequest, Proof, ProofId, ProofKind,
    RequestId, RequestState, Role, Sha256Digest, Stream, User, UserId,
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

fn not_found<T>() -> Answer<T> {
    refused(Problem::new(ProblemCode::NotFound))
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
        let records = match action {
            Action::ChangeProfile(change) => change_profile(rows, user, key, change)?,
            Action::AttachProof(attach) => self.attach(rows, user, key, attach)?,
        };
        let stream = action.stream();
        let accepted = answer(rows, stream, &records, false);
        let done = (asked(user, action), Some(accepted.clone()));
        self.done.insert(key, done);
        self.performed.push(key);
        Ok(accepted)
    }

    /// What is answered when the answer was pruned.
    pub fn present(&self, rows: &Rows, key: Uuid, action: &Action) -> Accepted {
        let stream = action.stream();
        let Stream::Customer(customer) = stream else {
            panic!("actions are about customers");
        };
        let request = match action {
            Action::ChangeProfile(_) => RequestId::new(key),
            Action::AttachProof(attach) => attach.request,
        };
        let mut records = vec![Record::Customer(Box::new(rows.customer(customer).unwrap()))];
        let request = rows.request(customer, request);
        records.extend(request.map(|it| Record::ProfileRequest(Box::new(it))));
        answer(rows, stream, &records, true)
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

    fn attach(
        &self,
        rows: &mut Rows,
        user: &User,
        key: Uuid,
        attach: &AttachProof,
    ) -> Answer<Vec<Record>> {
        may_change(user, attach.customer)?;
        let Some(mut request) = rows.request(attach.customer, attach.request) else {
            return not_found();
        };
        if request.state != RequestState::Pending {
            return refused(Problem::new(ProblemCode::Conflict));
        }
        if let Err(fault) = request.proposed.takes_proof(request.proofs.len()) {
            return refused(Problem::invalid_field("proofs", fault.name()));
        }
        if !self.uploaded(user, attach.sha256, attach.size).is_whole() {
            return refused(Problem::invalid_field("sha256", "not_uploaded"));
        }
        request.proofs.push(Proof {
            id: ProofId::new(key),
            name: attach.name.clone(),
            kind: attach.kind,
            size: attach.size,
            sha256: attach.sha256,
        });
        let record = Record::ProfileRequest(Box::new(request));
        rows.put(record.clone());
        Ok(vec![record])
    }
}

fn change_profile(
    rows: &mut Rows,
    user: &User,
    key: Uuid,
    asked: &ChangeProfile,
) -> Answer<Vec<Record>> {
    may_change(user, asked.customer)?;
    if let Some((field, fault)) = asked.change.faults().first() {
        return refused(Problem::invalid_field(field.name(), fault.name()));
    }
    let customer: Customer = rows.customer(asked.customer).unwrap();
    let mut records = Vec::new();
    let free = asked.change.with_rule(FieldRule::Free);
    if !free.is_empty() {
        records.push(Record::Customer(Box::new(free.over(&customer))));
    }
    let proposed = asked.change.with_rule(FieldRule::WithApproval);
    if !proposed.is_empty() {
        records.push(Record::ProfileRequest(Box::new(ProfileChangeRequest {
            id: RequestId::new(key),
            customer: asked.customer,
            by: user.id,
            made_at: decided_at(key),
            original: proposed.present(&customer),
            proposed,
            proofs: Vec::new(),
            state: RequestState::Pending,
            decided_at: None,
            reason: None,
        })));
    }
    records.iter().cloned().for_each(|record| rows.put(record));
    Ok(records)
}

/// The instant that a UUIDv7 was made.
fn decided_at(key: Uuid) -> DateTime<Utc> {
    let (seconds, nanos) = key.get_timestamp().unwrap().to_unix();
    DateTime::from_timestamp(seconds as i64, nanos).unwrap()
}

fn may_change(user: &User, customer: CustomerId) -> Answer<()> {
    let Some(grant) = user.grants.iter().find(|it| it.customer == customer) else {
        return not_found();
    };
    let access = Access::ChangeProfile;
    if grant.roles.iter().any(|role: &Role| role.allows(access)) {
        Ok(())
    } else {
        refused(Problem::role_needed(Role::needed_for(access)))
    }
}

fn asked(user: &User, action: &Action) -> Sha256Digest {
    let mut bytes = action.body().unwrap();
    bytes.extend(action.path().into_bytes());
    bytes.extend(user.id.uuid().as_bytes());
    Sha256Digest::new(Sha256::digest(&bytes).into())
}

fn answer(rows: &Rows, stream: Stream, records: &[Record], already_done: bool) -> Accepted {
    let record = |record: &Record| {
        let (stands_in, collection, put) = super::stream::parts(record);
        assert_eq!(stands_in, stream);
        AcceptedRecord {
            collection,
            id: record.id(),
            put: RawRow::of(&put).unwrap(),
        }
    };
    Accepted {
        stream,
        seq: rows.head(stream),
        records: records.iter().map(record).collect(),
        already_done,
    }
}
