//! Where answers are made: on threads of their own, one a core, so that a costly
//! question holds up neither the connections nor more than one core.

use std::sync::Arc;

use tokio::sync::Semaphore;

/// A bounded number of threads for work that computes.
#[derive(Debug, Clone)]
pub struct Workers {
    permits: Arc<Semaphore>,
}

/// The work ended in a panic, which is a mistake in this program.
#[derive(Debug, thiserror::Error)]
#[error("the work ended in a panic")]
pub struct Panicked;

impl Default for Workers {
    fn default() -> Workers {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Workers { permits: Arc::new(Semaphore::new(cores)) }
    }
}

impl Workers {
    /// Does a piece of work when a thread is free.
    ///
    /// # Errors
    /// When it panics.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Panicked> {
        // The semaphore is never closed.
        let permit = Arc::clone(&self.permits).acquire_owned().await.map_err(|_| Panicked)?;
        let span = tracing::Span::current();
        let done = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            span.in_scope(work)
        });
        done.await.map_err(|_| Panicked)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[tokio::test]
    async fn no_more_work_is_done_at_a_time_than_there_are_permits() {
        let workers = Workers { permits: Arc::new(Semaphore::new(2)) };
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
    async fn a_panic_costs_the_work_and_nothing_else() {
        let workers = Workers { permits: Arc::new(Semaphore::new(1)) };
        assert!(workers.run(|| panic!("a mistake")).await.is_err());
        assert_eq!(workers.run(|| 5).await.expect("goes on"), 5);
    }
}
