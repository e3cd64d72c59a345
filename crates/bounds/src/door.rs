//! Where connections come in. Before a first byte nothing is known of who is there: so there are only
//! so many connections, of one address only a part of them, and what says nothing, or takes nothing
//! of what is said to it, is let go of.

use std::collections::HashMap;
use std::future::Future;
use std::io;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum_server::accept::Accept;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Sleep, sleep};

/// How much and how long.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Connections in all.
    pub connections: usize,
    /// Of one address.
    pub of_address: usize,
    /// How long one may say nothing at first.
    pub first_byte: Duration,
    /// How long one may take nothing of what is written to it.
    pub stalled: Duration,
}

/// Lets connections in, through another acceptor.
#[derive(Debug, Clone)]
pub struct Door<A> {
    inner: A,
    limits: Limits,
    /// How many there are of each address.
    within: Arc<Mutex<HashMap<IpAddr, usize>>>,
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
        let mut within = self.within.lock().unwrap_or_else(PoisonError::into_inner);
        let all: usize = within.values().sum();
        let own = within.get(&address).copied().unwrap_or(0);
        if all >= self.limits.connections || own >= self.limits.of_address {
            return None;
        }
        within.insert(address, own.saturating_add(1));
        Some(Place {
            address,
            within: Arc::clone(&self.within),
        })
    }
}

/// A connection's place; given back when it is over.
#[derive(Debug)]
struct Place {
    address: IpAddr,
    within: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut within = self.within.lock().unwrap_or_else(PoisonError::into_inner);
        match within.get_mut(&self.address) {
            Some(own) if *own > 1 => *own -= 1,
            _ => drop(within.remove(&self.address)),
        }
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
    type Stream = Guarded<A::Stream>;
    type Service = A::Service;
    type Future = Entering<Self::Stream, Self::Service>;

    fn accept(&self, stream: TcpStream, service: S) -> Self::Future {
        let address = stream.peer_addr().map(|peer| peer.ip());
        let place = address.map(|address| self.enter(address));
        let (inner, limits) = (self.inner.clone(), self.limits);
        Box::pin(async move {
            let place = place?.ok_or(io::Error::from(io::ErrorKind::ConnectionRefused))?;
            let (stream, service) = inner.accept(stream, service).await?;
            Ok((Guarded::new(stream, limits, Some(place)), service))
        })
    }
}

/// A stream that says something soon, and takes what is written to it.
#[derive(Debug)]
pub struct Guarded<S> {
    stream: S,
    /// Until when the first byte must have come; none once it has.
    first_byte: Option<Pin<Box<Sleep>>>,
    /// Until when what is being written must be taken; none while nothing waits.
    written: Option<Pin<Box<Sleep>>>,
    stalled: Duration,
    _place: Option<Place>,
}

impl<S> Guarded<S> {
    fn new(stream: S, limits: Limits, place: Option<Place>) -> Self {
        Self {
            stream,
            first_byte: Some(Box::pin(sleep(limits.first_byte))),
            written: None,
            stalled: limits.stalled,
            _place: place,
        }
    }

    fn taken<T>(
        &mut self,
        written: Poll<io::Result<T>>,
        context: &mut Context<'_>,
    ) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.written = None;
            return written;
        }
        let stalled = self.stalled;
        let deadline = self.written.get_or_insert_with(|| Box::pin(sleep(stalled)));
        ready!(deadline.as_mut().poll(context));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Guarded<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if let Poll::Ready(read) = Pin::new(&mut self.stream).poll_read(context, buffer) {
            self.first_byte = None;
            return Poll::Ready(read);
        }
        match &mut self.first_byte {
            Some(deadline) => {
                ready!(deadline.as_mut().poll(context));
                Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
            }
            None => Poll::Pending,
        }
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Guarded<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.taken(written, context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, pieces);
        self.taken(written, context)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = Pin::new(&mut self.stream).poll_flush(context);
        self.taken(flushed, context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let shut = Pin::new(&mut self.stream).poll_shutdown(context);
        self.taken(shut, context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum_server::accept::DefaultAcceptor;
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};
    use tokio::net::TcpListener;

    const LIMITS: Limits = Limits {
        connections: 3,
        of_address: 2,
        first_byte: Duration::from_secs(10),
        stalled: Duration::from_secs(30),
    };

    #[tokio::test(start_paused = true)]
    async fn who_says_nothing_is_let_go_of_and_who_has_said_something_may_think() {
        let (_silent, stream) = duplex(64);
        let mut silent = Guarded::new(stream, LIMITS, None);
        let heard = silent.read_u8().await;
        assert_eq!(heard.unwrap_err().kind(), io::ErrorKind::TimedOut);

        let (mut other, stream) = duplex(64);
        let mut guarded = Guarded::new(stream, LIMITS, None);
        other.write_u8(7).await.unwrap();
        assert_eq!(guarded.read_u8().await.unwrap(), 7);
        let later = async {
            sleep(LIMITS.first_byte * 3).await;
            other.write_u8(8).await.unwrap();
        };
        let (read, ()) = tokio::join!(guarded.read_u8(), later);
        assert_eq!(read.unwrap(), 8);
    }

    #[tokio::test(start_paused = true)]
    async fn who_takes_nothing_of_an_answer_is_let_go_of() {
        let (mut other, stream) = duplex(4);
        let mut guarded = Guarded::new(stream, LIMITS, None);
        let stalled = guarded.write_all(b"longer than is taken").await;
        assert_eq!(stalled.unwrap_err().kind(), io::ErrorKind::TimedOut);
        let mut taken = [0; 4];
        other.read_exact(&mut taken).await.unwrap();
        assert_eq!(&taken, b"long");
    }

    #[tokio::test]
    async fn of_one_address_there_are_only_so_many_until_one_is_over() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let at = listener.local_addr().unwrap();
        let door = Door::new(DefaultAcceptor::new(), LIMITS);
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

    #[test]
    fn of_all_addresses_together_there_are_only_so_many() {
        let door = Door::new(DefaultAcceptor::new(), LIMITS);
        let address = |last| IpAddr::from([192, 0, 2, last]);
        let within: Vec<_> = [1, 1, 2].map(|last| door.enter(address(last))).into();
        assert!(within.iter().all(Option::is_some));
        assert!(door.enter(address(3)).is_none());
        drop(within);
        assert!(door.within.lock().unwrap().is_empty());
        assert!(door.enter(address(3)).is_some());
    }
}
