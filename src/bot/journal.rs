//! What was asked, on its way to the store. No answer waits for it: what was asked is
//! noted here and written about once a second, and at the end.

use std::collections::HashSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::place::{PlatformName, WorkspaceId};
use super::store::{Asked, Store};

/// Questions that wait to be written; past this the oldest are dropped, and counted.
const MOST_WAITING: usize = 10_000;
/// Questions written in one go.
const BATCH: usize = 1000;

/// Workspaces that are remembered to have been written; past this all are forgotten, and
/// written once more.
const MOST_WORKSPACES: usize = 65_536;

/// What waits to be written.
#[derive(Debug, Default)]
pub struct Journal {
    waiting: Mutex<Vec<Asked>>,
    workspaces: Mutex<Workspaces>,
}

/// Where somebody asked, which shows that the bot is there.
#[derive(Debug, Default)]
struct Workspaces {
    waiting: HashSet<(PlatformName, WorkspaceId)>,
    written: HashSet<(PlatformName, WorkspaceId)>,
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

    /// Notes that the bot is in a workspace.
    pub fn note_presence(&self, platform: PlatformName, workspace: &WorkspaceId) {
        let key = (platform, workspace.clone());
        let mut workspaces = self.workspaces();
        if !workspaces.written.contains(&key) && workspaces.waiting.len() < MOST_WORKSPACES {
            workspaces.waiting.insert(key);
        }
    }

    /// Notes that the bot was taken out of a workspace.
    pub fn note_absence(&self, platform: PlatformName, workspace: &WorkspaceId) {
        let key = (platform, workspace.clone());
        let mut workspaces = self.workspaces();
        workspaces.waiting.remove(&key);
        workspaces.written.remove(&key);
    }

    async fn flush_workspaces(&self, store: &Store) {
        let waiting = std::mem::take(&mut self.workspaces().waiting);
        for (platform, workspace) in waiting {
            match store.note_membership(platform, &workspace, true).await {
                Ok(()) => {
                    let mut workspaces = self.workspaces();
                    if workspaces.written.len() >= MOST_WORKSPACES {
                        workspaces.written.clear();
                    }
                    workspaces.written.insert((platform, workspace));
                }
                // The next who asks there notes it again.
                Err(error) => tracing::debug!(%error, "a workspace is not noted"),
            }
        }
    }

    /// Writes what waits. What cannot be written waits on.
    pub async fn flush(&self, store: &Store) {
        self.flush_workspaces(store).await;
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

    fn workspaces(&self) -> MutexGuard<'_, Workspaces> {
        self.workspaces.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn waiting(&self) -> MutexGuard<'_, Vec<Asked>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
