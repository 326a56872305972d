//! How often a person and a channel may ask. Talk among people, which the bot only
//! listens to, is counted apart, so that it uses up nothing of what they may ask.

use std::hash::Hash;
use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};

use super::place::{Asker, ChannelId, Manner, PersonId, PlatformName};

type Limiter<K> = RateLimiter<K, HashMapStateStore<K>, DefaultClock>;

/// Whether somebody turned to the bot.
type Asked = bool;
type PersonKey = (PlatformName, PersonId, Asked);
type ChannelKey = (PlatformName, ChannelId, Asked);

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
    people: Option<Limiter<PersonKey>>,
    channels: Option<Limiter<ChannelKey>>,
    notices: Limiter<PersonKey>,
}

impl Pace {
    pub fn new(limits: Limits) -> Pace {
        Pace {
            people: limiter(limits.user),
            channels: limiter(limits.channel),
            notices: RateLimiter::hashmap(Quota::per_minute(NonZeroU32::MIN)),
        }
    }

    /// Counts a request.
    ///
    /// # Errors
    /// How long to wait, where it comes too soon.
    pub fn check(&self, asker: &Asker) -> Result<(), Duration> {
        let asked = asker.manner != Manner::Unasked;
        let platform = asker.place.platform;
        if let Some(people) = &self.people {
            count(people, &(platform, asker.person.id.clone(), asked))?;
        }
        match &self.channels {
            Some(channels) => count(channels, &(platform, asker.place.channel.clone(), asked)),
            None => Ok(()),
        }
    }

    /// Whether somebody may be told once more what only they need to know, where
    /// everybody sees it: once a minute.
    pub fn may_notify(&self, asker: &Asker) -> bool {
        let key = (asker.place.platform, asker.person.id.clone(), true);
        count(&self.notices, &key).is_ok()
    }
}

fn limiter<K: Clone + Eq + Hash>(limit: u32) -> Option<Limiter<K>> {
    NonZeroU32::new(limit).map(|limit| RateLimiter::hashmap(Quota::per_minute(limit)))
}

fn count<K: Clone + Eq + Hash>(limiter: &Limiter<K>, key: &K) -> Result<(), Duration> {
    if limiter.len() > MOST_KEPT {
        limiter.retain_recent();
    }
    let now = DefaultClock::default().now();
    limiter.check_key(key).map_err(|until| until.wait_time_from(now))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bot::place::samples::asker;

    #[test]
    fn a_person_who_asks_too_often_waits_and_others_do_not() {
        let pace = Pace::new(Limits { user: 3, channel: 0 });
        for _ in 0..3 {
            assert_eq!(pace.check(&asker("layla")), Ok(()));
        }
        let wait = pace.check(&asker("layla")).expect_err("too often");
        assert!(wait > Duration::from_secs(10) && wait <= Duration::from_secs(20), "{wait:?}");
        assert_eq!(pace.check(&asker("omar")), Ok(()));
        let talks = Asker { manner: Manner::Unasked, ..asker("layla") };
        assert_eq!(pace.check(&talks), Ok(()), "talk among people is counted apart");
    }

    #[test]
    fn a_channel_has_a_limit_of_its_own() {
        let pace = Pace::new(Limits { user: 0, channel: 2 });
        assert_eq!(pace.check(&asker("a")), Ok(()));
        assert_eq!(pace.check(&asker("b")), Ok(()));
        assert!(pace.check(&asker("c")).is_err());
        let mut elsewhere = asker("c");
        elsewhere.place.channel = ChannelId::new("random");
        assert_eq!(pace.check(&elsewhere), Ok(()));
    }
}
