use super::server::{Request, Response, Server};
use super::*;
use crate::testing::today;
use balcao_contract::Problem;
use balcao_contract::sync::{Line, MEDIA_TYPE};
use balcao_domain::SignInMethod;
use balcao_people::rede_horizonte;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

fn described(base: &str, api_version: u32) -> Response {
    let found = WellKnown {
        provider: rede_horizonte(today(), 7).provider,
        base: base.into(),
        api_version,
        sign_in: vec![SignInMethod::Password],
    };
    Response::new(200, "application/json", serde_json::to_vec(&found).unwrap())
}

async fn looked_up(answer: Response) -> Result<WellKnown, PortalError> {
    let server = Server::start(move |_: Request| std::future::ready(answer.clone())).await;
    server
        .client()
        .well_known(&server.address("/rede-horizonte"))
        .await
}

fn not_a_portal() -> PortalError {
    PortalError::NotAPortal {
        host: "localhost".into(),
    }
}

#[tokio::test]
async fn a_closed_port_is_offline() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let address = Address::parse(&format!("localhost:{port}")).unwrap();
    let portal = HttpPortal::new(None, "test").unwrap();
    assert_eq!(portal.well_known(&address).await, Err(PortalError::Offline));
    let nowhere = Address::parse("portal.invalid").unwrap();
    assert_eq!(portal.well_known(&nowhere).await, Err(PortalError::Offline));
}

#[tokio::test]
async fn a_certificate_of_an_unknown_authority_is_not_trusted() {
    let server = Server::start(async |_: Request| described("https://localhost", 1)).await;
    let stranger = HttpPortal::new(None, "test").unwrap();
    let host = "localhost".into();
    assert_eq!(
        stranger.well_known(&server.address("/")).await,
        Err(PortalError::UntrustedCertificate { host })
    );
}

#[tokio::test]
async fn a_server_without_tls_is_no_portal() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let serving = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut hello = [0; 64];
        let _ = stream.read(&mut hello).await;
        stream
            .write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            .await
            .unwrap();
        let mut rest = Vec::new();
        let _ = stream.read_to_end(&mut rest).await;
    });
    let address = Address::parse(&format!("localhost:{port}")).unwrap();
    let portal = HttpPortal::new(None, "test").unwrap();
    assert_eq!(portal.well_known(&address).await, Err(not_a_portal()));
    serving.await.unwrap();
}

#[tokio::test]
async fn what_does_not_answer_as_a_portal_is_none() {
    let mut redirect = Response::new(302, "text/html", "");
    redirect
        .headers
        .push(("location", "https://portal.invalid/".into()));
    for answer in [
        Response::new(200, "text/html", "<!doctype html><title>Bem-vindo</title>"),
        Response::new(200, "application/json", "{}"),
        Response::new(404, "text/html", "<h1>404</h1>"),
        Response::new(
            401,
            Problem::MEDIA_TYPE,
            r#"{"type":"about:blank","status":401}"#,
        ),
        Response::new(200, "application/json", vec![b' '; 300 * 1024]),
        redirect,
        described("http://localhost/rede-horizonte", 1),
        described("/rede-horizonte", 1),
    ] {
        let what = String::from_utf8_lossy(&answer.body[..answer.body.len().min(60)]).into_owned();
        assert_eq!(looked_up(answer).await, Err(not_a_portal()), "{what}");
    }
}

#[tokio::test]
async fn a_portal_that_is_away_is_unavailable() {
    let away = Response::new(502, "text/html", "<h1>Bad Gateway</h1>");
    let refused = PortalError::refused(ProblemCode::Unavailable);
    assert_eq!(looked_up(away).await, Err(refused));
}

#[tokio::test]
async fn f5_how_long_to_wait_is_read_from_the_head_where_the_body_does_not_say() {
    let bare = |status, code| {
        let problem = serde_json::to_vec(&Problem::new(code)).unwrap();
        Response::new(status, Problem::MEDIA_TYPE, problem)
    };
    let gateway = |status| Response::new(status, "text/html", "<h1>Later</h1>");
    let told = Problem::throttled(8);
    let told = Response::new(429, Problem::MEDIA_TYPE, serde_json::to_vec(&told).unwrap());
    let unavailable = ProblemCode::Unavailable;
    let throttled = ProblemCode::Throttled;
    for (mut answer, head, code, seconds) in [
        (gateway(503), "120", unavailable, Some(120)),
        (gateway(429), " 7 ", throttled, Some(7)),
        (gateway(429), "soon", unavailable, None),
        (gateway(429), "4000000000", throttled, Some(3_600)),
        (gateway(503), "-1", unavailable, None),
        (
            gateway(503),
            "Fri, 31 Dec 1999 23:59:59 GMT",
            unavailable,
            Some(59),
        ),
        (
            gateway(503),
            "Fri, 31 Dec 1999 20:00:00 GMT",
            unavailable,
            Some(0),
        ),
        (bare(503, unavailable), "120", unavailable, Some(120)),
        (told, "120", throttled, Some(8)),
    ] {
        answer.headers.push(("retry-after", head.into()));
        let date = "Fri, 31 Dec 1999 23:59:00 GMT";
        answer.headers.push(("date", date.into()));
        let Err(PortalError::Refused(problem)) = looked_up(answer).await else {
            panic!("{head}");
        };
        assert_eq!(
            (problem.code(), problem.seconds),
            (Some(code), seconds),
            "{head}"
        );
    }
}

#[tokio::test]
async fn a_refusal_is_handed_on_whole() {
    for problem in ProblemCode::ALL.map(Problem::new).into_iter().chain([
        Problem::throttled(8),
        Problem::invalid_field("path", "unknown"),
    ]) {
        let body = serde_json::to_vec(&problem).unwrap();
        let answer = Response::new(problem.status, Problem::MEDIA_TYPE, body);
        assert_eq!(looked_up(answer).await, Err(PortalError::Refused(problem)));
    }
}

#[tokio::test]
async fn a_newer_portal_asks_for_a_newer_app() {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let server = Server::start(move |request: Request| {
        count.fetch_add(1, Ordering::Relaxed);
        let host = request.headers["host"].clone();
        async move { described(&format!("https://{host}/rede-horizonte"), 2) }
    })
    .await;
    assert_eq!(
        server
            .client()
            .well_known(&server.address("/rede-horizonte"))
            .await,
        Err(PortalError::refused(ProblemCode::VersionTooOld))
    );
    assert_eq!(asked.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn a_base_elsewhere_must_say_the_same() {
    // The other origin is a portal whose certificate is not ours to trust.
    let other = Server::start(async |_: Request| described("https://localhost", 1)).await;
    let base = format!("{}/rede-horizonte", other.origin);
    let refused = looked_up(described(&base, 1)).await;
    assert!(matches!(
        refused,
        Err(PortalError::UntrustedCertificate { .. })
    ));
}

async fn synced(answer: Response) -> Result<Vec<Result<Option<Line>, PortalError>>, PortalError> {
    let server = Server::start(move |_: Request| std::future::ready(answer.clone())).await;
    let base = Base::parse(&format!("{}/rede-horizonte", server.origin)).unwrap();
    let access = Sensitive::new("access".to_owned());
    let synced = server
        .client()
        .sync(&base, &access, SyncAsked::of(None))
        .await?;
    let Synced::Lines(mut lines) = synced else {
        panic!("lines were sent");
    };
    let mut told = Vec::new();
    loop {
        told.push(lines.next().await);
        if !matches!(told.last(), Some(Ok(Some(_)))) {
            return Ok(told);
        }
    }
}

fn cursor(text: &str) -> Line {
    Line::Cursor {
        cursor: text.into(),
        seqs: BTreeMap::new(),
    }
}

#[tokio::test]
async fn lines_are_read_as_they_come_and_a_cut_one_is_not_one() {
    let body = "{\"cursor\":\"a\"}\n{\"cursor\":\"b\"}\n{\"cur";
    let whole = Response::new(200, "application/x-ndjson; charset=utf-8", body);
    let told = synced(whole.clone()).await.unwrap();
    assert_eq!(
        told,
        [Ok(Some(cursor("a"))), Ok(Some(cursor("b"))), Ok(None)]
    );

    let mut cut = whole;
    cut.cut_at = Some(20);
    let told = synced(cut).await.unwrap();
    assert_eq!(told, [Ok(Some(cursor("a"))), Err(PortalError::Offline)]);
}

#[tokio::test]
async fn lines_come_compressed() {
    let compressed = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xab\x56\x4a\x2e\x2d\x2a\xce\x2f\x52\xb2\x52\x4a\x4c\x4a\x56\xaa\xe5\x02\x00\xd9\x3b\x41\xa5\x11\x00\x00\x00";
    let mut answer = Response::new(200, MEDIA_TYPE, compressed.as_slice());
    answer.headers.push(("content-encoding", "gzip".into()));
    let told = synced(answer.clone()).await.unwrap();
    assert_eq!(told, [Ok(Some(cursor("abc"))), Ok(None)]);

    answer.body = b"not compressed at all".to_vec();
    assert_eq!(synced(answer).await.unwrap(), [Err(not_a_portal())]);
}

#[tokio::test]
async fn what_is_no_line_is_no_portals() {
    for body in [
        "<html>\n".to_owned(),
        "{}\n".to_owned(),
        "\n".to_owned(),
        format!("{{\"cursor\":\"{}", "x".repeat(2 * LONGEST_LINE)),
    ] {
        let told = synced(Response::new(200, MEDIA_TYPE, body)).await.unwrap();
        assert_eq!(told, [Err(not_a_portal())]);
    }
    let html = synced(Response::new(200, "text/html", "<html>")).await;
    assert_eq!(html, Err(not_a_portal()));
}

const LONGEST_LINE: usize = 1024 * 1024;
