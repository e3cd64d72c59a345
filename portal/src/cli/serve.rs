//! `serve` and `demo`.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use balcao_bounds::{Door, Limits, connections};
use balcao_people::Cast;
use chrono_tz::America::Sao_Paulo;
use hyper_util::rt::TokioTimer;
use tokio_util::sync::CancellationToken;

use super::error::CommandError;
use super::options::Serving;
use super::{migrate, say, tls};
use crate::clock::{Clock, FrozenDay, SystemClock};
use crate::daily::Days;
use crate::demo;
use crate::files::Files;
use crate::http::router;
use crate::jobs::Jobs;
use crate::mail::Post;
use crate::portal::Portal;
use crate::store::{Address, OpenError, Store};

/// How long requests under way may take once the portal is told to stop.
const LAST_REQUESTS: Duration = Duration::from_secs(10);

/// How long a connection may be silent before it is asked whether anybody is there, or, in the
/// middle of a request's head, closed.
const SILENCE: Duration = Duration::from_secs(20);

/// Who comes in. A server of browsers is one address to this one, with up to three connections for
/// each of its sessions.
fn limits() -> Limits {
    let connections = connections(10_000);
    Limits {
        connections,
        of_network: connections / 4,
        beginning: SILENCE,
        stalled: Duration::from_secs(60),
        silent: SILENCE,
    }
}

/// Serves the providers of a database.
pub async fn serve(database: &Address, serving: Serving) -> Result<(), CommandError> {
    let ready = Ready::new(database, &serving)?;
    let store = migrate::open(database).await?;
    let portal = ready.portal(store, &serving).await?;
    ready.answer(portal, &serving, &[]).await
}

/// Serves the named people.
pub async fn demo(database: &Address, serving: Serving, calls: u64) -> Result<(), CommandError> {
    let ready = Ready::new(database, &serving)?;
    let opened = |why: OpenError| CommandError::Open {
        database: database.clone(),
        why,
    };
    let store = Store::migrate(database).await.map_err(opened)?;
    let portal = ready.portal(store, &serving).await?;
    let today = portal.clock.today(Sao_Paulo);
    let now = portal.clock.now();
    let casts = demo::fill(&portal.store, &portal.passwords, today, serving.seed, now).await?;
    demo::make_calls(&portal.store, &casts, calls, today, now).await?;
    ready.answer(portal, &serving, &casts).await
}

/// An address that is listened on, with what is presented there. Taken before the database is
/// touched, so that a wrong argument changes nothing.
struct Ready {
    listener: TcpListener,
    tls: RustlsConfig,
    origin: String,
    /// The folder of the files that users give.
    files: PathBuf,
}

impl Ready {
    fn new(database: &Address, serving: &Serving) -> Result<Self, CommandError> {
        let beside = || database.file().map(|file| file.with_extension("files"));
        let files = serving.files.clone().or_else(beside);
        let files = files.ok_or(CommandError::Needed("files"))?;
        let tls = tls::server(&serving.cert, &serving.key)?;
        let cannot = |why| CommandError::Listen {
            address: serving.listen,
            why,
        };
        let listener = TcpListener::bind(serving.listen).map_err(cannot)?;
        listener.set_nonblocking(true).map_err(cannot)?;
        let address = listener.local_addr().map_err(cannot)?;
        Ok(Self {
            listener,
            tls: RustlsConfig::from_config(Arc::new(tls)),
            origin: origin(address),
            files,
        })
    }

    async fn portal(&self, store: Store, serving: &Serving) -> Result<Portal, CommandError> {
        let files = Files::in_folder(&self.files).map_err(|why| CommandError::File {
            what: "files",
            file: self.files.clone(),
            why: why.to_string(),
        })?;
        let clock: Arc<dyn Clock> = match serving.today {
            Some(day) => Arc::new(FrozenDay(day)),
            None => Arc::new(SystemClock),
        };
        let origin = serving.public_origin.as_ref().unwrap_or(&self.origin);
        Ok(Portal::new(store, files, clock, serving.sync_batch, origin).await?)
    }

    /// Brings the charges to the day, says where it listens, and answers until told to stop.
    async fn answer(
        self,
        portal: Portal,
        serving: &Serving,
        casts: &[Cast],
    ) -> Result<(), CommandError> {
        let route = serving.mail.as_ref();
        let post = route.map(|route| Post::new(portal.store.clone(), route));
        let post = post.transpose()?;
        let mut days = Days::default();
        days.look(&portal).await;
        let daily = tokio::spawn(days.watch(portal.clone()));
        let jobs = post.map(|post| Jobs::begin(&portal, post));

        let handle = Handle::new();
        tokio::spawn(stop(handle.clone(), portal.stopping.clone()));
        let mut server = axum_server::from_tcp_rustls(self.listener, self.tls)
            .map_err(CommandError::Serve)?
            .map(|tls| Door::new(tls, limits()))
            .handle(handle);
        let http = server.http_builder();
        http.http1()
            .timer(TokioTimer::new())
            .header_read_timeout(SILENCE);
        http.http2()
            .timer(TokioTimer::new())
            .keep_alive_interval(SILENCE)
            .keep_alive_timeout(SILENCE);
        say(format_args!("listening on {}", self.origin))?;
        for cast in casts {
            introduce(cast, &portal.origin)?;
        }
        let service = router(portal.clone()).into_make_service_with_connect_info::<SocketAddr>();
        server.serve(service).await.map_err(CommandError::Serve)?;

        daily.abort();
        if let Some(jobs) = jobs {
            jobs.end().await;
        }
        tracing::info!("stopped");
        Ok(portal.store.close().await?)
    }
}

/// The address to be called by from this machine. Certificates are for `localhost`.
fn origin(address: SocketAddr) -> String {
    if address.ip().is_loopback() || address.ip().is_unspecified() {
        format!("https://localhost:{}", address.port())
    } else {
        format!("https://{address}")
    }
}

/// Who may sign in at the demo.
fn introduce(cast: &Cast, origin: &str) -> Result<(), CommandError> {
    say(format_args!(
        "\n{} at {origin}/{}",
        cast.provider.name, cast.provider.slug
    ))?;
    for person in &cast.people {
        say(format_args!(
            "  {:<18}  {:<21}  {}",
            person.user.tax_id.formatted(),
            person.password,
            person.user.name,
        ))?;
    }
    Ok(())
}

/// Waits for SIGTERM or Ctrl-C, then lets requests under way end.
async fn stop(handle: Handle<SocketAddr>, stopping: CancellationToken) {
    if let Err(error) = told_to_stop().await {
        tracing::error!(%error, "signals cannot be heard");
        return;
    }
    tracing::info!("stopping");
    stopping.cancel();
    handle.graceful_shutdown(Some(LAST_REQUESTS));
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
