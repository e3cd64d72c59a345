//! A connection: when it was heard last, and until when it must say or take something.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_util::task::AtomicWaker;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep};

use crate::Limits;

/// How an HTTP/2 connection begins (RFC 9113, 3.4). Until it differs from this nobody knows which
/// protocol is spoken, and no deadline of either runs.
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// What is known of a connection.
#[derive(Debug)]
pub struct Line {
    begun: Instant,
    /// Milliseconds after it was begun.
    heard: AtomicU64,
    is_over: AtomicBool,
    waiting: AtomicWaker,
}

impl Default for Line {
    fn default() -> Self {
        Self {
            begun: Instant::now(),
            heard: AtomicU64::new(0),
            is_over: AtomicBool::new(false),
            waiting: AtomicWaker::new(),
        }
    }
}

impl Line {
    /// Something was said or taken.
    pub fn heard(&self) {
        let after = u64::try_from(self.begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.heard.store(after, Ordering::Relaxed);
    }

    /// How long nothing was.
    pub fn silent(&self) -> Duration {
        let heard = Duration::from_millis(self.heard.load(Ordering::Relaxed));
        self.begun.elapsed().saturating_sub(heard)
    }

    /// It gives way to another.
    pub fn end(&self) {
        self.is_over.store(true, Ordering::Release);
        self.waiting.wake();
    }

    /// Whether it gave way.
    pub fn is_over(&self) -> bool {
        self.is_over.load(Ordering::Acquire)
    }
}

/// A stream that begins soon, takes what is written to it, and ends when its line does.
#[derive(Debug)]
pub struct Guarded<S, P> {
    stream: S,
    line: Arc<Line>,
    /// None once it is known what is spoken.
    beginning: Option<Beginning>,
    /// Until when what is being written must be taken; none while nothing waits.
    written: Option<Pin<Box<Sleep>>>,
    stalled: Duration,
    _place: P,
}

#[derive(Debug)]
struct Beginning {
    until: Pin<Box<Sleep>>,
    /// How much of the preface has come.
    come: usize,
}

impl Beginning {
    /// Whether these bytes tell what is spoken.
    fn ends_with(&mut self, bytes: &[u8]) -> bool {
        for byte in bytes {
            if PREFACE.get(self.come) != Some(byte) {
                return true;
            }
            self.come += 1;
        }
        self.come == PREFACE.len()
    }
}

impl<S, P> Guarded<S, P> {
    /// Guards a stream; what it is given to keep is dropped with it.
    pub fn new(stream: S, limits: Limits, line: Arc<Line>, place: P) -> Self {
        Self {
            stream,
            line,
            beginning: Some(Beginning {
                until: Box::pin(sleep(limits.beginning)),
                come: 0,
            }),
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
            self.line.heard();
            self.written = None;
            return written;
        }
        let stalled = self.stalled;
        let deadline = self.written.get_or_insert_with(|| Box::pin(sleep(stalled)));
        ready!(deadline.as_mut().poll(context));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncRead + Unpin, P: Unpin> AsyncRead for Guarded<S, P> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = &mut *self;
        this.line.waiting.register(context.waker());
        if this.line.is_over() {
            return Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into()));
        }
        let before = buffer.filled().len();
        if let Poll::Ready(read) = Pin::new(&mut this.stream).poll_read(context, buffer) {
            this.line.heard();
            let come = buffer.filled().get(before..).unwrap_or_default();
            this.beginning
                .take_if(|beginning| beginning.ends_with(come));
            return Poll::Ready(read);
        }
        match &mut this.beginning {
            Some(beginning) => {
                ready!(beginning.until.as_mut().poll(context));
                Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
            }
            None => Poll::Pending,
        }
    }
}

impl<S: AsyncWrite + Unpin, P: Unpin> AsyncWrite for Guarded<S, P> {
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
    use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};

    const LIMITS: Limits = Limits {
        connections: 1,
        of_network: 1,
        beginning: Duration::from_secs(10),
        stalled: Duration::from_secs(30),
        silent: Duration::from_secs(5),
    };

    fn guarded(room: usize) -> (DuplexStream, Guarded<DuplexStream, ()>) {
        let (other, stream) = duplex(room);
        (other, Guarded::new(stream, LIMITS, Arc::default(), ()))
    }

    #[tokio::test(start_paused = true)]
    async fn who_says_nothing_is_let_go_of_and_who_has_said_something_may_think() {
        let (_silent, mut stream) = guarded(64);
        let heard = stream.read_u8().await;
        assert_eq!(heard.unwrap_err().kind(), io::ErrorKind::TimedOut);

        let (mut other, mut stream) = guarded(64);
        other.write_u8(b'G').await.unwrap();
        assert_eq!(stream.read_u8().await.unwrap(), b'G');
        let later = async {
            sleep(LIMITS.beginning * 3).await;
            other.write_u8(b'E').await.unwrap();
        };
        let (read, ()) = tokio::join!(stream.read_u8(), later);
        assert_eq!(read.unwrap(), b'E');
    }

    #[tokio::test(start_paused = true)]
    async fn who_begins_in_two_protocols_at_once_has_said_nothing_yet() {
        for begun in [&b"P"[..], b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r"] {
            let (mut other, mut stream) = guarded(64);
            other.write_all(begun).await.unwrap();
            let mut come = vec![0; begun.len()];
            stream.read_exact(&mut come).await.unwrap();
            let heard = stream.read_u8().await;
            assert_eq!(heard.unwrap_err().kind(), io::ErrorKind::TimedOut);
        }
        for begun in [&b"POST"[..], PREFACE] {
            let (mut other, mut stream) = guarded(64);
            other.write_all(begun).await.unwrap();
            let mut come = vec![0; begun.len()];
            stream.read_exact(&mut come).await.unwrap();
            assert!(stream.beginning.is_none());
        }
    }

    #[tokio::test(start_paused = true)]
    async fn who_takes_nothing_of_an_answer_is_let_go_of() {
        let (mut other, mut stream) = guarded(4);
        let stalled = stream.write_all(b"longer than is taken").await;
        assert_eq!(stalled.unwrap_err().kind(), io::ErrorKind::TimedOut);
        let mut taken = [0; 4];
        other.read_exact(&mut taken).await.unwrap();
        assert_eq!(&taken, b"long");
    }
}
