//! The one HTTP server of the process. It keeps the limits, so that no route has
//! to: how long a request may take to arrive, how many connections there are and
//! how much of them is kept in memory, and how soon all of it ends.
//!
//! [`Server`] listens and answers `/health`; whoever has routes gives them before it
//! runs. A route takes a body as a [`Body`], never as plain bytes. `connection`
//! has the deadlines of one connection, `tally` keeps floods out of the log.

mod body;
mod connection;
mod tally;

pub use body::Body;
pub use tally::Tally;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::Extension;
use axum::routing::get;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::retry::{Pauses, waited};
use body::Room;

/// Connections at once. A load balancer or Slack keeps a few dozen; each costs its
/// read buffer ([`connection::READ_BUFFER`]), so all of them at most 8 MB.
const MOST_CONNECTIONS: usize = 512;
/// How long open requests may take after a stop was asked for. They are answered in
/// milliseconds, or are not whole yet; with the six seconds of
/// last words that a platform has it stays below the ten that `docker stop` grants.
const STOP: Duration = Duration::from_secs(1);

/// A server that listens, and answers once it runs.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    routes: Router,
}

impl Server {
    /// # Errors
    /// When the address cannot be listened on.
    pub async fn bind(address: SocketAddr) -> io::Result<Server> {
        let listener = TcpListener::bind(address).await?;
        // For the load balancer.
        let routes = Router::new().route("/health", get(async || "ok"));
        Ok(Server { listener, routes })
    }

    /// Where it listens: the port is told even if it was left to the system.
    ///
    /// # Errors
    /// When the system does not say.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// With more routes.
    #[must_use]
    pub fn with(mut self, routes: Router) -> Server {
        self.routes = self.routes.merge(routes);
        self
    }

    /// Answers until `stop`, then ends what is open, at the latest after `STOP`.
    pub async fn run(self, stop: CancellationToken) {
        let most = most_connections();
        let connections = Connections {
            routes: self.routes.layer(Extension(Room::default())),
            free: Arc::new(Semaphore::new(most)),
            most,
            refused: Tally::default(),
            open: TaskTracker::new(),
            stop: stop.clone(),
            cut: CancellationToken::new(),
        };
        let unaccepted = Tally::default();
        let mut pauses = Pauses::of_accepting();
        loop {
            let accepted = tokio::select! {
                accepted = self.listener.accept() => accepted,
                () = stop.cancelled() => break,
            };
            match accepted {
                Ok((stream, _)) => {
                    pauses = Pauses::of_accepting();
                    connections.take(stream);
                }
                Err(error) if is_of_one_connection(&error) => {}
                // Out of file descriptors or memory: it gets better when some are
                // given back, and trying at once would only keep a processor busy.
                Err(error) => {
                    if let Some(count) = unaccepted.count() {
                        tracing::error!(%error, count, "connections cannot be accepted");
                    }
                    if let Some(pause) = pauses.next()
                        && !waited(pause, &stop).await
                    {
                        break;
                    }
                }
            }
        }
        // Nobody is let wait for what will not be accepted.
        drop(self.listener);
        connections.end().await;
    }
}

/// The connections that are open.
struct Connections {
    routes: Router,
    free: Arc<Semaphore>,
    most: usize,
    refused: Tally,
    open: TaskTracker,
    /// Requests are finished, then the connection is closed.
    stop: CancellationToken,
    /// Closed as they are.
    cut: CancellationToken,
}

impl Connections {
    /// Serves a connection, or closes it if there are too many.
    fn take(&self, stream: TcpStream) {
        let Ok(place) = Arc::clone(&self.free).try_acquire_owned() else {
            if let Some(count) = self.refused.count() {
                let most = self.most;
                tracing::warn!(count, most, "connections were refused: there are too many");
            }
            return;
        };
        let (routes, stop) = (self.routes.clone(), self.stop.clone());
        let cut = self.cut.clone();
        self.open.spawn(async move {
            let _place: OwnedSemaphorePermit = place;
            tokio::select! {
                () = connection::serve(stream, routes, stop) => {}
                () = cut.cancelled() => {}
            }
        });
    }

    async fn end(self) {
        self.open.close();
        if tokio::time::timeout(STOP, self.open.wait()).await.is_err() {
            tracing::info!(count = self.open.len(), "open connections are cut");
            self.cut.cancel();
            self.open.wait().await;
        }
    }
}

/// Trouble of the connection that was to be accepted, not of the listener.
fn is_of_one_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset, Interrupted};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset | Interrupted)
}

/// Half of the files that the process may have open, at most [`MOST_CONNECTIONS`];
/// the other half is for its index and its own calls to the platforms.
fn most_connections() -> usize {
    let limits = std::fs::read_to_string("/proc/self/limits").unwrap_or_default();
    open_files(&limits).map_or(MOST_CONNECTIONS, |files| (files / 2).clamp(1, MOST_CONNECTIONS))
}

/// The soft limit of open files, as Linux writes it. None where it does not say.
fn open_files(limits: &str) -> Option<usize> {
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files"))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_leave_half_of_the_open_files_to_the_rest() {
        let limits = "Limit                     Soft Limit           Hard Limit           Units\n\
                      Max cpu time              unlimited            unlimited            seconds\n\
                      Max open files            64                   524288               files\n";
        assert_eq!(open_files(limits), Some(64));
        assert_eq!(open_files(&limits.replace("64  ", "unlimited")), None);
        assert_eq!(open_files(""), None);
        assert!((1..=MOST_CONNECTIONS).contains(&most_connections()));
    }

    #[test]
    fn trouble_of_one_connection_is_told_from_that_of_the_listener() {
        assert!(is_of_one_connection(&io::ErrorKind::ConnectionAborted.into()));
        const EMFILE: i32 = 24;
        assert!(!is_of_one_connection(&io::Error::from_raw_os_error(EMFILE)));
    }
}
