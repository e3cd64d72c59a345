//! Whether a request comes from the interface that this server gave out.
//!
//! A page of somebody else cannot send these three headers as they are asked for here: the browser
//! writes `Host` and `Sec-Fetch-Site` itself, and asks before it adds a header of one's own.

use crate::refusal::Refusal;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header::HOST};
use axum::middleware::Next;
use axum::response::Response;
use std::sync::Arc;

/// The names that browsers know this server by, with the port where it is not the usual one.
#[derive(Debug, Clone)]
pub struct KnownHosts(Arc<[String]>);

impl KnownHosts {
    /// Those of this machine on a port, and configured ones.
    pub fn new(port: u16, configured: &[String]) -> Self {
        let own = ["localhost", "127.0.0.1", "[::1]"].map(|name| format!("{name}:{port}"));
        let configured = configured.iter().map(|host| host.to_ascii_lowercase());
        Self(own.into_iter().chain(configured).collect())
    }

    fn contains(&self, headers: &HeaderMap) -> bool {
        let mut named = headers.get_all(HOST).into_iter();
        let (Some(host), None) = (named.next(), named.next()) else {
            return false;
        };
        host.to_str()
            .is_ok_and(|host| self.0.contains(&host.to_ascii_lowercase()))
    }
}

/// Refuses other names: one that somebody else points at this machine (DNS rebinding) would be
/// another origin's.
pub async fn host(
    State(known): State<KnownHosts>,
    request: Request,
    next: Next,
) -> Result<Response, Refusal> {
    if known.contains(request.headers()) {
        Ok(next.run(request).await)
    } else {
        Err(Refusal::stranger(StatusCode::MISDIRECTED_REQUEST, "host"))
    }
}

/// Refuses calls of other pages.
pub async fn same_origin(request: Request, next: Next) -> Result<Response, Refusal> {
    own_page(request.method(), request.headers())?;
    Ok(next.run(request).await)
}

fn own_page(method: &Method, headers: &HeaderMap) -> Result<(), Refusal> {
    let says = |name: &str, value: &str| headers.get(name).is_some_and(|found| found == value);
    if !says("sec-fetch-site", "same-origin") {
        return Err(Refusal::stranger(StatusCode::FORBIDDEN, "sec-fetch-site"));
    }
    // An `EventSource` cannot carry a header of one's own, and changes nothing.
    if method != Method::GET && !says("balcao-call", "1") {
        return Err(Refusal::stranger(StatusCode::FORBIDDEN, "balcao-call"));
    }
    Ok(())
}
