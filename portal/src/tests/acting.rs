//! What the tests of actions have in common.

use axum::body::Body;
use axum::http::{Method, Request};
use balcao_contract::idempotency::KEY_HEADER;
use balcao_contract::{Accepted, UPLOAD_CHUNK, UploadState, paths};
use balcao_domain::{
    AttachProof, ChangeProfile, Collection, Customer, DecisionKind, PostalAddress, ProfileChange,
    ProfileChangeRequest, ProofKind, RequestId, Sha256Digest,
};
use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{Answer, RH, Stage, ask, under};

/// A user who acts, signed in at Rede Horizonte.
pub struct Actor<'a> {
    pub stage: &'a Stage,
    pub token: String,
}

/// Where changes of registration data are asked for.
pub const CHANGES: &str = DecisionKind::ChangeProfile.route();

/// The rows of an answer.
#[derive(Debug, PartialEq)]
pub struct Rows {
    pub accepted: Accepted,
    pub requests: Vec<ProfileChangeRequest>,
    pub customer: Option<Customer>,
}

pub fn rows(answer: &Answer) -> Rows {
    let accepted: Accepted = answer.read();
    let mut requests = Vec::new();
    let mut customer = None;
    for record in &accepted.records {
        match record.collection {
            Collection::ProfileRequests => {
                requests.push(record.put.as_ref().unwrap().read().unwrap())
            }
            Collection::Customers => customer = Some(record.put.as_ref().unwrap().read().unwrap()),
            other => panic!("{other:?}"),
        }
    }
    Rows {
        accepted,
        requests,
        customer,
    }
}

pub fn new_name(name: &str) -> ProfileChange {
    ProfileChange {
        name: Some(name.into()),
        ..ProfileChange::default()
    }
}

pub fn new_phone(phone: &str) -> ProfileChange {
    ProfileChange {
        phone: Some(phone.into()),
        ..ProfileChange::default()
    }
}

pub fn new_address() -> ProfileChange {
    ProfileChange {
        address: Some(PostalAddress {
            street: "Avenida Brasil, 9".into(),
            district: "Centro".into(),
            city: "Valinhos".into(),
            state: "SP".into(),
            postal_code: "13270000".into(),
        }),
        ..ProfileChange::default()
    }
}

/// A file that begins like a PDF and is longer than two parts.
pub fn pdf() -> Vec<u8> {
    let mut file = b"%PDF-1.7\n".to_vec();
    file.extend((0..2 * UPLOAD_CHUNK).map(|at| u8::try_from(at % 251).unwrap()));
    file
}

pub fn sha256(bytes: &[u8]) -> Sha256Digest {
    Sha256Digest::new(Sha256::digest(bytes).into())
}

pub fn size(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.len()).unwrap()
}

impl<'a> Actor<'a> {
    /// The same person with the same token, at another replica.
    pub fn at<'b>(&self, stage: &'b Stage) -> Actor<'b> {
        Actor {
            stage,
            token: self.token.clone(),
        }
    }

    pub async fn new(stage: &'a Stage, tax_id: &str) -> Self {
        let tokens = stage.sign_in(RH, tax_id).await;
        Self {
            stage,
            token: tokens.access.expose().clone(),
        }
    }

    pub fn customer(&self, tax_id: &str) -> Customer {
        let mut customers = self.stage.cast(RH).customers.iter();
        let found = customers.find(|it| it.tax_id.as_str() == tax_id);
        found.unwrap().clone()
    }

    pub async fn post(&self, path: &str, key: Option<&str>, body: String) -> Answer {
        let mut request = ask(Method::POST, &under(RH, path), &self.token, None);
        *request.body_mut() = Body::from(body);
        if let Some(key) = key {
            request
                .headers_mut()
                .insert(KEY_HEADER, key.parse().unwrap());
        }
        self.stage.send(request).await
    }

    pub async fn change(&self, key: Uuid, tax_id: &str, change: ProfileChange) -> Answer {
        let body = ChangeProfile {
            customer: self.customer(tax_id).id,
            change,
        };
        self.post(CHANGES, Some(&key.to_string()), json!(body).to_string())
            .await
    }

    pub fn attachment(&self, tax_id: &str, request: RequestId, file: &[u8]) -> AttachProof {
        AttachProof {
            customer: self.customer(tax_id).id,
            request,
            name: "conta de luz.pdf".into(),
            kind: ProofKind::Pdf,
            size: size(file),
            sha256: sha256(file),
        }
    }

    /// Asks for a change, brings a file, and answers what would attach it.
    pub async fn with_file(&self, tax_id: &str, change: ProfileChange) -> AttachProof {
        let id = Uuid::now_v7();
        self.change(id, tax_id, change).await;
        let file = pdf();
        self.upload(&file).await;
        self.attachment(tax_id, RequestId::new(id), &file)
    }

    pub async fn attach(&self, key: Uuid, body: &AttachProof) -> Answer {
        let path = format!("{}/{}/proofs", CHANGES, body.request);
        self.post(&path, Some(&key.to_string()), json!(body).to_string())
            .await
    }

    pub fn upload_path(&self, sha256: Sha256Digest, rest: &str) -> String {
        under(RH, &format!("{}/{sha256}?{rest}", paths::UPLOADS))
    }

    pub async fn put(&self, sha256: Sha256Digest, size: u32, offset: u32, part: &[u8]) -> Answer {
        let path = self.upload_path(sha256, &format!("size={size}&offset={offset}"));
        let mut request = ask(Method::PUT, &path, &self.token, None);
        *request.body_mut() = Body::from(part.to_vec());
        self.stage.send(request).await
    }

    pub async fn uploaded(&self, sha256: Sha256Digest, size: u32) -> Answer {
        let path = self.upload_path(sha256, &format!("size={size}"));
        self.stage.get(&path, &self.token).await
    }

    /// Uploads a file, going on from wherever the portal says.
    pub async fn upload(&self, file: &[u8]) -> UploadState {
        let (digest, length) = (sha256(file), size(file));
        let mut state: UploadState = self.uploaded(digest, length).await.read();
        while !state.is_whole() {
            let from = usize::try_from(state.received).unwrap();
            let to = file.len().min(from + UPLOAD_CHUNK);
            let answer = self.put(digest, length, state.received, &file[from..to]);
            state = answer.await.read();
        }
        state
    }

    pub async fn get(&self, path: &str) -> Answer {
        let request: Request<Body> = ask(Method::GET, &under(RH, path), &self.token, None);
        self.stage.send(request).await
    }
}
