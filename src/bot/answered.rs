//! The messages that were answered, so that an answer follows its question when that is
//! edited or deleted. Kept in memory: who edits does so soon.

use std::hash::Hash;
use std::num::NonZeroUsize;
use std::sync::{Mutex, MutexGuard, PoisonError};

use lru::LruCache;

/// Answered messages kept; the longest ago go first.
const MOST_KEPT: NonZeroUsize = NonZeroUsize::MIN.saturating_add(1023);

/// A message of a platform, as far as an answer follows it.
pub trait Followed: Clone {
    /// What tells it from all others of its platform.
    type Id: Clone + Eq + Hash;
    /// When it was edited; a later edit has a greater one.
    type EditTime: Ord;

    fn id(&self) -> Self::Id;
    fn words(&self) -> &str;
    /// None while nobody edited it.
    fn edit_time(&self) -> Option<Self::EditTime>;
}

/// A message with its answer; none while that is on its way.
type Kept<M, A> = (M, Option<A>);

/// The latest messages that were answered, with what names the answer.
#[derive(Debug)]
pub struct Answered<M: Followed, A> {
    messages: Mutex<LruCache<M::Id, Kept<M, A>>>,
}

/// What has become of a message while it was answered.
#[derive(Debug, PartialEq, Eq)]
pub enum Meanwhile<M> {
    Nothing,
    /// It was edited, and reads so now.
    Edited(Box<M>),
    Deleted,
}

impl<M: Followed, A> Default for Answered<M, A> {
    fn default() -> Answered<M, A> {
        Answered { messages: Mutex::new(LruCache::new(MOST_KEPT)) }
    }
}

impl<M: Followed, A: Clone> Answered<M, A> {
    /// Notes a message that is being answered.
    pub fn begin(&self, message: &M) {
        self.messages().put(message.id(), (message.clone(), None));
    }

    /// Notes the answer to a message, and says what has become of the message since it
    /// read as it is given here.
    pub fn finish(&self, message: &M, answer: A) -> Meanwhile<M> {
        match self.messages().get_mut(&message.id()) {
            None => Meanwhile::Deleted,
            Some((now, known)) => {
                *known = Some(answer);
                match now.words() == message.words() {
                    true => Meanwhile::Nothing,
                    false => Meanwhile::Edited(Box::new(now.clone())),
                }
            }
        }
    }

    /// A message as it reads after an edit, with its answer. None where it was not
    /// answered (yet), where a later edit came first, because each event is a task of its
    /// own, and where nobody edited it: a link's preview comes as an edit without a time
    /// or with the same words.
    pub fn edited(
        &self,
        id: &M::Id,
        at: Option<M::EditTime>,
        apply: impl FnOnce(&mut M),
    ) -> Option<(M, A)> {
        let mut messages = self.messages();
        let (message, answer) = messages.get_mut(id)?;
        let at = at?;
        if message.edit_time().is_some_and(|known| known >= at) {
            return None;
        }
        let before = message.words().to_owned();
        apply(message);
        let answer = answer.clone()?;
        (message.words() != before).then(|| (message.clone(), answer))
    }

    /// The answer to a message that is gone.
    pub fn deleted(&self, id: &M::Id) -> Option<A> {
        self.messages().pop(id).and_then(|(_, answer)| answer)
    }

    fn messages(&self) -> MutexGuard<'_, LruCache<M::Id, Kept<M, A>>> {
        self.messages.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Clone, PartialEq, Eq)]
    struct Letter(&'static str, Option<u64>);

    impl Followed for Letter {
        type Id = u8;
        type EditTime = u64;

        fn id(&self) -> u8 {
            1
        }

        fn words(&self) -> &str {
            self.0
        }

        fn edit_time(&self) -> Option<u64> {
            self.1
        }
    }

    type Letters = Answered<Letter, u8>;

    fn edit(letters: &Letters, words: &'static str, at: Option<u64>) -> Option<(Letter, u8)> {
        letters.edited(&1, at, |letter| *letter = Letter(words, at))
    }

    #[test]
    fn an_edit_counts_if_somebody_made_it_and_none_later_came_before() {
        let (letters, first) = (Letters::default(), Letter("a", None));
        assert_eq!(edit(&letters, "b", Some(1)), None, "never answered");
        letters.begin(&first);
        assert_eq!(letters.finish(&first, 7), Meanwhile::Nothing);
        assert_eq!(edit(&letters, "b", None), None, "nobody made it");
        assert_eq!(edit(&letters, "a", Some(2)), None, "the same words");
        assert_eq!(edit(&letters, "c", Some(4)), Some((Letter("c", Some(4)), 7)));
        assert_eq!(edit(&letters, "b", Some(3)), None, "overtaken");
        assert_eq!(edit(&letters, "b", Some(4)), None, "delivered again");
        assert_eq!(letters.deleted(&1), Some(7));
        assert_eq!(letters.deleted(&1), None, "deleted before");
    }

    #[test]
    fn what_becomes_of_a_message_while_it_is_answered_is_known_afterwards() {
        let (letters, first) = (Letters::default(), Letter("a", None));
        letters.begin(&first);
        assert_eq!(edit(&letters, "b", Some(1)), None, "no answer to change");
        let now = Letter("b", Some(1));
        assert_eq!(letters.finish(&first, 7), Meanwhile::Edited(Box::new(now)));
        letters.begin(&first);
        assert_eq!(letters.deleted(&1), None, "no answer to delete");
        assert_eq!(letters.finish(&first, 7), Meanwhile::Deleted);
    }
}
