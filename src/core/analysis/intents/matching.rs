//! One sentence going through the patterns, with its steps counted: no text costs more
//! than `MOST_STEPS`.

use std::ops::Range;

use super::grammar::{Element, Grammar, Item};
use super::phrases::Phrases;
use super::sentence::{Sentence, Word, begins_anew};

const MOST_TOPIC_WORDS: usize = 14;
const MOST_NAME_WORDS: usize = 3;
/// Steps of one text through all patterns of a language. No sentence of the tests and no
/// question of XQuAD is read otherwise with a tenth of them.
const MOST_STEPS: usize = 20_000;

/// One sentence going through the patterns.
pub(super) struct Matching<'a> {
    grammar: &'a Grammar,
    sentence: &'a Sentence,
    /// Where what is said ends, and nothing but courtesies comes.
    last: usize,
    steps: usize,
    /// Of each class, whether a word of the sentence begins a phrase of it.
    begun: Vec<bool>,
    topic: Option<Range<usize>>,
    name: Option<Range<usize>>,
}

impl<'a> Matching<'a> {
    pub(super) fn new(grammar: &'a Grammar, sentence: &'a Sentence) -> Matching<'a> {
        let last = sentence.words.len();
        let mut begun = vec![false; grammar.phrases.len()];
        for word in &sentence.words {
            let word = word.folded.as_str();
            let joined = grammar.attached_conjunctions.iter();
            let bare = joined.filter_map(|conjunction| word.strip_prefix(conjunction));
            let known = std::iter::once(word).chain(bare);
            for class in known.filter_map(|word| grammar.by_first.get(word)).flatten() {
                begun[*class] = true;
            }
        }
        Matching { grammar, sentence, last, steps: 0, begun, topic: None, name: None }
    }

    /// Whether there may be a phrase of a class.
    pub(super) fn has(&self, class: usize) -> bool {
        self.begun[class]
    }

    /// Where what is said ends.
    pub(super) fn last(&self) -> usize {
        self.last
    }

    /// Whether the words up to `last` are of a pattern, and if they are, the words of the
    /// topic or of the name in its place.
    pub(super) fn of(&mut self, pattern: &[Element], last: usize) -> Option<Option<Range<usize>>> {
        (self.last, self.topic, self.name) = (last, None, None);
        self.matches(pattern, 0).then(|| self.topic.take().or(self.name.take()))
    }

    fn words(&self, from: usize) -> &'a [Word] {
        &self.sentence.words[from.min(self.last)..self.last]
    }

    /// Leaves out the courtesies at the end, and how many points are wanted.
    pub(super) fn trim_end(&mut self) -> Option<usize> {
        let mut count = None;
        while self.last > 1 {
            let begins = (self.last.saturating_sub(6)..self.last)
                .find(|&from| self.is_whole(&self.grammar.fillers, from));
            if let Some(from) = begins.filter(|&from| from > 0) {
                self.last = from;
                continue;
            }
            match self.counted_at_end() {
                Some((from, number)) if count.is_none() && from > 0 => {
                    self.last = from;
                    count = Some(number);
                }
                _ => break,
            }
        }
        count
    }

    fn is_whole(&self, phrases: &'a Phrases, from: usize) -> bool {
        let words = self.words(from);
        self.lengths(phrases, words).any(|length| length == words.len())
    }

    fn lengths(
        &self,
        phrases: &'a Phrases,
        words: &'a [Word],
    ) -> impl Iterator<Item = usize> + use<'a> {
        phrases.lengths(words, self.grammar.attached_conjunctions)
    }

    /// "In three points" at the end: where it begins, and the number.
    fn counted_at_end(&self) -> Option<(usize, usize)> {
        let words = &self.sentence.words[..self.last];
        let noun = words.len().checked_sub(1)?;
        if !self.is_whole(&self.grammar.counted, noun) {
            return None;
        }
        let number = noun.checked_sub(1)?;
        let word = words[number].folded.as_str();
        let digits = |word: &str| word.parse::<usize>().ok();
        let known = |word: &str| self.grammar.numbers.get(word).copied().or_else(|| digits(word));
        if let Some(count) = word.strip_prefix('ب').and_then(known) {
            return Some((number, count));
        }
        let count = known(word)?;
        let before = number.checked_sub(1).filter(|&at| {
            matches!(
                words[at].folded.as_str(),
                "in" | "into" | "to" | "as" | "with" | "في" | "ب" | "على" | "علي"
            )
        });
        Some((before?, count))
    }

    fn matches(&mut self, elements: &[Element], at: usize) -> bool {
        self.steps += 1;
        if self.steps > MOST_STEPS {
            return false;
        }
        let Some((element, rest)) = elements.split_first() else {
            return self.skip_all(at) == self.last;
        };
        let mut from = at;
        loop {
            if self.element(element, elements, rest, from) {
                return true;
            }
            match self.after_filler(from) {
                Some(next) => from = next,
                None => break,
            }
        }
        element.is_optional && self.matches(rest, at)
    }

    fn element(&mut self, element: &Element, all: &[Element], rest: &[Element], at: usize) -> bool {
        let grammar = self.grammar;
        let words = self.words(at);
        match element.item {
            Item::Phrases(class) => {
                if words.is_empty() || !self.has(class) {
                    return false;
                }
                let lengths: Vec<usize> = self.lengths(&grammar.phrases[class], words).collect();
                lengths.into_iter().any(|length| {
                    element.repeats && self.matches(all, at + length)
                        || self.matches(rest, at + length)
                })
            }
            Item::Tail(tail) => grammar.tails[tail].iter().any(|pattern| self.matches(pattern, at)),
            Item::Rest => {
                !words.is_empty() && words.len() <= MOST_TOPIC_WORDS && !begins_anew(words)
            }
            Item::Topic => {
                let at = self.skip_all(at);
                let is_topic = self.is_topic(self.words(at));
                if is_topic {
                    self.topic = Some(at..self.without_place(at));
                }
                is_topic
            }
            Item::Name | Item::Owner => {
                let by_owner = matches!(element.item, Item::Owner);
                (1..=MOST_NAME_WORDS.min(words.len())).any(|length| {
                    let name = &words[..length];
                    let is_name =
                        self.is_name(name) && (!by_owner || name[length - 1].possessive > 0);
                    let before = self.name.replace(at..at + length);
                    let is_match = is_name && self.matches(rest, at + length);
                    if !is_match {
                        self.name = before;
                    }
                    is_match
                })
            }
        }
    }

    /// Where a topic ends that begins at a word: before "in the interview".
    fn without_place(&mut self, at: usize) -> usize {
        let Some(place) = self.grammar.place else { return self.last };
        let grammar = self.grammar;
        let patterns = &grammar.tails[place];
        let begins = (at + 1..self.last)
            .find(|&from| patterns.iter().any(|pattern| self.matches(pattern, from)));
        begins.unwrap_or(self.last)
    }

    fn is_topic(&self, words: &[Word]) -> bool {
        let Some(first) = words.first() else { return false };
        let is_clause = self.grammar.clause_openings.contains(&first.folded);
        let has_verb = words.iter().any(|word| self.grammar.verbs.contains(&word.folded));
        words.len() <= MOST_TOPIC_WORDS && !begins_anew(words) && (is_clause || !has_verb)
    }

    fn is_name(&self, words: &[Word]) -> bool {
        !begins_anew(words)
            && words.iter().all(|word| {
                !self.grammar.verbs.contains(&word.folded)
                    && !self.grammar.clause_openings.contains(&word.folded)
            })
    }

    fn after_filler(&self, at: usize) -> Option<usize> {
        let words = self.words(at);
        if words.is_empty() {
            return None;
        }
        self.lengths(&self.grammar.fillers, words).next().map(|length| at + length)
    }

    fn skip_all(&self, mut at: usize) -> usize {
        while let Some(next) = self.after_filler(at) {
            at = next;
        }
        at
    }
}
