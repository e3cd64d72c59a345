//! Where connections come in. Before a first byte nothing is known of who is there: so there are only
//! so many connections, of one network only a part of them, and what says nothing, or takes nothing
//! of what is said to it, is let go of. When there are as many as may be, the one gives way that has
//! been silent longest.

use std::collections::HashMap;
use std::future::Future;
use std::io;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum_server::accept::Accept;
use tokio::net::TcpStream;

use crate::line::{Guarded, Line};
use crate::network;

/// How much and how long.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Connections in all.
    pub connections: usize,
    /// Of one network: see [`network`].
    pub of_network: usize,
    /// How long one may take until it is known which protocol it speaks.
    pub beginning: Duration,
    /// How long one may take nothing of what is written to it.
    pub stalled: Duration,
    /// One that has been silent for so long gives way to another when there are too many.
    pub silent: Duration,
}

/// Lets connections in, through another acceptor.
#[derive(Debug, Clone)]
pub struct Door<A> {
    inner: A,
    limits: Limits,
    within: Arc<Mutex<Within>>,
}

/// The connections there are, by network.
#[derive(Debug, Default)]
struct Within {
    next: u64,
    all: usize,
    of: HashMap<IpAddr, HashMap<u64, Arc<Line>>>,
}

impl Within {
    fn of_network(&self, network: IpAddr) -> usize {
        self.of.get(&network).map_or(0, HashMap::len)
    }

    fn insert(&mut self, network: IpAddr, line: Arc<Line>) -> u64 {
        self.next += 1;
        self.all += 1;
        self.of.entry(network).or_default().insert(self.next, line);
        self.next
    }

    fn remove(&mut self, network: IpAddr, id: u64) {
        let Some(lines) = self.of.get_mut(&network) else {
            return;
        };
        if lines.remove(&id).is_some() {
            self.all -= 1;
        }
        if lines.is_empty() {
            self.of.remove(&network);
        }
    }

    /// Ends the connection that has been silent longest, of one network or of all; false where none
    /// was for so long.
    fn shed(&mut self, network: Option<IpAddr>, silent: Duration) -> bool {
        let lines = self
            .of
            .iter()
            .filter(|(of, _)| network.is_none_or(|network| network == **of))
            .flat_map(|(of, lines)| lines.iter().map(|(id, line)| (*of, *id, line)));
        let longest = lines
            .map(|(of, id, line)| (line.silent(), of, id, Arc::clone(line)))
            .max_by_key(|(silent, ..)| *silent)
            .filter(|(longest, ..)| *longest >= silent);
        let Some((_, of, id, line)) = longest else {
            return false;
        };
        line.end();
        self.remove(of, id);
        true
    }
}

fn lock(within: &Mutex<Within>) -> MutexGuard<'_, Within> {
    within.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<A> Door<A> {
    /// A door before an acceptor.
    pub fn new(inner: A, limits: Limits) -> Self {
        let within = Arc::default();
        Self {
            inner,
            limits,
            within,
        }
    }

    fn enter(&self, address: IpAddr) -> Option<Place> {
        let (network, limits) = (network(address), self.limits);
        let mut within = lock(&self.within);
        let has_room = if within.of_network(network) >= limits.of_network {
            within.shed(Some(network), limits.silent)
        } else {
            within.all < limits.connections || within.shed(None, limits.silent)
        };
        let line = Arc::<Line>::default();
        let id = has_room.then(|| within.insert(network, Arc::clone(&line)))?;
        Some(Place {
            line,
            network,
            id,
            within: Arc::clone(&self.within),
        })
    }
}

/// A connection's place; given back when it is over.
#[derive(Debug)]
pub struct Place {
    /// What is known of the connection.
    pub line: Arc<Line>,
    network: IpAddr,
    id: u64,
    within: Arc<Mutex<Within>>,
}

impl Drop for Place {
    fn drop(&mut self) {
        lock(&self.within).remove(self.network, self.id);
    }
}

type Entering<S, V> = Pin<Box<dyn Future<Output = io::Result<(S, V)>> + Send>>;

impl<A, S> Accept<TcpStream, S> for Door<A>
where
    A: Accept<TcpStream, S> + Clone + Send + Sync + 'static,
    A::Future: Send,
    A::Stream: Send,
    A::Service: Send,
    S: Send + 'static,
{
    type Stream = Guarded<A::Stream, Place>;
    type Service = A::Service;
    type Future = Entering<Self::Stream, Self::Service>;

    fn accept(&self, stream: TcpStream, service: S) -> Self::Future {
        let address = stream.peer_addr().map(|peer| peer.ip());
        let place = address.map(|address| self.enter(address));
        let (inner, limits) = (self.inner.clone(), self.limits);
        Box::pin(async move {
            let place = place?.ok_or(io::Error::from(io::ErrorKind::ConnectionRefused))?;
            let (stream, service) = inner.accept(stream, service).await?;
            let line = Arc::clone(&place.line);
            Ok((Guarded::new(stream, limits, line, place), service))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum_server::accept::DefaultAcceptor;
    use tokio::io::AsyncReadExt;
    use tokio::net::TcpListener;
    use tokio::time::advance;

    const LIMITS: Limits = Limits {
        connections: 3,
        of_network: 2,
        beginning: Duration::from_secs(10),
        stalled: Duration::from_secs(30),
        silent: Duration::from_secs(5),
    };

    fn door() -> Door<DefaultAcceptor> {
        Door::new(DefaultAcceptor::new(), LIMITS)
    }

    fn address(last: u8) -> IpAddr {
        IpAddr::from([192, 0, 2, last])
    }

    #[tokio::test]
    async fn of_one_network_there_are_only_so_many_until_one_is_over() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let at = listener.local_addr().unwrap();
        let door = door();
        let enter = async || {
            let calling = TcpStream::connect(at).await.unwrap();
            let (stream, _) = listener.accept().await.unwrap();
            (calling, door.accept(stream, ()).await)
        };
        let (_one, first) = enter().await;
        let (_two, second) = enter().await;
        assert!(first.is_ok() && second.is_ok());
        let (_three, third) = enter().await;
        assert_eq!(third.unwrap_err().kind(), io::ErrorKind::ConnectionRefused);
        drop(first);
        let (_four, fourth) = enter().await;
        assert!(fourth.is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn of_all_networks_together_there_are_only_so_many() {
        let door = door();
        let within: Vec<_> = [1, 1, 2].map(|last| door.enter(address(last))).into();
        assert!(within.iter().all(Option::is_some));
        assert!(door.enter(address(3)).is_none());
        drop(within);
        assert!(lock(&door.within).of.is_empty());
        assert!(door.enter(address(3)).is_some());
    }

    #[tokio::test(start_paused = true)]
    async fn an_ipv6_network_is_one_however_many_addresses_it_has() {
        let door = door();
        let of = |text: &str| door.enter(text.parse().unwrap());
        let within = [of("2001:db8:1:2::1"), of("2001:db8:1:2:ffff::9")];
        assert!(within.iter().all(Option::is_some));
        assert!(of("2001:db8:1:2::3").is_none());
        assert!(of("2001:db8:1:3::1").is_some());
    }

    #[tokio::test(start_paused = true)]
    async fn the_one_that_was_silent_longest_gives_way_and_who_speaks_stays() {
        let door = door();
        let silent = door.enter(address(1)).unwrap();
        let speaking = door.enter(address(1)).unwrap();
        let other = door.enter(address(2)).unwrap();
        advance(LIMITS.silent).await;
        for place in [&speaking, &other] {
            place.line.heard();
        }
        // Of its own network, though there is room for none of another.
        assert!(door.enter(address(1)).is_some());
        assert!(silent.line.is_over());
        assert!(door.enter(address(1)).is_some(), "a place was given back");
        assert!(!speaking.line.is_over() && !other.line.is_over());
        advance(LIMITS.silent).await;
        speaking.line.heard();
        let _another = door.enter(address(3)).unwrap();
        assert!(door.enter(address(4)).is_some());
        assert!(other.line.is_over() && !speaking.line.is_over());
        drop(silent);
        assert!(lock(&door.within).all <= LIMITS.connections);
    }

    #[tokio::test]
    async fn a_connection_that_gave_way_ends() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut calling = TcpStream::connect(listener.local_addr().unwrap())
            .await
            .unwrap();
        let (stream, _) = listener.accept().await.unwrap();
        let door = door();
        let (mut stream, ()) = door.accept(stream, ()).await.unwrap();
        let lines: Vec<_> = lock(&door.within).of.values().cloned().collect();
        let line = lines.iter().flat_map(HashMap::values).next().unwrap();
        let ending = async {
            tokio::task::yield_now().await;
            line.end();
        };
        let (heard, ()) = tokio::join!(stream.read_u8(), ending);
        let over = heard.unwrap_err();
        assert_eq!(over.kind(), io::ErrorKind::ConnectionAborted);
        drop(stream);
        assert_eq!(calling.read(&mut [0]).await.unwrap(), 0);
    }
}
