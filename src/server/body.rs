//! A request's body, whole: bounded in size, in time, and in what all bodies
//! together keep in memory.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use http_body_util::BodyExt;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::tally::Tally;

/// Bytes of one body. Slack's own are a few kilobytes; a button's delivery repeats
/// the message it is on, which as percent-encoded Arabic comes near to 200 KB.
pub(super) const LARGEST_BODY: usize = 256 * 1024;
/// Bytes of all bodies that are being read or worked on: a tenth of the 80 MB that
/// the process has to keep to, and more than a thousand of Slack's usual ones.
const ALL_BODIES: usize = 8 * 1024 * 1024;
/// How long a whole body may take after its head. Slack takes back a request after
/// three seconds.
const WHOLE_BODY: Duration = Duration::from_secs(5);

/// The room for all bodies.
#[derive(Debug, Clone)]
pub(super) struct Room {
    free: Arc<Semaphore>,
    refused: Arc<Tally>,
}

impl Default for Room {
    fn default() -> Room {
        Room { free: Arc::new(Semaphore::new(ALL_BODIES)), refused: Arc::default() }
    }
}

impl Room {
    /// Room for so many bytes more.
    fn take(&self, bytes: usize) -> Result<OwnedSemaphorePermit, BodyRefusal> {
        let count = u32::try_from(bytes).map_err(|_| BodyRefusal::TooLarge)?;
        Arc::clone(&self.free).try_acquire_many_owned(count).map_err(|_| {
            if let Some(count) = self.refused.count() {
                tracing::warn!(count, "requests were refused: too much is being read at once");
            }
            BodyRefusal::NoRoom
        })
    }
}

/// The whole body of a request, read within the server's limits.
#[derive(Debug)]
pub struct Body {
    bytes: Vec<u8>,
    /// Given back when the body is dropped.
    _room: Option<OwnedSemaphorePermit>,
}

impl Body {
    /// The bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// A body is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyRefusal {
    TooLarge,
    TooSlow,
    Broken,
    /// Too many others are being read.
    NoRoom,
}

impl IntoResponse for BodyRefusal {
    fn into_response(self) -> Response {
        let status = match self {
            BodyRefusal::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            BodyRefusal::TooSlow => StatusCode::REQUEST_TIMEOUT,
            BodyRefusal::Broken => StatusCode::BAD_REQUEST,
            BodyRefusal::NoRoom => StatusCode::SERVICE_UNAVAILABLE,
        };
        // What is left of the body is not waited for.
        (status, [(header::CONNECTION, "close")]).into_response()
    }
}

impl<S: Send + Sync> FromRequest<S> for Body {
    type Rejection = BodyRefusal;

    async fn from_request(request: Request, _: &S) -> Result<Body, BodyRefusal> {
        let room = request.extensions().get::<Room>().cloned().unwrap_or_default();
        if announced(request.headers()).is_some_and(|length| length > LARGEST_BODY) {
            return Err(BodyRefusal::TooLarge);
        }
        let reading = read(request.into_body(), &room);
        tokio::time::timeout(WHOLE_BODY, reading).await.unwrap_or(Err(BodyRefusal::TooSlow))
    }
}

fn announced(headers: &HeaderMap) -> Option<usize> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

async fn read(mut body: axum::body::Body, room: &Room) -> Result<Body, BodyRefusal> {
    let mut whole = Body { bytes: Vec::new(), _room: None };
    while let Some(frame) = body.frame().await {
        // Trailers are nothing to read.
        let Ok(chunk) = frame.map_err(|_| BodyRefusal::Broken)?.into_data() else { continue };
        if whole.bytes.len() + chunk.len() > LARGEST_BODY {
            return Err(BodyRefusal::TooLarge);
        }
        let taken = room.take(chunk.len())?;
        match &mut whole._room {
            Some(room) => room.merge(taken),
            None => whole._room = Some(taken),
        }
        whole.bytes.extend_from_slice(&chunk);
    }
    Ok(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(length: usize) -> axum::body::Body {
        axum::body::Body::from(vec![b'x'; length])
    }

    #[tokio::test]
    async fn a_body_is_read_up_to_the_limit() {
        let room = Room::default();
        let body = read(of(LARGEST_BODY), &room).await.expect("it fits");
        assert_eq!(body.bytes().len(), LARGEST_BODY);
        let refused = read(of(LARGEST_BODY + 1), &room).await;
        assert_eq!(refused.map(drop), Err(BodyRefusal::TooLarge));
        assert_eq!(read(of(0), &room).await.expect("it fits").bytes(), b"");
    }

    #[tokio::test]
    async fn all_bodies_together_keep_within_the_room_and_give_it_back() {
        let room = Room::default();
        let mut kept = Vec::new();
        let refusal = loop {
            match read(of(LARGEST_BODY), &room).await {
                Ok(body) => kept.push(body),
                Err(refusal) => break refusal,
            }
        };
        assert_eq!(refusal, BodyRefusal::NoRoom);
        assert_eq!(kept.len(), ALL_BODIES / LARGEST_BODY);
        kept.pop();
        assert!(read(of(LARGEST_BODY), &room).await.is_ok());
    }
}
