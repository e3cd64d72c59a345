use super::*;
use crate::sessions::IDLE;
use crate::testing::opening;
use axum::body::Body;
use axum::http::request::Builder;
use axum::http::{HeaderMap, Request, StatusCode, header};
use balcao_bridge::{
    AccountId, AppError, AppInfo, AttachProof, CopyText, ErrorCode, Event, LookUpProvider,
    PickProof, Profile, SignIn, wire,
};
use balcao_domain::{CustomerId, RequestId, Sensitive};
use http_body_util::BodyExt;
use serde::Serialize;
use std::fs;
use tower::ServiceExt;
use uuid::Uuid;

const PORT: u16 = 4711;

fn server_for(most: usize) -> Router {
    server_of(Arc::new(Sessions::new(opening(), most)))
}

fn server_of(sessions: Arc<Sessions>) -> Router {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("index.html"), "<!doctype html>").unwrap();
    fs::create_dir(folder.path().join("assets")).unwrap();
    fs::write(folder.path().join("assets/ui.wasm"), b"\0asm").unwrap();
    fs::create_dir(folder.path().join("assets/locales")).unwrap();
    fs::write(folder.path().join("assets/locales/es.ftl"), "back = Volver").unwrap();
    let app = App { sessions };
    let files = Files::read(folder.path()).unwrap();
    let hosts = KnownHosts::new(PORT, &["cliente.example".to_owned()]);
    router(app, files, hosts)
}

fn server() -> Router {
    server_for(2)
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    fn error(&self) -> AppError {
        assert_eq!(self.header("content-type"), "application/octet-stream");
        assert_eq!(self.header("cache-control"), "no-store");
        wire::decode(&self.body).unwrap()
    }
}

async fn send(server: &Router, request: Request<Body>) -> Answer {
    let (parts, body) = server.clone().oneshot(request).await.unwrap().into_parts();
    Answer {
        status: parts.status,
        headers: parts.headers,
        body: body.collect().await.unwrap().to_bytes().to_vec(),
    }
}

async fn get(server: &Router, path: &str) -> Answer {
    let request = Request::get(path).header("host", "localhost:4711");
    send(server, request.body(Body::empty()).unwrap()).await
}

fn bytes(value: &impl Serialize) -> Vec<u8> {
    wire::encode(value).unwrap()
}

/// As the interface calls; a test changes what it wants to see refused.
struct Call {
    path: &'static str,
    host: &'static str,
    site: Option<&'static str>,
    mark: Option<&'static str>,
    cookie: String,
    body: Vec<u8>,
}

impl Call {
    fn of(path: &'static str, cookie: &str) -> Self {
        Self {
            path,
            host: "localhost:4711",
            site: Some("same-origin"),
            mark: Some("1"),
            cookie: cookie.into(),
            body: Vec::new(),
        }
    }

    async fn send(self, server: &Router) -> Answer {
        let mut request = Request::post(self.path)
            .header("host", self.host)
            .header("content-type", "application/octet-stream");
        if let Some(site) = self.site {
            request = request.header("sec-fetch-site", site);
        }
        if let Some(mark) = self.mark {
            request = request.header("balcao-call", mark);
        }
        if !self.cookie.is_empty() {
            request = request.header("cookie", self.cookie);
        }
        send(server, request.body(Body::from(self.body)).unwrap()).await
    }
}

/// Begins a session and answers its cookie.
async fn begun(server: &Router) -> String {
    let answer = Call::of("/api/session", "").send(server).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    let set = answer.header("set-cookie");
    set.split(';').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_session_is_begun_once_and_then_answers_commands() {
    let server = server();
    let cookie = begun(&server).await;
    let again = Call::of("/api/session", &cookie).send(&server).await;
    assert_eq!(again.status, StatusCode::NO_CONTENT);
    assert_eq!(again.header("set-cookie"), "");

    let answer = Call::of("/api/get_app_info", &cookie).send(&server).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("cache-control"), "no-store");
    let info: AppInfo = wire::decode(&answer.body).unwrap();
    assert_eq!(info.profile, Profile::Online);
}

#[tokio::test]
async fn a_call_that_another_page_could_make_is_refused() {
    let server = server();
    let cookie = begun(&server).await;
    let call = || Call::of("/api/list_accounts", &cookie);
    for site in [None, Some("cross-site"), Some("same-site"), Some("none")] {
        let answer = Call { site, ..call() }.send(&server).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{site:?}");
        assert_eq!(answer.error().args["field"], "sec-fetch-site");
    }
    for mark in [None, Some("0")] {
        let answer = Call { mark, ..call() }.send(&server).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{mark:?}");
        assert_eq!(answer.error().args["field"], "balcao-call");
    }
    for host in ["localhost", "localhost:4712", "evil.example:4711", ""] {
        let answer = Call { host, ..call() }.send(&server).await;
        assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST, "{host}");
    }
    for host in [
        "LOCALHOST:4711",
        "127.0.0.1:4711",
        "[::1]:4711",
        "cliente.example",
    ] {
        let answer = Call { host, ..call() }.send(&server).await;
        assert_eq!(answer.status, StatusCode::OK, "{host}");
    }
}

#[tokio::test]
async fn without_a_session_nothing_is_answered() {
    let server = server();
    let forged = format!("__Host-balcao={}", "0".repeat(64));
    for cookie in ["", "__Host-balcao=", &forged] {
        let answer = Call::of("/api/list_accounts", cookie).send(&server).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{cookie}");
        assert_eq!(answer.error().code, ErrorCode::SessionRevoked);
        assert_eq!(answer.header("set-cookie"), "");
    }
}

#[tokio::test]
async fn whoever_begins_sessions_closes_the_server_for_nobody() {
    let server = server_for(2);
    let first = begun(&server).await;
    for _ in 0..5 {
        begun(&server).await;
    }
    let gone = Call::of("/api/get_app_info", &first).send(&server).await;
    assert_eq!(gone.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn what_is_no_call_says_so() {
    let server = server();
    let cookie = begun(&server).await;
    let unknown = Call::of("/api/drop_tables", &cookie).send(&server).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    assert_eq!(unknown.error(), AppError::invalid("command", "unknown"));
    let deeper = Call::of("/api/a/b", &cookie).send(&server).await;
    assert_eq!(deeper.status, StatusCode::NOT_FOUND);

    for (body, status) in [
        (Vec::new(), StatusCode::UNPROCESSABLE_ENTITY),
        (vec![2], StatusCode::UNPROCESSABLE_ENTITY),
        (vec![1, 1], StatusCode::UNPROCESSABLE_ENTITY),
        (vec![1; LONGEST_REQUEST + 1], StatusCode::PAYLOAD_TOO_LARGE),
    ] {
        let call = Call::of("/api/set_visible", &cookie);
        let answer = Call { body, ..call }.send(&server).await;
        assert_eq!(answer.status, status);
        assert_eq!(answer.error(), AppError::invalid("request", "malformed"));
    }
}

#[tokio::test(start_paused = true)]
async fn a_request_that_does_not_come_whole_is_not_waited_for() {
    let server = server();
    let cookie = begun(&server).await;
    let request = Request::post("/api/get_app_info")
        .header("host", "localhost:4711")
        .header("sec-fetch-site", "same-origin")
        .header("balcao-call", "1")
        .header("cookie", cookie);
    let never = futures_util::stream::pending::<Result<Vec<u8>, std::io::Error>>();
    let request = request.body(Body::from_stream(never)).unwrap();
    let answer = send(&server, request).await;
    assert_eq!(answer.status, StatusCode::REQUEST_TIMEOUT);
    assert_eq!(answer.error(), AppError::invalid("request", "malformed"));
}

#[tokio::test]
async fn an_address_that_is_not_configured_is_refused() {
    let server = server();
    let cookie = begun(&server).await;
    let address = "10.0.0.1".to_owned();
    let look_up = LookUpProvider {
        address: address.clone(),
    };
    let sign_in = SignIn {
        address,
        tax_id: "88088773105".into(),
        password: Sensitive::new("x".into()),
    };
    for (path, body) in [
        ("/api/look_up_provider", bytes(&look_up)),
        ("/api/sign_in", bytes(&sign_in)),
    ] {
        let call = Call::of(path, &cookie);
        let answer = Call { body, ..call }.send(&server).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(
            answer.error(),
            AppError::invalid("address", "not_configured")
        );
    }
}

#[tokio::test]
async fn the_servers_own_clipboard_is_nobodys() {
    let server = server();
    let cookie = begun(&server).await;
    let text = CopyText { text: "x".into() };
    let body = bytes(&text);
    let call = Call::of("/api/copy_text", &cookie);
    let answer = Call { body, ..call }.send(&server).await;
    assert_eq!(answer.error().code, ErrorCode::Unavailable);
}

#[tokio::test]
async fn events_come_to_their_own_session_only() {
    let server = server();
    let cookie = begun(&server).await;
    let listen = |site: &str, cookie: &str| {
        let request = Request::get("/api/events")
            .header("host", "localhost:4711")
            .header("sec-fetch-site", site)
            .header("cookie", cookie);
        server.clone().oneshot(request.body(Body::empty()).unwrap())
    };
    let other_page = listen("cross-site", &cookie).await.unwrap();
    assert_eq!(other_page.status(), StatusCode::FORBIDDEN);
    let stranger = listen("same-origin", "").await.unwrap();
    assert_eq!(stranger.status(), StatusCode::UNAUTHORIZED);

    let own = listen("same-origin", &cookie).await.unwrap();
    assert_eq!(own.headers()[header::CONTENT_TYPE], "text/event-stream");
    // Trying the keychain again tells that the accounts may have changed.
    let retried = Call::of("/api/retry_keychain", &cookie).send(&server).await;
    assert_eq!(retried.status, StatusCode::OK);
    let mut body = own.into_body();
    let mut frame = async || body.frame().await.unwrap().unwrap().into_data().unwrap();
    assert_eq!(frame().await, "retry: 1000\n\n");
    let told = wire::to_text(&bytes(&Event::Accounts));
    assert_eq!(frame().await, format!("data: {told}\n\n"));
}

#[tokio::test]
async fn a_page_that_nobody_attends_to_keeps_no_session_though_it_listens_and_asks() {
    let sessions = Arc::new(Sessions::new(opening(), 1));
    let server = server_of(Arc::clone(&sessions));
    let begun = Instant::now();
    let id = sessions.begin(begun).await.unwrap();
    sessions.get(id, begun).unwrap().is_somebodys();
    let set = id.set_cookie();
    let cookie = set.split(';').next().unwrap();
    let ask = async |request: Builder| {
        let request = request
            .header("host", "localhost:4711")
            .header("sec-fetch-site", "same-origin")
            .header("balcao-call", "1")
            .header("cookie", cookie);
        let request = request.body(Body::empty()).unwrap();
        // Events have no end to wait for.
        let answer = server.clone().oneshot(request).await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
    };
    // Whoever uses it at any time after it was begun is there for longer than this.
    let over = begun + IDLE;
    for _ in 0..2 {
        ask(Request::get("/api/events")).await;
        assert!(sessions.get(id, over).is_none(), "listening is no use");
    }
    let asks = |idle: &str| Request::post("/api/get_app_info").header("balcao-idle", idle);
    ask(asks("1800")).await;
    assert!(sessions.get(id, over).is_none(), "nobody was there");
    ask(asks("0")).await;
    assert!(sessions.get(id, over).is_some());
}

#[tokio::test]
async fn a_document_is_downloaded_by_the_own_page_of_a_session_only() {
    let server = server();
    let cookie = begun(&server).await;
    let ask = async |path: &str, site: &str, cookie: &str| {
        let request = Request::get(path)
            .header("host", "localhost:4711")
            .header("sec-fetch-site", site)
            .header("cookie", cookie);
        send(&server, request.body(Body::empty()).unwrap()).await
    };
    let id = "018f0000-0000-7000-8000-000000000001";
    let path = format!("/api/documents/{id}/bills/{id}/pdf");
    let other_page = ask(&path, "cross-site", &cookie).await;
    assert_eq!(other_page.status, StatusCode::FORBIDDEN);
    let stranger = ask(&path, "same-origin", "").await;
    assert_eq!(stranger.status, StatusCode::UNAUTHORIZED);
    let not_there = ask(&path, "same-origin", &cookie).await;
    assert_eq!(not_there.error().code, ErrorCode::NotFound);
    let nonsense = ask("/api/documents/a/b", "same-origin", &cookie).await;
    assert_eq!(nonsense.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_file_is_taken_from_the_own_page_of_a_session_only_and_for_a_command_that_takes_one() {
    let server = server();
    let cookie = begun(&server).await;
    let id = Uuid::from_u128(1);
    let pick = PickProof {
        account: AccountId(id),
        customer: CustomerId::new(id),
    };
    let attach = AttachProof {
        account: AccountId(id),
        customer: CustomerId::new(id),
        request: RequestId::new(id),
    };
    let [pick, attach] = [bytes(&pick), bytes(&attach)].map(|it| wire::to_text(&it));
    let give = async |command: &str, asked: &str, wrong: Option<&'static str>, cookie: &str| {
        let mut request = Request::post(format!("/api/{command}/file"))
            .header("host", "localhost:4711")
            .header("cookie", cookie)
            .header("content-type", "application/pdf")
            .header("balcao-request", asked)
            .header("balcao-file-name", "conta.pdf");
        for (name, value) in [("sec-fetch-site", "same-origin"), ("balcao-call", "1")] {
            if wrong != Some(name) {
                request = request.header(name, value);
            }
        }
        send(&server, request.body(Body::from("%PDF-1.7")).unwrap()).await
    };
    for guard in ["sec-fetch-site", "balcao-call"] {
        let other_page = give("pick_proof", &pick, Some(guard), &cookie).await;
        assert_eq!(other_page.status, StatusCode::FORBIDDEN);
        assert_eq!(other_page.error().args["field"], guard);
    }
    let stranger = give("pick_proof", &pick, None, "").await;
    assert_eq!(stranger.status, StatusCode::UNAUTHORIZED);
    for (command, asked) in [("pick_proof", &pick), ("attach_proof", &attach)] {
        let nobodys = give(command, asked, None, &cookie).await;
        assert_eq!(nobodys.error().code, ErrorCode::NotFound, "{command}");
    }
    let other = give("list_accounts", "", None, &cookie).await;
    assert_eq!(other.error(), AppError::invalid("command", "unknown"));
    for malformed in ["{", "00", ""] {
        let answer = give("pick_proof", malformed, None, &cookie).await;
        assert_eq!(answer.error(), AppError::invalid("request", "malformed"));
    }
}

#[tokio::test]
async fn every_screens_address_answers_the_page_and_a_missing_asset_does_not() {
    let server = server();
    for path in [
        "/",
        "/index.html",
        "/add-provider",
        "/sign-in/cliente.example",
    ] {
        let page = get(&server, path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(page.header("cache-control"), "no-cache");
        assert_eq!(page.header("x-content-type-options"), "nosniff");
        assert!(
            page.header("content-security-policy")
                .starts_with("default-src 'none'")
        );
        assert_eq!(page.header("set-cookie"), "");
    }
    let wasm = get(&server, "/assets/ui.wasm").await;
    assert_eq!(wasm.header("content-type"), "application/wasm");
    assert_eq!(wasm.body, b"\0asm");
    let words = get(&server, "/assets/locales/es.ftl").await;
    assert_eq!(words.header("content-type"), "text/plain; charset=utf-8");
    for path in ["/assets/none.js", "/assets/../index.html"] {
        assert_eq!(
            get(&server, path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    let rebound = Request::get("/").header("host", "evil.example");
    let rebound = send(&server, rebound.body(Body::empty()).unwrap()).await;
    assert_eq!(rebound.status, StatusCode::MISDIRECTED_REQUEST);
}

#[tokio::test]
async fn an_unchanged_file_is_not_sent_twice() {
    let server = server();
    let first = get(&server, "/assets/ui.wasm").await;
    let request = Request::get("/assets/ui.wasm")
        .header("host", "localhost:4711")
        .header("if-none-match", first.header("etag"));
    let second = send(&server, request.body(Body::empty()).unwrap()).await;
    assert_eq!(second.status, StatusCode::NOT_MODIFIED);
    assert_eq!(second.body, b"");
}
