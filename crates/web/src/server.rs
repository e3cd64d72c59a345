//! Puts everything together and listens.

use crate::checks::{self, KnownHosts};
use crate::files::{self, Files};
use crate::sessions::{Opening, Sessions};
use crate::{Options, api, attachments, documents, headers};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state, map_response};
use axum::routing::{get, post};
use axum_server::accept::DefaultAcceptor;
use balcao_bounds::{Door, Limits, connections};
use balcao_client::{OpenError, Portals, PortalsError};
use hyper_util::rt::TokioTimer;
use std::io::{self, Write};
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How often it is looked which sessions are over.
const SWEEP: Duration = Duration::from_secs(60);

/// How long somebody may say nothing while a request is waited for, or its head.
const SILENCE: Duration = Duration::from_secs(20);

/// Who comes in. Behind a proxy all browsers are one address.
fn limits() -> Limits {
    let connections = connections(10_000);
    Limits {
        connections,
        of_network: connections,
        beginning: SILENCE,
        stalled: Duration::from_secs(60),
        silent: SILENCE,
    }
}

/// No request of the registry comes near.
const LONGEST_REQUEST: usize = 64 * 1024;

/// Why it does not serve.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// A configured portal is none.
    #[error(transparent)]
    Portals(#[from] PortalsError),
    /// The interface cannot be read.
    #[error("the interface in {} cannot be read: {source}", folder.display())]
    Interface {
        /// Where it was looked for.
        folder: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// No core opens with this configuration.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The address cannot be listened on.
    #[error("{address} cannot be listened on: {source}")]
    Listen {
        /// Which.
        address: SocketAddr,
        /// Why not.
        source: io::Error,
    },
    /// It stopped serving.
    #[error("serving failed: {0}")]
    Serve(#[from] io::Error),
}

/// What the calls share.
#[derive(Clone)]
pub struct App {
    /// The browsers' sessions.
    pub sessions: Arc<Sessions>,
}

/// Serves until SIGTERM or Ctrl-C; says on stdout where.
///
/// # Errors
/// See [`ServeError`].
pub async fn run(options: &Options) -> Result<(), ServeError> {
    let files = Files::read(&options.interface).map_err(|source| ServeError::Interface {
        folder: options.interface.clone(),
        source,
    })?;
    let opening = Opening {
        portals: Portals::parse(&options.portals)?,
        clock: options.clock(),
        extra_ca: options.extra_ca.clone(),
    };
    opening.try_open().await?;
    let app = App {
        sessions: Arc::new(Sessions::new(opening, options.sessions)),
    };

    let cannot = |source| ServeError::Listen {
        address: options.listen,
        source,
    };
    let listener = TcpListener::bind(options.listen).map_err(cannot)?;
    listener.set_nonblocking(true).map_err(cannot)?;
    let port = listener.local_addr().map_err(cannot)?.port();
    let router = router(app.clone(), files, KnownHosts::new(port, &options.hosts));
    tokio::spawn(sweep(app.sessions));
    writeln!(io::stdout(), "listening on http://localhost:{port}")?;
    let mut server =
        axum_server::from_tcp(listener)?.acceptor(Door::new(DefaultAcceptor::new(), limits()));
    server
        .http_builder()
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(SILENCE);
    // No grace: everything is in memory, and a listening browser would never let go.
    tokio::select! {
        served = server.serve(router.into_make_service()) => Ok(served?),
        stopped = told_to_stop() => Ok(stopped?),
    }
}

/// Every route.
pub fn router(app: App, files: Files, hosts: KnownHosts) -> Router {
    let api = Router::new()
        .route("/session", post(api::begin))
        .route("/events", get(api::events))
        .route(
            "/documents/{account}/{of}/{id}/{kind}",
            get(documents::document),
        )
        .route("/{command}", post(api::call))
        .route("/{command}/file", post(attachments::call))
        .fallback(api::nothing)
        .layer(DefaultBodyLimit::max(LONGEST_REQUEST))
        .layer(from_fn(checks::same_origin))
        .layer(map_response(api::never_stored))
        .with_state(app);
    Router::new()
        .nest("/api", api)
        .fallback_service(get(files::get).with_state(files))
        .layer(from_fn_with_state(hosts, checks::host))
        .layer(map_response(headers::protect))
}

async fn sweep(sessions: Arc<Sessions>) {
    let mut minutes = tokio::time::interval(SWEEP);
    loop {
        minutes.tick().await;
        sessions.end_idle(Instant::now()).await;
    }
}

#[cfg(unix)]
async fn told_to_stop() -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        _ = terminate.recv() => Ok(()),
        interrupted = tokio::signal::ctrl_c() => interrupted,
    }
}

#[cfg(not(unix))]
async fn told_to_stop() -> io::Result<()> {
    tokio::signal::ctrl_c().await
}

#[cfg(test)]
mod tests;
