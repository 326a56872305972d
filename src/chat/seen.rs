//! Doing a thing once, though a platform may deliver it twice.

use std::collections::{HashSet, VecDeque};
use std::sync::{Mutex, PoisonError};

/// Keys kept. A platform repeats within seconds or minutes, not after
/// thousands of other deliveries.
const MOST_KEPT: usize = 16_384;

/// The keys of what was taken on lately.
#[derive(Debug, Default)]
pub struct Seen {
    keys: Mutex<(HashSet<String>, VecDeque<String>)>,
}

impl Seen {
    /// Whether a key is new; from then on it is not.
    pub fn is_new(&self, key: &str) -> bool {
        let mut keys = self.keys.lock().unwrap_or_else(PoisonError::into_inner);
        let (set, order) = &mut *keys;
        if !set.insert(key.to_owned()) {
            return false;
        }
        order.push_back(key.to_owned());
        if order.len() > MOST_KEPT
            && let Some(oldest) = order.pop_front()
        {
            set.remove(&oldest);
        }
        true
    }

    /// Takes a key back, so that the thing can be tried again.
    pub fn forget(&self, key: &str) {
        let mut keys = self.keys.lock().unwrap_or_else(PoisonError::into_inner);
        let (set, order) = &mut *keys;
        if set.remove(key) {
            order.retain(|kept| kept != key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_new_once_unless_it_is_taken_back() {
        let seen = Seen::default();
        assert!(seen.is_new("a"));
        assert!(!seen.is_new("a"));
        seen.forget("a");
        assert!(seen.is_new("a"));
    }

    #[test]
    fn only_the_latest_keys_are_kept() {
        let seen = Seen::default();
        for number in 0..MOST_KEPT * 2 {
            assert!(seen.is_new(&number.to_string()));
        }
        assert!(seen.is_new("0"), "long forgotten");
        assert!(!seen.is_new(&(MOST_KEPT * 2 - 1).to_string()));
    }
}
