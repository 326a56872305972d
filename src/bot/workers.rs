//! Where answers are made: on threads of their own, one a core, so that a costly
//! question holds up neither the connections nor more than one core.
//!
//! A thread goes on with what waits, without being put to sleep and woken in between:
//! where many ask at once, that was a fifth of all the work.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

/// A bounded number of threads for work that computes.
#[derive(Clone)]
pub struct Workers {
    shared: Arc<Shared>,
}

/// The work ended in a panic, which is a mistake in this program.
#[derive(Debug, thiserror::Error)]
#[error("the work ended in a panic")]
pub struct Panicked;

struct Shared {
    /// The most threads at a time.
    most: usize,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<Box<dyn FnOnce() + Send>>,
    /// Threads that work.
    working: usize,
}

impl Default for Workers {
    fn default() -> Workers {
        Workers::new(std::thread::available_parallelism().map_or(1, usize::from))
    }
}

impl Workers {
    fn new(most: usize) -> Workers {
        Workers { shared: Arc::new(Shared { most, state: Mutex::default() }) }
    }

    /// Does a piece of work when a thread is free, in the order in which they came. One
    /// that nobody waits for any more is not begun.
    ///
    /// # Errors
    /// When it panics.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Panicked> {
        let (result, done) = oneshot::channel();
        let span = tracing::Span::current();
        let work = move || {
            if !result.is_closed() {
                // Nobody may be left to take it.
                let _ = result.send(span.in_scope(work));
            }
        };
        if self.shared.takes(Box::new(work)) {
            let shared = Arc::clone(&self.shared);
            tokio::task::spawn_blocking(move || shared.work());
        }
        done.await.map_err(|_| Panicked)
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        // No work is done while it is held.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a piece of work; whether it needs one more thread.
    fn takes(&self, work: Box<dyn FnOnce() + Send>) -> bool {
        let mut state = self.state();
        state.waiting.push_back(work);
        let is_needed = state.working < self.most;
        state.working += usize::from(is_needed);
        is_needed
    }

    /// Works until nothing waits.
    fn work(&self) {
        while let Some(work) = self.next() {
            // What it would have sent is gone with it, which its asker is told.
            let _ = catch_unwind(AssertUnwindSafe(work));
        }
    }

    fn next(&self) -> Option<Box<dyn FnOnce() + Send>> {
        let mut state = self.state();
        let next = state.waiting.pop_front();
        if next.is_none() {
            state.working -= 1;
        }
        next
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[tokio::test]
    async fn no_more_work_is_done_at_a_time_than_there_may_be_threads() {
        let workers = Workers::new(2);
        let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let mut running = tokio::task::JoinSet::new();
        for _ in 0..12 {
            let (workers, now, most) = (workers.clone(), Arc::clone(&now), Arc::clone(&most));
            running.spawn(async move {
                let work = move || {
                    most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    std::thread::yield_now();
                    now.fetch_sub(1, Ordering::SeqCst);
                };
                workers.run(work).await
            });
        }
        while let Some(ended) = running.join_next().await {
            ended.expect("no cancellation").expect("no panic");
        }
        assert!(most.load(Ordering::SeqCst) <= 2);
    }

    #[tokio::test]
    async fn what_nobody_waits_for_any_more_is_not_begun() {
        let workers = Workers::new(1);
        let (begin, wait) = std::sync::mpsc::channel::<()>();
        let began = Arc::new(AtomicUsize::new(0));
        let first = tokio::spawn({
            let workers = workers.clone();
            async move { workers.run(move || wait.recv()).await }
        });
        while workers.shared.state().working == 0 || !workers.shared.state().waiting.is_empty() {
            tokio::task::yield_now().await;
        }
        let given_up = tokio::spawn({
            let (workers, began) = (workers.clone(), Arc::clone(&began));
            async move { workers.run(move || began.fetch_add(1, Ordering::SeqCst)).await }
        });
        while workers.shared.state().waiting.is_empty() {
            tokio::task::yield_now().await;
        }
        given_up.abort();
        assert!(given_up.await.is_err());
        begin.send(()).expect("the first one waits");
        first.await.expect("no panic").expect("no panic").expect("begun");
        workers.run(|| ()).await.expect("it is last in the queue");
        assert_eq!(began.load(Ordering::SeqCst), 0);
    }

    #[tokio::test]
    async fn a_panic_costs_the_work_and_nothing_else() {
        let workers = Workers::new(1);
        assert!(workers.run(|| panic!("a mistake")).await.is_err());
        assert_eq!(workers.run(|| 5).await.expect("goes on"), 5);
    }
}
