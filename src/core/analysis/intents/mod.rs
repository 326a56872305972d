//! What somebody asks of the bot itself rather than of the sources: a summary, the
//! key points, who wrote the article, or nothing at all ("thanks").
//!
//! A language has a small `grammar` of such sentences in
//! [`lexicons`](super::lexicons). The line is drawn by the object: what is asked of
//! the source as a whole (this, the article, المقابلة, or nothing) or of a command
//! ("summarize …", «لخص …») is an intent; whatever else is a question to the sources.
//! "Who wrote this?" is one, "Who wrote Hamlet?" is none.

mod grammar;
mod matching;
mod phrases;
mod sentence;
#[cfg(test)]
mod tests;

use std::ops::Range;
use std::sync::LazyLock;

use super::lexicons::{intents_ar, intents_en};
use grammar::Grammar;
use sentence::Sentence;

/// What is asked of the bot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// A summary, of a topic or of everything.
    Summary,
    KeyPoints,
    /// What the source is about, as a whole.
    Overview,
    Quotes,
    Topics,
    Help,
    /// What else there is, after a reply.
    More,
    /// Who said what was shown.
    WhoSaid,
    /// All of the passage of which a part was shown.
    WholePassage,
    /// What stands around what was shown.
    Context,
    /// Where and when what was shown is said.
    Place,
    /// Where the quotes come from.
    Source,
    Author,
    /// Who takes part in the conversation.
    Speakers,
    Publisher,
    Date,
    Link,
    /// Whether the source is advice, of which its disclaimer tells.
    Advice,
    Greeting,
    /// A greeting that wishes peace («السلام عليكم»), which is returned.
    Peace,
    Farewell,
    Thanks,
    /// That a reply was not what was asked for.
    Complaint,
    Abuse,
}

impl Purpose {
    /// Whether it asks for nothing: a greeting, thanks, abuse.
    pub fn asks_for_nothing(self) -> bool {
        self.greets() || matches!(self, Purpose::Thanks | Purpose::Complaint | Purpose::Abuse)
    }

    /// Whether it asks about a reply that was given.
    pub fn is_about_a_reply(self) -> bool {
        matches!(
            self,
            Purpose::More
                | Purpose::WhoSaid
                | Purpose::WholePassage
                | Purpose::Context
                | Purpose::Place
        )
    }

    /// Whether it greets, at the beginning or at the end.
    fn greets(self) -> bool {
        matches!(self, Purpose::Greeting | Purpose::Peace | Purpose::Farewell)
    }
}

/// An intent with what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intent {
    pub purpose: Purpose,
    /// The topic's bytes in the text; of a greeting, who is greeted.
    pub topic: Option<Range<usize>>,
    /// "In three points".
    pub count: Option<usize>,
}

/// The intents of one language. Phrases are parted by commas and written in plain
/// spelling; they are folded by the word rules.
#[derive(Debug)]
pub(crate) struct IntentLexicon {
    /// Phrases that may stand before, after and between all others, for courtesy.
    pub fillers: &'static str,
    /// Words that a topic has only if it is a clause that begins with one of
    /// `clause_openings`: "the gist of it is that …" asks for nothing.
    pub verbs: &'static str,
    pub clause_openings: &'static str,
    /// What stands before words for points ("in three points").
    pub counted: &'static str,
    pub numbers: &'static [(&'static str, usize)],
    /// Words for a part of a source, which are no part of a topic at its end or its
    /// beginning ("the energy part", «جزء الطاقة»).
    pub topic_parts: &'static str,
    /// Conjunctions written onto a word.
    pub attached_conjunctions: &'static [&'static str],
    /// Articles and prepositions written onto the words of classes whose name ends in +.
    pub prefixes: &'static [&'static str],
    /// Pronouns written onto the words of classes whose name ends in ^.
    pub suffixes: &'static [&'static str],
    /// Words by name, for the patterns.
    pub classes: &'static [(&'static str, &'static str)],
    /// Ends of patterns by name.
    pub tails: &'static [(&'static str, &'static [&'static str])],
    /// A sentence's pattern: words (`a|b`), `[class]`, `@tail` at its end, and the
    /// places `<topic>`, `<name>`, `<owner>` and `<rest>`; each optional with `?`,
    /// repeated with `*`.
    pub patterns: &'static [(Purpose, &'static [&'static str])],
}

static GRAMMARS: LazyLock<[Grammar; 2]> =
    LazyLock::new(|| [Grammar::of(&intents_en::LEXICON), Grammar::of(&intents_ar::LEXICON)]);

impl Intent {
    /// Reads what is asked of the bot, in any language that has a grammar. None for a
    /// question to the sources. At most `sentence::MOST_WORDS` words are read.
    pub fn of(text: &str) -> Option<Intent> {
        let sentence = Sentence::of(text)?;
        let (grammar, intent) =
            GRAMMARS.iter().find_map(|grammar| Some((grammar, grammar.read(&sentence)?)))?;
        let topic = intent.topic.map(|topic| grammar.without_part(text, topic));
        Some(Intent { topic, ..intent })
    }

    /// The words of the topic, in the text that it was read from.
    pub fn topic_in<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.topic.clone().and_then(|topic| text.get(topic))
    }
}
