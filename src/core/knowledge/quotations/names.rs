//! Runs of words as names of persons.
//!
//! In the Latin script a name is a run of capitalised words; in the Arabic one it is
//! what stands behind a verb and is no other kind of word. Neither is proof, so a word
//! of any known class that is not a name is taken for that.

use std::collections::HashSet;
use std::ops::Range;

use super::narration::{Kind, Known, Narration};
use crate::core::analysis::WordClass;
use crate::core::knowledge::glossary::ConceptId;

/// A name has at most this many words besides titles: given name, two more and a
/// family name.
const LONGEST_NAME_WORDS: usize = 4;

/// A run of more capitalised words than a name with its titles can have is a heading
/// or a list.
const LONGEST_RUN_WORDS: usize = 10;

/// Small words inside of names, between capitalised ones.
const PARTICLES: [&str; 16] = [
    "van", "von", "der", "den", "de", "da", "di", "du", "dos", "del", "la", "le", "bin", "ibn",
    "al", "el",
];

/// Words that are half an Arabic name, the other half of which may have an article: عبد
/// الله, أبو الغيط.
const HALVES: [&str; 5] = ["عبد", "أبو", "ابو", "أبي", "آل"];

/// How words end that name many at once: Americans, Republicans, scientists, Democrats.
const MANY: [&str; 4] = ["ians", "icans", "ists", "crats"];

/// Words that begin an answer or a question are no names, nor are the others here.
const NO_NAMES: [WordClass; 15] = [
    WordClass::Stop,
    WordClass::Asks,
    WordClass::Address,
    WordClass::Plea,
    WordClass::Courtesy,
    WordClass::Number,
    WordClass::Calendar,
    WordClass::Adverb,
    WordClass::Hedge,
    WordClass::Complementiser,
    WordClass::ThirdPerson,
    WordClass::OtherPronoun,
    WordClass::Preposition,
    WordClass::Determiner,
    WordClass::Passive,
];

/// Whether a single Arabic word ends as adverbs and objects do (ضاحكا, صراحة, قراره).
/// Some names do too, and are missed.
fn is_inflected(word: &str) -> bool {
    const SHORTEST: usize = 4;
    word.chars().count() >= SHORTEST && (word.ends_with(['ا', 'ة', 'ه']) || word.ends_with("هم"))
}

/// Whom a verb has as its subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Subject {
    /// A person of the glossary.
    Known(ConceptId),
    /// A name, by the bytes that it stands in.
    Named(Range<usize>),
    /// Somebody named before: he, she, or an Arabic verb by itself.
    Pronoun,
    /// Anybody else, named or not: I, a reporter, the court.
    Nobody,
}

impl Narration<'_> {
    /// The capitalised words that end with an item, not reaching before `from`.
    pub(super) fn run_ending(&self, last: usize, from: usize) -> Option<Range<usize>> {
        if !self.is_capitalised(last) || self.is_possessive(last) {
            return None;
        }
        let mut first = last;
        for before in (from.max(last.saturating_sub(LONGEST_RUN_WORDS))..last).rev() {
            if self.is_possessive(before) {
                break;
            }
            if self.is_capitalised(before) {
                first = before;
            } else if !PARTICLES.contains(&self.spelling(before)) {
                break;
            }
        }
        Some(first..last + 1)
    }

    /// The capitalised words that begin with an item, not reaching `end`.
    pub(super) fn run_starting(&self, first: usize, end: usize) -> Option<Range<usize>> {
        let mut after = first;
        for next in first..end.min(first + LONGEST_RUN_WORDS) {
            if self.is_capitalised(next) {
                after = next + 1;
            } else if next == first || !PARTICLES.contains(&self.spelling(next)) {
                break;
            }
        }
        (after > first).then_some(first..after)
    }

    /// A run of capitalised words as a name. `by_place` says that its first word
    /// begins a sentence, and would be capitalised whatever it is.
    pub(super) fn name(
        &self,
        run: Range<usize>,
        by_place: bool,
        seen: &HashSet<String>,
    ) -> Subject {
        let mut first = run.start;
        while first < run.end && self.is_no_name(first) {
            let is_bound = [WordClass::Preposition, WordClass::Determiner, WordClass::Hedge]
                .into_iter()
                .any(|class| self.is(first, class));
            if is_bound {
                return Subject::Nobody;
            }
            first += 1;
        }
        let is_small = |at: usize| {
            (self.is_stop(at) || self.is(at, WordClass::Calendar))
                && self.is_capitalised(at)
                && !self.is(at, WordClass::Hedge)
                && !self.is_initial(at)
        };
        if (first..run.end).any(is_small) {
            return Subject::Nobody;
        }
        let own = self.own_words(first..run.end);
        let (first, untitled) = (own.start, self.after_titles(own.clone()));
        if let Some(at) = own.clone().find(|&at| self.known(at).is_some())
            && let Some(Known::Person(person)) = self.known(at)
        {
            // Another first name makes it somebody else's, unless it may be a word that
            // only begins the sentence.
            let is_begun = by_place && untitled == run.start && at == untitled + 1;
            if at == untitled || is_begun {
                return Subject::Known(person);
            }
        }
        let words = (untitled..run.end).filter(|&at| self.is_capitalised(at)).count();
        if words == 0 || words > LONGEST_NAME_WORDS {
            return Subject::Nobody;
        }
        if words == 1 && first == untitled {
            let word = self.spelling(untitled);
            let is_acronym = word.chars().count() > 1 && !word.chars().any(char::is_lowercase);
            let needs_proof = by_place && first == run.start && !self.is_seen(untitled, seen);
            let is_many = MANY.iter().any(|ending| word.ends_with(ending));
            if is_acronym || is_many || needs_proof || word.chars().count() < 2 {
                return Subject::Nobody;
            }
        }
        Subject::Named(self.items[first].at.start..self.items[run.end - 1].at.end)
    }

    /// The end of a run that is a name with its titles: what persons do and form, and
    /// what the glossary knows as no person, stands before it.
    fn own_words(&self, run: Range<usize>) -> Range<usize> {
        let is_foreign = |&at: &usize| {
            self.is(at, WordClass::Role)
                || matches!(self.known(at), Some(Known::Other | Known::Led))
        };
        let own = run.clone().rev().find(is_foreign).map_or(run.start, |at| at + 1);
        let is_title = |&at: &usize| self.is(at, WordClass::Title);
        // The last title, with those right before it.
        let last = (own..run.end).rev().find(is_title);
        let first = last.map_or(own, |last| {
            let other = (own..last).rev().find(|at| !is_title(at));
            other.map_or(own, |other| other + 1)
        });
        first..run.end
    }

    fn after_titles(&self, mut own: Range<usize>) -> usize {
        let end = own.end;
        own.find(|&at| !self.is(at, WordClass::Title)).unwrap_or(end)
    }

    pub(super) fn has_determiner(&self, index: usize) -> bool {
        self.is(index, WordClass::Determiner)
    }

    fn is_no_name(&self, index: usize) -> bool {
        NO_NAMES.iter().any(|class| self.is(index, *class))
    }

    /// The first letter of a name: the M of Jane M. Doe.
    fn is_initial(&self, index: usize) -> bool {
        let word = self.spelling(index);
        word.chars().count() == 1 && !matches!(word, "I" | "A")
    }

    fn is_seen(&self, index: usize, seen: &HashSet<String>) -> bool {
        self.token(index).is_some_and(|token| seen.contains(&token.forms.word))
    }

    fn is_possessive(&self, index: usize) -> bool {
        let word = self.spelling(index);
        word.ends_with("'s") || word.ends_with("’s")
    }

    /// The name behind an Arabic verb, up to `end`, and the item after it.
    pub(super) fn arabic_name(
        &self,
        verb: usize,
        end: usize,
        seen: &HashSet<String>,
    ) -> (Subject, usize) {
        let start = verb + 1;
        let mut first = start;
        while first < end && self.is(first, WordClass::Title) {
            first += 1;
        }
        let is_titled = first > start;
        // The president *of the republic*, the *American* president.
        let mut skipped = first;
        while is_titled && skipped < end && self.has_article(skipped) && skipped < first + 2 {
            skipped += 1;
        }
        let is_described = skipped > first;
        let from = if is_described { skipped } else { start };
        let mut next = skipped;
        while next < end && next - skipped <= LONGEST_NAME_WORDS && self.may_name(next) {
            match self.known(next) {
                Some(Known::Person(person)) => {
                    return (Subject::Known(person), self.after_known(next, end));
                }
                Some(Known::Other) => return (Subject::Nobody, next),
                Some(Known::Led) => break,
                None if self.is(next, WordClass::Role) => return (Subject::Nobody, next),
                None => next += 1,
            }
        }
        if next == skipped {
            let is_pronoun = !is_titled && !self.has_article(start) && !self.is_role(start);
            return (if is_pronoun { Subject::Pronoun } else { Subject::Nobody }, start);
        }
        // Before a word with an article it may be what belongs to that (owner of the
        // house), and it may be longer than any name.
        if next - skipped > LONGEST_NAME_WORDS
            || (next < end && self.has_article(next) && !self.is(next, WordClass::Calendar))
        {
            return (Subject::Nobody, next);
        }
        let word = self.spelling(skipped);
        if !is_titled && word.starts_with('ب') {
            // How it was said rather than by whom: بصراحة. What else begins so may be
            // either.
            let how = word.ends_with('ة') && next == skipped + 1;
            return (if how { Subject::Pronoun } else { Subject::Nobody }, next);
        }
        let is_one = next - skipped == 1;
        if self.is(verb, WordClass::Describing) || (is_one && !is_titled && is_inflected(word)) {
            return (Subject::Nobody, next);
        }
        let is_led = word.starts_with(['ل', 'ب', 'ك']);
        if (is_described && is_led) || self.is_hearer(skipped, seen) {
            return (if is_described { Subject::Nobody } else { Subject::Pronoun }, next);
        }
        (Subject::Named(self.items[from].at.start..self.items[next - 1].at.end), next)
    }

    /// The name before an Arabic verb, where it begins the sentence: two words or more,
    /// because one is more often no name.
    pub(super) fn arabic_name_before(&self, verb: usize, start: usize) -> Subject {
        if let Some(Known::Person(person)) = verb.checked_sub(1).and_then(|at| self.known(at)) {
            return Subject::Known(person);
        }
        let is_few = (2..=LONGEST_NAME_WORDS).contains(&(verb - start));
        let are_names = is_few
            && (start..verb).all(|index| {
                self.is_arabic(index)
                    && self.may_name(index)
                    && self.known(index).is_none()
                    && !self.is_role(index)
                    && !self.is(index, WordClass::Title)
            });
        if are_names {
            Subject::Named(self.items[start].at.start..self.items[verb - 1].at.end)
        } else {
            Subject::Pronoun
        }
    }

    fn is_role(&self, index: usize) -> bool {
        self.is(index, WordClass::Role)
    }

    /// Whether an Arabic word, or a Latin one among them, may be part of a name.
    fn may_name(&self, index: usize) -> bool {
        let Some(Kind::Word(_)) = self.items.get(index).map(|item| &item.kind) else {
            return false;
        };
        if self.known(index).is_some() || self.is_second_half(index) {
            return true;
        }
        let word = self.spelling(index);
        let is_word = if self.is_arabic(index) {
            !word.starts_with("لل") && !word.contains('\u{064B}')
        } else {
            self.is_capitalised(index)
        };
        is_word
            && !self.is_stop(index)
            && !self.has_article(index)
            && !self.is(index, WordClass::Speech)
            && !self.is(index, WordClass::Naming)
            && !self.is_no_name(index)
    }

    fn is_second_half(&self, index: usize) -> bool {
        self.is_arabic(index)
            && index.checked_sub(1).is_some_and(|at| HALVES.contains(&self.spelling(at)))
    }

    /// Whether an Arabic word has an article that makes it a noun like others.
    fn has_article(&self, index: usize) -> bool {
        if self.is_second_half(index) {
            return false;
        }
        let word = self.spelling(index);
        let word = word.strip_prefix('و').unwrap_or(word);
        word.starts_with("ال") && word.chars().count() > 3 && self.known(index).is_none()
    }

    /// Whether a word is a name with "to" written onto it: لألتمان.
    fn is_hearer(&self, index: usize, seen: &HashSet<String>) -> bool {
        let Some(token) = self.token(index) else { return false };
        token.forms.word.strip_prefix('ل').is_some_and(|rest| seen.contains(rest))
    }

    fn after_known(&self, index: usize, end: usize) -> usize {
        let whom = self.known(index);
        (index..end).find(|&at| self.known(at) != whom).unwrap_or(end)
    }
}
