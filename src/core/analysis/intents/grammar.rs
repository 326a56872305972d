//! The patterns of a language, compiled: a pattern is words, classes of phrases and
//! places for a topic; courtesies may stand between any two of them.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::matching::Matching;
use super::phrases::Phrases;
use super::sentence::Sentence;
use super::{Intent, IntentLexicon, Purpose};
use crate::core::analysis::rules::word_form;
use crate::core::analysis::segment::segments;

/// What stands at one place of a pattern.
#[derive(Debug)]
pub(super) enum Item {
    Phrases(usize),
    Topic,
    Name,
    /// A name with a possessive.
    Owner,
    /// Whatever comes, to the end.
    Rest,
    Tail(usize),
}

/// A place of a pattern.
#[derive(Debug)]
pub(super) struct Element {
    pub(super) item: Item,
    pub(super) is_optional: bool,
    pub(super) repeats: bool,
}

/// A sentence's pattern.
struct Pattern {
    purpose: Purpose,
    elements: Vec<Element>,
    /// The classes of which it has a phrase in any case.
    required: Vec<usize>,
}

/// The compiled patterns of a language.
pub(super) struct Grammar {
    pub(super) phrases: Vec<Phrases>,
    pub(super) fillers: Phrases,
    pub(super) verbs: HashSet<String>,
    pub(super) clause_openings: HashSet<String>,
    pub(super) counted: Phrases,
    pub(super) numbers: HashMap<String, usize>,
    topic_parts: HashSet<String>,
    pub(super) attached_conjunctions: &'static [&'static str],
    pub(super) tails: Vec<Vec<Vec<Element>>>,
    /// The tail that says where something stands, which is no part of a topic.
    pub(super) place: Option<usize>,
    /// The classes that have a phrase beginning with a word.
    pub(super) by_first: HashMap<String, Vec<usize>>,
    patterns: Vec<Pattern>,
}

fn is_article(word: &str) -> bool {
    word.eq_ignore_ascii_case("the")
}

fn folded(list: &str) -> HashSet<String> {
    list.split(',').map(|word| word_form(word.trim())).collect()
}

impl Grammar {
    /// A topic without the word that only says that it is a part of the source, and the
    /// article of that word.
    pub(super) fn without_part(&self, text: &str, topic: Range<usize>) -> Range<usize> {
        let words: Vec<Range<usize>> = segments(&text[topic.clone()])
            .map(|word| topic.start + word.range.start..topic.start + word.range.end)
            .collect();
        let is_part =
            |word: &Range<usize>| self.topic_parts.contains(&word_form(&text[word.clone()]));
        let is_number = |word: &Range<usize>| text[word.clone()].contains(char::is_numeric);
        match &words[..] {
            // "Section 230" is a name.
            [first, next, ..] if is_part(first) && !is_number(next) => next.start..topic.end,
            // "The spare part" is one of them only with its article.
            [article, first, .., last] if is_article(&text[article.clone()]) && is_part(last) => {
                let until = words[words.len() - 2].end;
                first.start..until
            }
            _ => topic,
        }
    }

    pub(super) fn of(lexicon: &IntentLexicon) -> Grammar {
        let mut names: Vec<&str> = Vec::new();
        let mut phrases = Vec::new();
        for (name, list) in lexicon.classes {
            let plain = Phrases::of(list);
            names.push(name.trim_end_matches(['+', '^']));
            phrases.push(match name.chars().next_back() {
                Some('+') => plain.expanded(lexicon.prefixes, &[]),
                Some('^') => plain.expanded(&[], lexicon.suffixes),
                _ => plain,
            });
        }
        let tails: Vec<&str> = lexicon.tails.iter().map(|(name, _)| *name).collect();
        let mut compile = |pattern: &str| -> Vec<Element> {
            let elements = pattern.split_whitespace();
            elements.map(|element| Element::of(element, &names, &tails, &mut phrases)).collect()
        };
        let compiled_tails = lexicon.tails.iter();
        let compiled_tails = compiled_tails
            .map(|(_, patterns)| patterns.iter().map(|pattern| compile(pattern)).collect())
            .collect();
        let patterns = lexicon.patterns.iter();
        let patterns = patterns
            .flat_map(|(purpose, patterns)| patterns.iter().map(move |pattern| (*purpose, pattern)))
            .map(|(purpose, pattern)| Pattern::of(purpose, compile(pattern)))
            .collect();
        let mut by_first: HashMap<String, Vec<usize>> = HashMap::new();
        for (class, phrases) in phrases.iter().enumerate() {
            for first in phrases.firsts() {
                by_first.entry(first.to_owned()).or_default().push(class);
            }
        }
        let numbers = lexicon.numbers.iter();
        Grammar {
            phrases,
            fillers: Phrases::of(lexicon.fillers),
            verbs: folded(lexicon.verbs),
            clause_openings: folded(lexicon.clause_openings),
            counted: Phrases::of(lexicon.counted),
            numbers: numbers.map(|(word, number)| (word_form(word), *number)).collect(),
            topic_parts: folded(lexicon.topic_parts),
            attached_conjunctions: lexicon.attached_conjunctions,
            tails: compiled_tails,
            place: tails.iter().position(|name| *name == "place"),
            by_first,
            patterns,
        }
    }

    /// The first pattern that a sentence has.
    pub(super) fn read(&self, sentence: &Sentence) -> Option<Intent> {
        let mut matching = Matching::new(self, sentence);
        let count = matching.trim_end();
        let said = matching.last();
        self.patterns.iter().find_map(|Pattern { purpose, elements, required }| {
            if !required.iter().all(|class| matching.has(*class)) {
                return None;
            }
            // Thanks at the end are all that is said.
            let is_courtesy = purpose.greets() || *purpose == Purpose::Thanks;
            let last = if is_courtesy { sentence.words.len() } else { said };
            let words = matching.of(elements, last)?;
            let topic = words.map(|words| {
                let last = &sentence.words[words.end - 1];
                sentence.words[words.start].range.start..last.without_possessive()
            });
            // "Thanks, and energy?" goes on.
            let goes_on = match purpose {
                purpose if purpose.greets() => topic.is_some() && sentence.asks,
                Purpose::Thanks => sentence.asks,
                _ => false,
            };
            (!goes_on).then_some(Intent { purpose: *purpose, topic, count })
        })
    }
}

impl Pattern {
    fn of(purpose: Purpose, elements: Vec<Element>) -> Pattern {
        let needed = elements.iter().filter(|element| !element.is_optional);
        let required = needed.filter_map(|element| match element.item {
            Item::Phrases(class) => Some(class),
            _ => None,
        });
        Pattern { purpose, required: required.collect(), elements }
    }
}

impl Element {
    fn of(text: &str, classes: &[&str], tails: &[&str], phrases: &mut Vec<Phrases>) -> Element {
        let repeats = text.ends_with('*');
        let is_optional = repeats || text.ends_with('?');
        let bare = text.trim_end_matches(['*', '?']);
        let index = |names: &[&str], name: &str| names.iter().position(|known| *known == name);
        let class = bare.strip_prefix('[').and_then(|bare| bare.strip_suffix(']'));
        let tail = bare.strip_prefix('@').and_then(|name| index(tails, name));
        let item = match (bare, tail, class.and_then(|name| index(classes, name))) {
            ("<topic>", ..) => Item::Topic,
            ("<name>", ..) => Item::Name,
            ("<owner>", ..) => Item::Owner,
            ("<rest>", ..) => Item::Rest,
            (_, Some(tail), _) => Item::Tail(tail),
            (_, _, Some(class)) => Item::Phrases(class),
            _ => {
                phrases.push(Phrases::of(&bare.replace('|', ",")));
                Item::Phrases(phrases.len() - 1)
            }
        };
        Element { item, is_optional, repeats }
    }
}
