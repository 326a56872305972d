//! What the bot says, before a platform renders it.
//!
//! A reply keeps apart what is the bot's own words (strings) and what is a
//! source's ([`Quote`]s), so a renderer can't mix them up.

use super::phrases::Phrases;
use crate::core::Language;
use crate::core::answer::{Quote, Topic};
use crate::core::search::Outcome;

/// A reply to one request.
#[derive(Debug, Clone)]
pub struct Reply {
    /// The language it is in; right-to-left or not follows from it.
    pub language: Language,
    /// What it is about, in the bot's words.
    pub title: Option<String>,
    /// What the bot says before the quotes.
    pub lead: Vec<String>,
    pub quotes: Vec<ShownQuote>,
    /// Entries of a list: topics, facts about a source, commands.
    pub entries: Vec<Entry>,
    /// What to say over the offered topics; nothing where they are offered as a
    /// menu only, because the entries list them already.
    pub topics_heading: Option<String>,
    /// Topics that can be asked about next, as a menu where there is one.
    pub offered_topics: Vec<Topic>,
    /// Small print in the bot's words.
    pub notes: Vec<String>,
    /// What can be done next.
    pub offers: Vec<Offer>,
    /// For the log.
    pub outcome: Outcome,
    /// Of an answer to a question, between 0 and 1.
    pub confidence: Option<f32>,
}

/// How much of a quote is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// The whole passage, with its highlight set off.
    Passage,
    /// The highlight alone.
    Excerpt,
}

/// A quote as it is shown.
#[derive(Debug, Clone)]
pub struct ShownQuote {
    /// Counted from 1, for referring to it.
    pub number: usize,
    pub quote: Quote,
    pub extent: Extent,
    /// In the reply's language.
    pub speaker: Option<String>,
    /// Where it stands.
    pub citation: String,
    /// Where the same is said again.
    pub see_also: Vec<String>,
}

impl ShownQuote {
    pub fn new(number: usize, quote: Quote, extent: Extent, language: Language) -> ShownQuote {
        ShownQuote {
            number,
            speaker: quote.speaker(language).map(str::to_owned),
            citation: quote.citation(language).place(),
            see_also: Vec::new(),
            quote,
            extent,
        }
    }

    /// The line that names the speaker. Beside a passage it says which words are
    /// theirs, because the passage as a whole is its author's.
    pub fn speaker_line(&self, language: Language) -> Option<String> {
        let speaker = self.speaker.as_ref()?;
        Some(match self.extent {
            Extent::Excerpt => format!("— {speaker}"),
            Extent::Passage => format!("{}: {speaker}", Phrases::of(language).quoted_words),
        })
    }

    /// The source's words that are shown.
    pub fn text(&self) -> &str {
        match self.extent {
            Extent::Passage => self.quote.text(),
            Extent::Excerpt => self.quote.highlight(),
        }
    }

    /// The same in the rendition of the reply's language, if there is one.
    pub fn translation(&self, language: Language) -> Option<&str> {
        let translation = self.quote.translation(language)?;
        Some(match self.extent {
            Extent::Passage => translation.text,
            Extent::Excerpt => translation.highlight,
        })
    }
}

/// An entry of a list: a term and what is said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub term: String,
    pub details: String,
}

/// Something that can be done with a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offer {
    /// Show the hits after the first `skip`.
    More { skip: usize },
    /// Show what stands around the first quote.
    Context,
    /// Show where the quotes are from.
    Source,
    /// Say whether it was helpful.
    Feedback,
}

impl Reply {
    /// An empty reply in a language.
    pub fn new(language: Language) -> Reply {
        Reply {
            language,
            title: None,
            lead: Vec::new(),
            quotes: Vec::new(),
            entries: Vec::new(),
            topics_heading: None,
            offered_topics: Vec::new(),
            notes: Vec::new(),
            offers: Vec::new(),
            outcome: Outcome::Answered,
            confidence: None,
        }
    }

    /// The works quoted, each once, in the order of the quotes.
    pub fn works(&self) -> Vec<String> {
        let mut works: Vec<String> = Vec::new();
        for shown in &self.quotes {
            let work = shown.quote.citation(self.language).work();
            if !works.contains(&work) {
                works.push(work);
            }
        }
        works
    }
}
