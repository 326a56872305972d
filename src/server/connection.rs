//! One connection: HTTP/1.1 with a deadline for each thing that a client can be
//! waited for.
//!
//! hyper's own `header_read_timeout` counts the idle time before a request too, so
//! it is the deadline of that; the head's is kept where the bytes come in.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep};
use tokio_util::sync::CancellationToken;

/// From the first byte of a request (or the begin of the connection) to the end of
/// its head. Half a minute is usual; nobody who speaks to us is that far away.
const HEAD: Duration = Duration::from_secs(10);
/// Without a request. Longer than load balancers keep their connections (60 s on
/// AWS), which else send a request into one that is just being closed.
const IDLE: Duration = Duration::from_secs(75);
/// How long a client may refuse to take what is being sent.
const WRITE: Duration = Duration::from_secs(10);
/// Bytes of a head, and of what is read at once. Slack's heads are below 2 KB.
pub(super) const READ_BUFFER: usize = 16 * 1024;

/// Serves a connection to its end; after `stop` to the end of the request.
pub(super) async fn serve(stream: TcpStream, routes: Router, stop: CancellationToken) {
    let _ = stream.set_nodelay(true);
    let progress = Arc::new(Progress::default());
    let io = TokioIo::new(Patient::new(stream, Arc::clone(&progress)));
    let routes = TowerToHyperService::new(routes);
    let service = service_fn(|request| {
        progress.heads.fetch_add(1, Ordering::Relaxed);
        progress.is_answering.store(true, Ordering::Relaxed);
        let (answer, progress) = (routes.call(request), Arc::clone(&progress));
        async move {
            let answer = answer.await;
            progress.is_answering.store(false, Ordering::Relaxed);
            answer
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(IDLE)
        .max_buf_size(READ_BUFFER)
        .serve_connection(io, service);
    let mut connection = std::pin::pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = stop.cancelled() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::trace!(%error, "a connection ended");
    }
}

/// How far the requests of a connection have come.
#[derive(Debug, Default)]
struct Progress {
    /// Heads that came in whole.
    heads: AtomicU64,
    /// Between a head and the answer to it. What comes in is a body, which has a
    /// deadline of its own.
    is_answering: AtomicBool,
}

/// A stream that fails when the other side lets it wait too long.
struct Patient<S> {
    stream: S,
    progress: Arc<Progress>,
    heads: u64,
    /// Until when the head that has begun has to be whole.
    head: Option<Pin<Box<Sleep>>>,
    /// Until when something has to be taken from us.
    write: Option<Pin<Box<Sleep>>>,
}

impl<S> Patient<S> {
    fn new(stream: S, progress: Arc<Progress>) -> Patient<S> {
        Patient { stream, progress, heads: 0, head: Some(after(HEAD)), write: None }
    }

    /// Passes the outcome of sending on, unless it has been pending for too long.
    fn sent<T>(
        &mut self,
        outcome: Poll<io::Result<T>>,
        context: &mut Context<'_>,
    ) -> Poll<io::Result<T>> {
        if outcome.is_ready() {
            self.write = None;
            return outcome;
        }
        let deadline = self.write.get_or_insert_with(|| after(WRITE));
        deadline.as_mut().poll(context).map(|()| Err(io::ErrorKind::TimedOut.into()))
    }
}

fn after(time: Duration) -> Pin<Box<Sleep>> {
    Box::pin(tokio::time::sleep_until(Instant::now() + time))
}

impl<S: AsyncRead + Unpin> AsyncRead for Patient<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let heads = self.progress.heads.load(Ordering::Relaxed);
        if heads != self.heads {
            (self.heads, self.head) = (heads, None);
        }
        let outcome = Pin::new(&mut self.stream).poll_read(context, buffer);
        if self.progress.is_answering.load(Ordering::Relaxed) {
            return outcome;
        }
        if outcome.is_ready() && self.head.is_none() {
            self.head = Some(after(HEAD));
        }
        match self.head.as_mut().map(|head| head.as_mut().poll(context)) {
            Some(Poll::Ready(())) => Poll::Ready(Err(io::ErrorKind::TimedOut.into())),
            _ => outcome,
        }
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Patient<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let outcome = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.sent(outcome, context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let outcome = Pin::new(&mut self.stream).poll_write_vectored(context, parts);
        self.sent(outcome, context)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let outcome = Pin::new(&mut self.stream).poll_flush(context);
        self.sent(outcome, context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let outcome = Pin::new(&mut self.stream).poll_shutdown(context);
        self.sent(outcome, context)
    }
}
