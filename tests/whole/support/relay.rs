//! What stands between the app and its portal, and hears what is said.

use super::tls;
use rustls::pki_types::ServerName;
use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, split};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_rustls::{TlsAcceptor, TlsConnector};

/// What callers have said, each connection by itself.
type Heard = Arc<Mutex<Vec<Vec<u8>>>>;

/// An address on this machine whose calls go on to another; stopped when dropped.
pub struct Relay {
    listener: Option<TcpListener>,
    task: Option<JoinHandle<()>>,
    heard: Heard,
    /// The port called.
    pub port: u16,
}

impl Relay {
    /// On a free port, and leading nowhere yet.
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        Self {
            port: listener.local_addr().unwrap().port(),
            listener: Some(listener),
            task: None,
            heard: Heard::default(),
        }
    }

    /// Where calls go from now on.
    pub fn lead_to(&mut self, portal: SocketAddr) {
        let listener = self.listener.take().expect("leads somewhere already");
        let acceptor = TlsAcceptor::from(Arc::new(tls::trusted_server()));
        let heard = self.heard.clone();
        self.task = Some(tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                tokio::spawn(relay(socket, acceptor.clone(), portal, heard.clone()));
            }
        }));
    }

    /// Every access token that was presented.
    pub fn access_tokens(&self) -> BTreeSet<String> {
        let lines = self.lines();
        lines.iter().filter_map(|line| access_token(line)).collect()
    }

    /// How often a path has been asked for.
    pub fn asked_for(&self, path: &str) -> usize {
        let request = format!("GET {path} HTTP/1.1");
        let lines = self.lines();
        lines.iter().filter(|line| **line == request).count()
    }

    fn lines(&self) -> Vec<String> {
        let heard = self.heard.lock().unwrap();
        let said = heard.iter().map(|bytes| String::from_utf8_lossy(bytes));
        said.flat_map(|said| said.lines().map(str::to_owned).collect::<Vec<_>>())
            .collect()
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        if let Some(task) = &self.task {
            task.abort();
        }
    }
}

fn access_token(line: &str) -> Option<String> {
    let (name, value) = line.split_once(':')?;
    let token = value.trim().strip_prefix("Bearer ")?;
    name.eq_ignore_ascii_case("authorization")
        .then(|| token.to_owned())
}

/// One connection. No protocol is agreed on, so it is HTTP/1.1, whose lines can be read.
async fn relay(socket: TcpStream, acceptor: TlsAcceptor, portal: SocketAddr, heard: Heard) {
    let Ok(caller) = acceptor.accept(socket).await else {
        return;
    };
    let connector = TlsConnector::from(Arc::new(tls::client()));
    let name = ServerName::try_from("localhost").unwrap();
    let socket = TcpStream::connect(portal).await.unwrap();
    let portal = connector.connect(name, socket).await.unwrap();
    let (caller_says, caller_hears) = split(caller);
    let (portal_says, portal_hears) = split(portal);
    let connection = {
        let mut heard = heard.lock().unwrap();
        heard.push(Vec::new());
        heard.len() - 1
    };
    tokio::join!(
        pass(caller_says, portal_hears, |bytes| {
            heard.lock().unwrap()[connection].extend_from_slice(bytes);
        }),
        pass(portal_says, caller_hears, |_| {}),
    );
}

/// Until one of both ends goes.
async fn pass(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    mut hear: impl FnMut(&[u8]),
) {
    let mut bytes = [0; 16 * 1024];
    while let Ok(length @ 1..) = from.read(&mut bytes).await {
        hear(&bytes[..length]);
        if to.write_all(&bytes[..length]).await.is_err() || to.flush().await.is_err() {
            return;
        }
    }
    let _ = to.shutdown().await;
}
