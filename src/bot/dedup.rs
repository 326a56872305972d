//! Doing a thing once, though a platform may deliver it twice.

use std::collections::{HashSet, VecDeque};
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};

/// Keys kept. A platform repeats within seconds or minutes, not after
/// thousands of other deliveries.
const MOST_KEPT: usize = 16_384;

/// The keys of what was taken on lately.
#[derive(Debug)]
pub struct Dedup<K> {
    keys: Mutex<(HashSet<K>, VecDeque<K>)>,
}

impl<K> Default for Dedup<K> {
    fn default() -> Dedup<K> {
        Dedup { keys: Mutex::default() }
    }
}

impl<K: Clone + Eq + Hash> Dedup<K> {
    /// Whether a key is new; from then on it is not.
    pub fn is_new(&self, key: &K) -> bool {
        let mut keys = self.keys.lock().unwrap_or_else(PoisonError::into_inner);
        let (set, order) = &mut *keys;
        if !set.insert(key.clone()) {
            return false;
        }
        order.push_back(key.clone());
        if order.len() > MOST_KEPT
            && let Some(oldest) = order.pop_front()
        {
            set.remove(&oldest);
        }
        true
    }

    /// Takes a key back, so that the thing can be tried again.
    pub fn forget(&self, key: &K) {
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
        let taken = Dedup::default();
        assert!(taken.is_new(&"a"));
        assert!(!taken.is_new(&"a"));
        taken.forget(&"a");
        assert!(taken.is_new(&"a"));
    }

    #[test]
    fn only_the_latest_keys_are_kept() {
        let taken = Dedup::default();
        for number in 0..MOST_KEPT * 2 {
            assert!(taken.is_new(&number));
        }
        assert!(taken.is_new(&0), "long forgotten");
        assert!(!taken.is_new(&(MOST_KEPT * 2 - 1)));
    }
}
