//! How long to wait before trying again, for each kind of work one rule.

use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBackoff, ExponentialBuilder};
use tokio_util::sync::CancellationToken;

/// Before the second try of a delivery. Three times as long before each after it:
/// 0.1, 0.3 and 0.9 seconds stay together well inside the three seconds in which
/// Discord and Slack want to be answered.
const DELIVERY_FIRST: Duration = Duration::from_millis(100);
const DELIVERY_TRIES: usize = 3;

/// Before the second try to connect, doubled before each after it.
const CONNECTION_FIRST: Duration = Duration::from_secs(1);
const CONNECTION_LONGEST: Duration = Duration::from_secs(60);

/// Before the second try to accept a connection, doubled before each after it.
/// After a second at most: when descriptors come back, nobody should wait for long.
const ACCEPTING_FIRST: Duration = Duration::from_millis(10);
const ACCEPTING_LONGEST: Duration = Duration::from_secs(1);

/// The pauses between tries, in order; when they end, so do the tries.
#[derive(Debug)]
pub struct Pauses(ExponentialBackoff);

impl Pauses {
    /// Between tries to deliver a reply that somebody waits for.
    pub fn of_delivery() -> Pauses {
        let rule = ExponentialBuilder::new()
            .with_min_delay(DELIVERY_FIRST)
            .with_factor(3.0)
            .with_max_delay(CONNECTION_LONGEST)
            .with_max_times(DELIVERY_TRIES);
        Pauses(rule.build())
    }

    /// Between tries to reach a platform: without an end, and a little different in
    /// every process, so that many that lost it at once do not come back at once.
    pub fn of_connection() -> Pauses {
        let rule = ExponentialBuilder::new()
            .with_min_delay(CONNECTION_FIRST)
            .with_max_delay(CONNECTION_LONGEST)
            .without_max_times()
            .with_jitter();
        Pauses(rule.build())
    }

    /// Between tries to accept a connection when the system has none to give:
    /// without an end.
    pub fn of_accepting() -> Pauses {
        let rule = ExponentialBuilder::new()
            .with_min_delay(ACCEPTING_FIRST)
            .with_max_delay(ACCEPTING_LONGEST)
            .without_max_times();
        Pauses(rule.build())
    }
}

impl Iterator for Pauses {
    type Item = Duration;

    fn next(&mut self) -> Option<Duration> {
        self.0.next()
    }
}

/// Waits. False if asked to stop before the time was over.
pub async fn waited(pause: Duration, stop: &CancellationToken) -> bool {
    tokio::select! {
        () = tokio::time::sleep(pause) => true,
        () = stop.cancelled() => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delivery_is_tried_again_within_the_time_that_somebody_waits() {
        let pauses: Vec<u128> = Pauses::of_delivery().map(|pause| pause.as_millis()).collect();
        assert_eq!(pauses, [100, 300, 900]);
    }

    #[test]
    fn a_connection_is_tried_for_ever_and_never_less_often_than_once_in_two_minutes() {
        let pauses: Vec<Duration> = Pauses::of_connection().take(40).collect();
        assert!(pauses[0] >= CONNECTION_FIRST && pauses[0] <= CONNECTION_FIRST * 2, "{pauses:?}");
        assert!(
            pauses[10..].iter().all(|p| *p >= CONNECTION_LONGEST && *p <= CONNECTION_LONGEST * 2)
        );
    }

    #[test]
    fn accepting_is_tried_for_ever_and_at_least_once_a_second() {
        let pauses: Vec<Duration> = Pauses::of_accepting().take(40).collect();
        assert_eq!((pauses[0], pauses[1]), (ACCEPTING_FIRST, ACCEPTING_FIRST * 2));
        assert!(pauses[10..].iter().all(|pause| *pause == ACCEPTING_LONGEST));
    }
}
