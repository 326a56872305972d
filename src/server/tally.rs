//! Telling of what happens often without filling the log.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long after a line the next may come. A flood then costs 1,440 lines a day.
const BETWEEN_LINES: Duration = Duration::from_secs(60);

/// Counts something, and says when it is time to tell how often it was.
#[derive(Debug, Default)]
pub struct Tally(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    untold: u64,
    told: Option<Instant>,
}

impl Tally {
    /// Counts one more. How many there were since the last line, if it is time for
    /// another; the first is told at once.
    pub fn count(&self) -> Option<u64> {
        self.count_at(Instant::now())
    }

    fn count_at(&self, now: Instant) -> Option<u64> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.untold += 1;
        if state.told.is_some_and(|told| now.duration_since(told) < BETWEEN_LINES) {
            return None;
        }
        state.told = Some(now);
        Some(std::mem::take(&mut state.untold))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_is_told_at_once_and_the_others_together_a_minute_later() {
        let (tally, start) = (Tally::default(), Instant::now());
        assert_eq!(tally.count_at(start), Some(1));
        for second in 1..60 {
            assert_eq!(tally.count_at(start + Duration::from_secs(second)), None, "{second}");
        }
        assert_eq!(tally.count_at(start + BETWEEN_LINES), Some(60));
        assert_eq!(tally.count_at(start + BETWEEN_LINES), None);
    }
}
