//! Tests of the whole portal, short of the network: requests go through the router to a real
//! database file that holds the named people.

mod acting;
mod actions;
mod calls;
mod daily;
mod documents;
mod hints;
mod http;
mod isolation;
mod mirror;
mod pix;
mod profile;
mod replicas;
mod session;
mod spoilt;
mod sync;
mod throttle;
mod uploads;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::connect_info::MockConnectInfo;
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use balcao_contract::sync::Line;
use balcao_contract::{
    CURSOR_HEADER, Problem, ProblemCode, SYNC_SCHEMA, SYNC_SCHEMA_HEADER, Tokens, paths,
};
use balcao_domain::{CivilDate, Provider, TaxId};
use balcao_people::Cast;
use chrono::{DateTime, TimeDelta, Utc};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use tempfile::TempDir;
use tower::ServiceExt;

use crate::clock::Clock;
use crate::daily::Days;
use crate::demo;
use crate::files::Files;
use crate::http::router;
use crate::portal::Portal;
use crate::scope::System;
use crate::store::{Store, TestDatabase};

/// The provider most tests are about.
const RH: &str = "rede-horizonte";

/// The other one.
const AV: &str = "aguas-do-vale";

/// The day it is when a test begins, of the pictures.
fn today() -> CivilDate {
    CivilDate::from_ymd(2026, 11, 22).unwrap()
}

/// A clock that a test sets.
#[derive(Clone)]
pub struct SetClock(Arc<Mutex<DateTime<Utc>>>);

impl SetClock {
    fn new() -> Self {
        Self(Arc::new(Mutex::new(
            "2026-11-22T15:00:00Z".parse().unwrap(),
        )))
    }

    pub fn pass(&self, time: TimeDelta) {
        *self.0.lock().unwrap() += time;
    }

    pub fn set(&self, instant: &str) {
        *self.0.lock().unwrap() = instant.parse().unwrap();
    }
}

impl Clock for SetClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap()
    }
}

/// A portal with its people.
pub struct Stage {
    pub portal: Portal,
    pub clock: SetClock,
    pub casts: Vec<Cast>,
    database: Arc<TestDatabase>,
    folder: Arc<TempDir>,
}

/// What was answered.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    pub fn read<T: serde::de::DeserializeOwned>(&self) -> T {
        assert_eq!(self.status, StatusCode::OK, "{:?}", self.body);
        serde_json::from_slice(&self.body).unwrap()
    }

    /// The refusal, which has to be one in every respect.
    pub fn problem(&self) -> Problem {
        assert_eq!(self.headers["content-type"], Problem::MEDIA_TYPE);
        let problem: Problem = serde_json::from_slice(&self.body).unwrap();
        assert_eq!(problem.status, self.status.as_u16());
        problem
    }

    pub fn code(&self) -> Option<ProblemCode> {
        self.problem().code()
    }

    /// The lines of a sync; none when nothing changed.
    pub fn lines(&self) -> Vec<Line> {
        if self.status == StatusCode::NO_CONTENT {
            assert!(self.body.is_empty());
            return Vec::new();
        }
        assert_eq!(self.status, StatusCode::OK, "{:?}", self.body);
        let text = std::str::from_utf8(&self.body).unwrap();
        text.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }
}

impl Stage {
    pub async fn new() -> Self {
        Self::with_batch(10).await
    }

    pub async fn with_batch(sync_batch: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = TestDatabase::new();
        let store = Store::migrate(&database.address()).await.unwrap();
        let clock = SetClock::new();
        let files = Files::in_folder(&folder.path().join("files")).unwrap();
        let portal = portal(store, files, &clock, sync_batch).await;
        let (store, passwords) = (&portal.store, &portal.passwords);
        let casts = demo::fill(store, passwords, today(), 1, clock.now()).await;
        Days::default().begin(&portal).await.unwrap();
        Self {
            portal,
            clock,
            casts: casts.unwrap(),
            database: Arc::new(database),
            folder: Arc::new(folder),
        }
    }

    /// Another portal on the same database, with the same files.
    pub async fn replica(&self) -> Self {
        let store = Store::open(&self.database.address()).await.unwrap();
        let files = self.portal.files.clone();
        Self {
            portal: portal(store, files, &self.clock, self.portal.sync_batch).await,
            clock: self.clock.clone(),
            casts: self.casts.clone(),
            database: Arc::clone(&self.database),
            folder: Arc::clone(&self.folder),
        }
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn cast(&self, slug: &str) -> &Cast {
        let mut casts = self.casts.iter();
        casts.find(|cast| cast.provider.slug == slug).unwrap()
    }

    pub fn provider(&self, slug: &str) -> &Provider {
        &self.cast(slug).provider
    }

    /// Every request comes from an address of its own choice.
    pub async fn from(&self, address: &str, request: Request<Body>) -> Answer {
        let peer = SocketAddr::new(address.parse().unwrap(), 50_000);
        let router: Router = router(self.portal.clone()).layer(MockConnectInfo(peer));
        let response = router.oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: body.collect().await.unwrap().to_bytes(),
        }
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        self.from("192.0.2.1", request).await
    }

    pub async fn get(&self, path: &str, token: &str) -> Answer {
        self.send(ask(Method::GET, path, token, None)).await
    }

    pub async fn post(&self, path: &str, token: &str, body: &Value) -> Answer {
        self.send(ask(Method::POST, path, token, Some(body))).await
    }

    pub async fn try_sign_in(&self, slug: &str, tax_id: &str, password: &str) -> Answer {
        let body = json!({ "tax_id": tax_id, "password": password });
        self.post(&under(slug, paths::SESSION), "", &body).await
    }

    pub async fn sign_in(&self, slug: &str, tax_id: &str) -> Tokens {
        let person = self.cast(slug).person(tax_id).unwrap();
        let answer = self.try_sign_in(slug, tax_id, person.password).await;
        answer.read()
    }

    pub async fn renew(&self, slug: &str, refresh: &str) -> Answer {
        let body = json!({ "refresh": refresh });
        self.post(&under(slug, paths::SESSION_REFRESH), "", &body)
            .await
    }

    pub async fn sync(&self, slug: &str, token: &str, cursor: Option<&str>) -> Answer {
        let mut request = ask(Method::GET, &under(slug, paths::SYNC), token, None);
        let headers = request.headers_mut();
        headers.insert(SYNC_SCHEMA_HEADER, SYNC_SCHEMA.into());
        if let Some(cursor) = cursor {
            headers.insert(CURSOR_HEADER, cursor.parse().unwrap());
        }
        self.send(request).await
    }

    pub fn tax_id(&self, text: &str) -> TaxId {
        TaxId::parse(text).unwrap()
    }

    /// Pays a bill in full, as the bank would tell of it.
    pub async fn pay(&self, slug: &str, number: u32) {
        let provider = self.provider(slug);
        let bill = self
            .portal
            .store
            .bill_by_number(System, provider.issuer, number)
            .await
            .unwrap()
            .unwrap();
        let told = json!({ "pix": [{
            "endToEndId": format!("E{number:031}"),
            "txid": bill.id.uuid().simple().to_string(),
            "valor": bill.worth().pix_amount(),
            "horario": self.clock.now(),
        }]});
        assert_eq!(self.tell(slug, &told).await.status, StatusCode::OK);
    }

    pub async fn secret(&self, slug: &str) -> String {
        let issuer = self.provider(slug).issuer;
        let secret = self.portal.store.hook_secret(System, issuer).await.unwrap();
        secret.unwrap().expose().clone()
    }

    pub async fn tell(&self, slug: &str, told: &Value) -> Answer {
        let secret = self.secret(slug).await;
        self.post(&under(slug, paths::PIX_HOOK), &secret, told)
            .await
    }
}

pub async fn portal(store: Store, files: Files, clock: &SetClock, sync_batch: usize) -> Portal {
    let origin = "https://portal.example";
    Portal::new(store, files, Arc::new(clock.clone()), sync_batch, origin)
        .await
        .unwrap()
}

pub fn under(slug: &str, path: &str) -> String {
    format!("/{slug}{path}")
}

pub fn ask(method: Method, path: &str, token: &str, body: Option<&Value>) -> Request<Body> {
    let mut request = Request::builder().method(method).uri(path);
    if !token.is_empty() {
        request = request.header(AUTHORIZATION, format!("Bearer {token}"));
    }
    request
        .body(body.map_or_else(Body::empty, |body| Body::from(body.to_string())))
        .unwrap()
}
