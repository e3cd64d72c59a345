//! An https server for tests: answers as a closure says, under an authority of its own.

use super::{ExtraAuthority, HttpPortal};
use crate::address::Address;
use crate::portal::twin::Twin;
use crate::portal::{Base, Hint, Hints, Piece, Portal, PortalError, Sent, SyncAsked, Synced};
use balcao_contract::idempotency::KEY_HEADER;
use balcao_contract::{
    CURSOR_HEADER, CallsOf, PasswordChange, Problem, RELOAD_HEADER, RefreshRequest,
    SYNC_SCHEMA_HEADER, SignInRequest, of_body, paths, sync,
};
use balcao_domain::{CivilDate, DecisionKind, DocumentRef, Sensitive};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls_pki_types::PrivateKeyDer;
use std::collections::HashMap;
use std::pin::Pin;
use std::sync::Arc;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Mutex;
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;
use url::Url;

/// A request, as far as tests look at it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Request {
    pub method: String,
    /// With its query.
    pub path: String,
    /// Names in lower case.
    pub headers: HashMap<String, String>,
    pub body: Vec<u8>,
}

/// What is answered.
#[derive(Clone)]
pub(crate) struct Response {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
    /// How many bytes of the body are sent before the connection is cut.
    pub cut_at: Option<usize>,
    /// What follows the head instead, each as an event.
    pub hints: Option<Arc<Mutex<Box<dyn Hints>>>>,
}

impl Response {
    pub fn new(status: u16, media_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            headers: vec![("content-type", media_type.into())],
            body: body.into(),
            cut_at: None,
            hints: None,
        }
    }

    fn json(body: &impl serde::Serialize) -> Self {
        Self::new(200, "application/json", serde_json::to_vec(body).unwrap())
    }
}

type Answering = Pin<Box<dyn Future<Output = Response> + Send>>;

/// A running server; stops when dropped.
pub(crate) struct Server {
    pub origin: String,
    authority: String,
    _serving: JoinSet<()>,
}

impl Server {
    /// Serves on a free port what `answer` says.
    pub async fn start<F>(answer: impl Fn(Request) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Response> + Send + 'static,
    {
        Self::at(TcpListener::bind("127.0.0.1:0").await.unwrap(), answer)
    }

    fn at<F>(listener: TcpListener, answer: impl Fn(Request) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Response> + Send + 'static,
    {
        let answer = Arc::new(move |request| Box::pin(answer(request)) as Answering);
        let (authority, acceptor) = certificates();
        let port = listener.local_addr().unwrap().port();
        let mut serving = JoinSet::new();
        serving.spawn(async move {
            let mut connections = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                let (acceptor, answer) = (acceptor.clone(), Arc::clone(&answer));
                connections.spawn(async move {
                    if let Ok(stream) = acceptor.accept(stream).await {
                        serve(stream, answer.as_ref()).await;
                    }
                });
            }
        });
        Self {
            origin: format!("https://localhost:{port}"),
            authority,
            _serving: serving,
        }
    }

    /// A client that trusts this server.
    pub fn client(&self) -> HttpPortal {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), &self.authority).unwrap();
        let authority = ExtraAuthority::read(file.path()).unwrap();
        HttpPortal::new(Some(&authority), "test").unwrap()
    }

    pub fn address(&self, path: &str) -> Address {
        Address::parse(&format!("{}{path}", self.origin)).unwrap()
    }
}

fn certificates() -> (String, TlsAcceptor) {
    let authority_key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = params.self_signed(&authority_key).unwrap().pem();
    let issuer = Issuer::new(params, authority_key);
    let key = KeyPair::generate().unwrap();
    let leaf = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
    let leaf = leaf.signed_by(&key, &issuer).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(
            vec![leaf.der().clone()],
            PrivateKeyDer::Pkcs8(key.serialize_der().into()),
        )
        .unwrap();
    (authority, TlsAcceptor::from(Arc::new(config)))
}

async fn serve(mut stream: TlsStream<TcpStream>, answer: &(dyn Fn(Request) -> Answering + Sync)) {
    while let Some(request) = read(&mut stream).await {
        let response = answer(request).await;
        let mut head = format!("HTTP/1.1 {} Test\r\n", response.status);
        for (name, value) in &response.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if let Some(hints) = &response.hints {
            head.push_str("\r\n");
            if stream.write_all(head.as_bytes()).await.is_ok() {
                hold(&mut stream, hints.lock().await.as_mut()).await;
            }
            let _ = stream.shutdown().await;
            return;
        }
        if !matches!(response.status, 204 | 304) {
            head.push_str(&format!("content-length: {}\r\n", response.body.len()));
        }
        head.push_str("\r\n");
        let body = &response.body[..response.cut_at.unwrap_or(response.body.len())];
        let message = [head.as_bytes(), body].concat();
        if stream.write_all(&message).await.is_err() || response.cut_at.is_some() {
            let _ = stream.shutdown().await;
            return;
        }
        let _ = stream.flush().await;
    }
}

/// Tells each hint, until there are no more or nobody listens.
async fn hold(stream: &mut TlsStream<TcpStream>, hints: &mut dyn Hints) {
    loop {
        let hint = tokio::select! {
            hint = hints.next() => hint,
            _ = stream.read_u8() => return,
        };
        let Ok(Some(Hint)) = hint else { return };
        let told = stream.write_all(b"data: changed\n\n").await;
        if told.is_err() || stream.flush().await.is_err() {
            return;
        }
    }
}

async fn read(stream: &mut TlsStream<TcpStream>) -> Option<Request> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|at| at == b"\r\n\r\n") {
            break end;
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let head = String::from_utf8(bytes[..end].to_vec()).ok()?;
    let mut lines = head.split("\r\n");
    let mut first = lines.next()?.split(' ');
    let (method, path) = (first.next()?.to_owned(), first.next()?.to_owned());
    let headers: HashMap<_, _> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
        .collect();
    let length = headers
        .get("content-length")
        .map_or(0, |it| it.parse().unwrap());
    let mut body = bytes.split_off(end + 4);
    while body.len() < length {
        if stream.read_buf(&mut body).await.ok()? == 0 {
            return None;
        }
    }
    Some(Request {
        method,
        path,
        headers,
        body,
    })
}

/// The twin, behind https.
pub(crate) async fn over_twin(today: CivilDate) -> (Server, Arc<Twin>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let origin = format!("https://localhost:{port}");
    let twin = Twin::new(&origin, today);
    let answering = Arc::clone(&twin);
    let server = Server::at(listener, move |request| {
        let (twin, origin) = (Arc::clone(&answering), origin.clone());
        async move {
            match route(&twin, &origin, request).await {
                Ok(response) => response,
                Err(PortalError::Refused(problem)) => Response::new(
                    problem.status,
                    Problem::MEDIA_TYPE,
                    serde_json::to_vec(&problem).unwrap(),
                ),
                Err(_) => Response::new(500, "text/plain", "twin"),
            }
        }
    });
    (server, twin)
}

async fn route(twin: &Twin, origin: &str, request: Request) -> Result<Response, PortalError> {
    if let Some(path) = request.path.strip_prefix("/.well-known/balcao?path=") {
        let path = path.replace("%2F", "/");
        let address = Address::parse(&format!("{origin}{path}")).unwrap();
        return Ok(Response::json(&twin.well_known(&address).await?));
    }
    let at = request.path.find("/v1/").unwrap();
    let base = Base::parse(&format!("{origin}{}", &request.path[..at])).unwrap();
    let bearer = request.headers.get("authorization").cloned();
    let access = Sensitive::new(bearer.unwrap_or_default().replace("Bearer ", ""));
    match (request.method.as_str(), &request.path[at..]) {
        ("POST", paths::SESSION) => {
            let request: SignInRequest = serde_json::from_slice(&request.body).unwrap();
            Ok(Response::json(&twin.sign_in(&base, &request).await?))
        }
        ("POST", paths::SESSION_REFRESH) => {
            let request: RefreshRequest = serde_json::from_slice(&request.body).unwrap();
            Ok(Response::json(
                &twin.refresh(&base, &request.refresh).await?,
            ))
        }
        ("POST", paths::PASSWORD) => {
            let change: PasswordChange = serde_json::from_slice(&request.body).unwrap();
            twin.change_password(&base, &access, &change).await?;
            Ok(Response::new(204, "text/plain", ""))
        }
        ("DELETE", paths::SESSION) => {
            twin.sign_out(&base, &access).await?;
            Ok(Response::new(204, "text/plain", ""))
        }
        ("GET", paths::SYNC) => {
            let reload = request.headers.get(RELOAD_HEADER).into_iter();
            let reload = reload.flat_map(|names| names.split(','));
            let reload: Vec<_> = reload.map(|name| name.parse().unwrap()).collect();
            let asked = SyncAsked {
                cursor: request.headers.get(CURSOR_HEADER).map(String::as_str),
                schema: request.headers[SYNC_SCHEMA_HEADER].parse().unwrap(),
                reload: &reload,
            };
            match twin.sync(&base, &access, asked).await? {
                Synced::Unchanged => Ok(Response::new(204, "text/plain", "")),
                Synced::Lines(mut lines) => {
                    let mut body = Vec::new();
                    while let Some(line) = lines.next().await? {
                        serde_json::to_writer(&mut body, &line).unwrap();
                        body.push(b'\n');
                    }
                    Ok(Response::new(200, sync::MEDIA_TYPE, body))
                }
            }
        }
        ("GET", paths::HINTS) => {
            let hints = twin.hints(&base, &access).await?;
            let mut response = Response::new(200, "text/event-stream", "");
            response.hints = Some(Arc::new(Mutex::new(hints)));
            Ok(response)
        }
        ("GET", path) if DocumentRef::at(path).is_some() => {
            let held = request.headers.get("if-none-match").map(String::as_str);
            match twin.file(&base, &access, path, held).await? {
                Sent::Unchanged => Ok(Response::new(304, "text/plain", "")),
                Sent::File(mut file) => {
                    let mut body = Vec::new();
                    while let Some(piece) = file.pieces.next().await? {
                        body.extend(piece);
                    }
                    let mut response = Response::new(200, "application/pdf", body);
                    let name = format!("attachment; filename=\"{}\"", file.name);
                    response.headers.push(("content-disposition", name));
                    response.headers.push(("etag", file.etag));
                    Ok(response)
                }
            }
        }
        ("GET", path) if path.starts_with(paths::CALLS) => {
            let url = Url::parse(&format!("{origin}{path}")).unwrap();
            let query: HashMap<_, _> = url.query_pairs().into_owned().collect();
            let asked = CallsOf {
                customer: query["customer"].parse().unwrap(),
                from: query["from"].parse().unwrap(),
                to: query["to"].parse().unwrap(),
                after: query.get("after").map(|after| {
                    let number: u64 = after.parse().unwrap();
                    number.try_into().unwrap()
                }),
            };
            assert_eq!(asked.path(), path);
            Ok(Response::json(&twin.calls(&base, &access, &asked).await?))
        }
        ("POST", path) if DecisionKind::at(path).is_some() => {
            let key = request.headers[KEY_HEADER].parse().unwrap();
            let kind = DecisionKind::at(path).unwrap();
            let action = of_body(kind, &request.body).unwrap();
            assert_eq!(action.path(), path);
            Ok(Response::json(
                &twin.act(&base, &access, key, &action).await?,
            ))
        }
        (method, path) if path.starts_with(paths::UPLOADS) => {
            let (digest, query) = path[paths::UPLOADS.len() + 1..].split_once('?').unwrap();
            let sha256 = digest.parse().unwrap();
            let numbers: Vec<u32> = query
                .split('&')
                .map(|part| part.split_once('=').unwrap().1.parse().unwrap())
                .collect();
            let state = match (method, &numbers[..]) {
                ("GET", &[size]) => twin.upload_state(&base, &access, sha256, size).await?,
                ("PUT", &[size, offset]) => {
                    let piece = Piece {
                        sha256,
                        size,
                        offset,
                    };
                    twin.upload(&base, &access, piece, &request.body).await?
                }
                _ => return Ok(Response::new(404, "text/plain", "")),
            };
            Ok(Response::json(&state))
        }
        _ => Ok(Response::new(404, "text/plain", "")),
    }
}
