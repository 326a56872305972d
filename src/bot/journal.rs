//! What was asked, on its way to the store. No answer waits for it: what was asked is
//! noted here and written about once a second, and at the end.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::store::{Asked, Store};

/// Questions that wait to be written; past this the oldest are dropped, and counted.
const MOST_WAITING: usize = 10_000;
/// Questions written in one go.
const BATCH: usize = 1000;

/// What waits to be written.
#[derive(Debug, Default)]
pub struct Journal {
    waiting: Mutex<Vec<Asked>>,
}

impl Journal {
    /// Notes what was asked.
    pub fn note(&self, asked: Asked) {
        let mut waiting = self.waiting();
        if waiting.len() >= MOST_WAITING {
            waiting.drain(..MOST_WAITING / 2);
            tracing::warn!(dropped = MOST_WAITING / 2, "what was asked could not be kept");
        }
        waiting.push(asked);
    }

    /// Writes what waits. What cannot be written waits on.
    pub async fn flush(&self, store: &Store) {
        loop {
            let batch: Vec<Asked> = {
                let mut waiting = self.waiting();
                let count = waiting.len().min(BATCH);
                waiting.drain(..count).collect()
            };
            if batch.is_empty() {
                return;
            }
            if let Err(error) = store.keep_asked(&batch).await {
                tracing::debug!(%error, "what was asked is kept back");
                let mut waiting = self.waiting();
                let room = MOST_WAITING.saturating_sub(waiting.len());
                let late = batch.len().saturating_sub(room);
                waiting.splice(..0, batch.into_iter().skip(late));
                return;
            }
        }
    }

    fn waiting(&self) -> MutexGuard<'_, Vec<Asked>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
