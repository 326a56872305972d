//! What was asked before, so that a short question can go on from it.
//!
//! Kept in memory only and for a short while: the question, what can be asked about the last
//! reply, the language, when.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use super::place::ConversationKey;
use crate::chat::following::Following;
use crate::core::Language;

/// Nobody goes on from a question that is older.
pub const LONGEST_PAUSE: Duration = Duration::from_secs(15 * 60);
/// Conversations kept; the stalest go first.
const MOST_KEPT: usize = 4096;

#[derive(Debug, Clone)]
struct Turn {
    /// None where nothing was asked but what is no question (the key points).
    question: Option<String>,
    after: Option<Following>,
    language: Language,
    at: Instant,
}

/// The last turn of each conversation.
#[derive(Debug, Default)]
pub struct Conversations {
    last: HashMap<ConversationKey, Turn>,
}

impl Conversations {
    /// Notes a reply in a language: the question that it answers, or else the one before
    /// it stays, and what can be asked about the reply.
    pub fn remember(
        &mut self,
        id: &ConversationKey,
        question: Option<String>,
        after: Option<Following>,
        language: Language,
        now: Instant,
    ) {
        let question = question.or_else(|| self.question(id, now).map(str::to_owned));
        if self.last.len() >= MOST_KEPT && !self.last.contains_key(id) {
            self.forget_stalest(now);
        }
        self.last.insert(id.clone(), Turn { question, after, language, at: now });
    }

    /// Forgets the last turn.
    pub fn forget(&mut self, id: &ConversationKey) {
        self.last.remove(id);
    }

    /// Whether the bot has answered a question in it lately.
    pub fn is_open(&self, id: &ConversationKey, now: Instant) -> bool {
        self.question(id, now).is_some()
    }

    /// The question before this one.
    pub fn question(&self, id: &ConversationKey, now: Instant) -> Option<&str> {
        self.recent(id, now).and_then(|turn| turn.question.as_deref())
    }

    /// What can be asked about the last reply.
    pub fn after(&self, id: &ConversationKey, now: Instant) -> Option<&Following> {
        self.recent(id, now).and_then(|turn| turn.after.as_ref())
    }

    /// The language of the last answer.
    pub fn language(&self, id: &ConversationKey, now: Instant) -> Option<Language> {
        self.recent(id, now).map(|turn| turn.language)
    }

    fn recent(&self, id: &ConversationKey, now: Instant) -> Option<&Turn> {
        self.last.get(id).filter(|turn| now.duration_since(turn.at) <= LONGEST_PAUSE)
    }

    /// Drops what is too old and, if that is too little, the older half.
    fn forget_stalest(&mut self, now: Instant) {
        self.last.retain(|_, turn| now.duration_since(turn.at) <= LONGEST_PAUSE);
        if self.last.len() >= MOST_KEPT {
            let mut times: Vec<Instant> = self.last.values().map(|turn| turn.at).collect();
            let (_, middle, _) = times.select_nth_unstable(MOST_KEPT / 2);
            let middle = *middle;
            self.last.retain(|_, turn| turn.at > middle);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bot::place::samples::asker;

    fn id(number: usize) -> ConversationKey {
        asker(&number.to_string()).conversation()
    }

    fn why() -> Option<String> {
        Some("why?".to_owned())
    }

    #[test]
    fn the_last_question_of_a_conversation_is_kept_for_a_while() {
        let mut conversations = Conversations::default();
        let start = Instant::now();
        conversations.remember(&id(1), why(), None, Language::ENGLISH, start);
        let soon = start + Duration::from_secs(60);
        assert_eq!(conversations.question(&id(1), soon), Some("why?"));
        assert_eq!(conversations.language(&id(1), soon), Some(Language::ENGLISH));
        assert_eq!(conversations.question(&id(2), soon), None);
        assert_eq!(conversations.question(&id(1), start + Duration::from_secs(3600)), None);
    }

    #[test]
    fn what_can_be_asked_about_a_reply_is_forgotten_with_the_next_question() {
        let mut conversations = Conversations::default();
        let now = Instant::now();
        let after = Following::default();
        conversations.remember(&id(1), None, Some(after.clone()), Language::ENGLISH, now);
        assert_eq!(conversations.after(&id(1), now), Some(&after));
        assert!(!conversations.is_open(&id(1), now), "nothing was asked");
        conversations.remember(&id(1), why(), None, Language::ENGLISH, now);
        assert_eq!(conversations.after(&id(1), now), None);
        conversations.remember(&id(1), None, Some(after), Language::ENGLISH, now);
        assert_eq!(conversations.question(&id(1), now), Some("why?"));
    }

    #[test]
    fn memory_does_not_grow_with_the_number_of_people() {
        let mut conversations = Conversations::default();
        let start = Instant::now();
        for number in 0..MOST_KEPT * 3 {
            let now = start + Duration::from_millis(number as u64);
            conversations.remember(&id(number), why(), None, Language::ENGLISH, now);
            assert!(conversations.last.len() <= MOST_KEPT);
            assert!(conversations.question(&id(number), now).is_some());
        }
    }
}
