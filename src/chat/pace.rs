//! How often a person and a channel may ask.

use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};

type Limiter = RateLimiter<String, HashMapStateStore<String>, DefaultClock>;

/// Keys kept before those that are at rest are dropped.
const MOST_KEPT: usize = 4096;

/// Requests a minute; as many may come at once. Zero is no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    pub user: u32,
    pub channel: u32,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { user: 20, channel: 60 }
    }
}

/// Counts who asks how often.
#[derive(Debug)]
pub struct Pace {
    user: Option<Limiter>,
    channel: Option<Limiter>,
    notices: Limiter,
}

impl Pace {
    pub fn new(limits: Limits) -> Pace {
        let limiter = |limit| {
            NonZeroU32::new(limit).map(|limit| RateLimiter::hashmap(Quota::per_minute(limit)))
        };
        Pace {
            user: limiter(limits.user),
            channel: limiter(limits.channel),
            notices: RateLimiter::hashmap(Quota::per_minute(NonZeroU32::MIN)),
        }
    }

    /// Counts a request.
    ///
    /// # Errors
    /// How long to wait, where it comes too soon.
    pub fn check(&self, user: &str, channel: &str) -> Result<(), Duration> {
        count(self.user.as_ref(), user)?;
        count(self.channel.as_ref(), channel)
    }

    /// Whether somebody may be told once more that they ask too often: once a
    /// minute, where everybody sees it.
    pub fn may_notify(&self, user: &str) -> bool {
        count(Some(&self.notices), user).is_ok()
    }
}

fn count(limiter: Option<&Limiter>, key: &str) -> Result<(), Duration> {
    let Some(limiter) = limiter else { return Ok(()) };
    if limiter.len() > MOST_KEPT {
        limiter.retain_recent();
    }
    let now = DefaultClock::default().now();
    limiter.check_key(&key.to_owned()).map_err(|until| until.wait_time_from(now))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_who_asks_too_often_waits_and_others_do_not() {
        let pace = Pace::new(Limits { user: 3, channel: 0 });
        for _ in 0..3 {
            assert_eq!(pace.check("layla", "general"), Ok(()));
        }
        let wait = pace.check("layla", "general").expect_err("too often");
        assert!(wait > Duration::from_secs(10) && wait <= Duration::from_secs(20), "{wait:?}");
        assert_eq!(pace.check("omar", "general"), Ok(()));
    }

    #[test]
    fn a_channel_has_a_limit_of_its_own() {
        let pace = Pace::new(Limits { user: 0, channel: 2 });
        assert_eq!(pace.check("a", "general"), Ok(()));
        assert_eq!(pace.check("b", "general"), Ok(()));
        assert!(pace.check("c", "general").is_err());
        assert_eq!(pace.check("c", "random"), Ok(()));
    }
}
