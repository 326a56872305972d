//! The subject of a verb of speech.

use std::collections::HashSet;
use std::ops::Range;

use super::names::Subject;
use super::narration::{Kind, Known, Mark, Narration};
use crate::core::analysis::WordClass;

/// A subject is looked for within this many words and marks before its verb: what is
/// set between the two in commas is rarely longer than two lines of print.
const FARTHEST_SUBJECT: usize = 40;

/// What is called somebody before the name: "chief inspector Jennifer Mattinson".
const LONGEST_DESCRIPTION_WORDS: usize = 6;

/// A clause of one sentence, in which subjects are looked for.
#[derive(Debug, Clone)]
pub(super) struct Clause {
    /// As items.
    pub(super) items: Range<usize>,
    /// Where its sentence begins.
    pub(super) sentence: usize,
}

/// Whether a tense of "to be" before the verb makes no passive of it: he is saying.
fn goes_on(verb: &str) -> bool {
    verb.ends_with("ing")
}

/// Whether an Arabic word is a participle by its ending, which has the subject of the
/// verb before it: قائلًا, واصفة.
pub(super) fn is_participle(word: &str) -> bool {
    let bare = word.trim_end_matches('\u{064B}');
    word.contains('\u{064B}')
        || (bare.ends_with('ا') && !bare.ends_with("وا"))
        || bare.ends_with("ئلة")
        || bare.ends_with("ضيفة")
}

impl Narration<'_> {
    /// Whom a verb has as its subject; `None` where that is told elsewhere in the
    /// sentence.
    pub(super) fn subject(
        &self,
        verb: usize,
        clause: &Clause,
        seen: &HashSet<String>,
    ) -> Option<Subject> {
        if self.is_arabic(verb) {
            return self.arabic_subject(verb, clause, seen);
        }
        self.subject_before(verb, clause, seen)
    }

    fn arabic_subject(
        &self,
        verb: usize,
        clause: &Clause,
        seen: &HashSet<String>,
    ) -> Option<Subject> {
        let mut before = verb;
        while before > clause.items.start && self.is(before - 1, WordClass::Adverb) {
            before -= 1;
        }
        let is_hedged = before > clause.items.start
            && (self.is(before - 1, WordClass::Hedge) || self.is(before - 1, WordClass::Passive));
        let word = self.spelling(verb);
        if is_hedged || word.ends_with("وا") {
            return Some(Subject::Nobody);
        }
        if is_participle(word) {
            return None;
        }
        match self.arabic_name(verb, clause.items.end, seen).0 {
            Subject::Pronoun => Some(self.arabic_name_before(before, clause.items.start)),
            other => Some(other),
        }
    }

    /// The subject before a verb: a name beside it, or one that something in commas
    /// parts from it.
    fn subject_before(
        &self,
        verb: usize,
        clause: &Clause,
        seen: &HashSet<String>,
    ) -> Option<Subject> {
        let start = clause.items.start.max(verb.saturating_sub(FARTHEST_SUBJECT));
        let mut at = verb;
        while at > start && self.is_between(at - 1) {
            at -= 1;
        }
        if at == start {
            return self.inverted(verb, clause, seen);
        }
        let before = at - 1;
        if self.known(before).is_none()
            && (self.is(before, WordClass::Hedge)
                || (self.is(before, WordClass::Passive) && !goes_on(self.spelling(verb))))
        {
            return Some(Subject::Nobody);
        }
        match self.items[before].kind {
            Kind::Mark(Mark::Comma) if start == clause.items.start => {
                self.apposed(start..before, clause, seen)
            }
            Kind::Word(_) if self.joins_clauses(before) => None,
            Kind::Word(_) => Some(self.beside(before, start, clause, seen)),
            Kind::Mark(_) | Kind::Quotation(_) => Some(Subject::Nobody),
        }
    }

    fn is_between(&self, index: usize) -> bool {
        let is_manner = self.is_lower_case(index) && self.spelling(index).ends_with("ly");
        is_manner || (self.is(index, WordClass::Adverb) && !self.is_capitalised(index))
    }

    fn joins_clauses(&self, index: usize) -> bool {
        matches!(self.spelling(index), "and" | "but" | "then" | "or")
    }

    /// The subject that ends with a word.
    fn beside(
        &self,
        last: usize,
        start: usize,
        clause: &Clause,
        seen: &HashSet<String>,
    ) -> Subject {
        if self.is(last, WordClass::ThirdPerson) {
            return Subject::Pronoun;
        }
        let run = match self.known(last) {
            Some(Known::Person(_)) if !self.is_capitalised(last) => last..last + 1,
            _ => match self.run_ending(last, start) {
                Some(run) => run,
                None => return Subject::Nobody,
            },
        };
        if run.start > start && !self.may_precede(run.start - 1, start) {
            return Subject::Nobody;
        }
        let by_place = self.begins_by_place(run.start, clause.sentence);
        self.name(run, by_place, seen)
    }

    /// Whether a word would be capitalised here whatever it is.
    pub(super) fn begins_by_place(&self, index: usize, sentence: usize) -> bool {
        let mark = index.checked_sub(1).and_then(|before| self.mark(before));
        index == sentence || mark.is_some_and(|mark| !matches!(mark, Mark::Comma | Mark::Dash))
    }

    /// Whether the word before a name leaves it a subject: no preposition or article
    /// is, nor another name that is joined to it.
    fn may_precede(&self, index: usize, start: usize) -> bool {
        if self.token(index).is_none() {
            return true;
        }
        if self.is(index, WordClass::Preposition)
            || self.is(index, WordClass::Determiner)
            || self.is(index, WordClass::Hedge)
        {
            return false;
        }
        if matches!(self.spelling(index), "and" | "or") {
            let joined = index.checked_sub(1).filter(|&joined| joined >= start);
            let list = |at: usize| {
                self.is_capitalised(at)
                    || (self.mark(at) == Some(Mark::Comma)
                        && at > start
                        && self.is_capitalised(at - 1))
            };
            return !joined.is_some_and(list);
        }
        // What somebody is called: back to where that begins.
        let nearest = index.saturating_sub(LONGEST_DESCRIPTION_WORDS).max(start);
        let begins = (nearest..=index).rev().find(|&at| !self.describes(at));
        begins.is_none_or(|at| !self.is(at, WordClass::Preposition))
    }

    fn describes(&self, index: usize) -> bool {
        self.token(index).is_some() && !self.is_stop(index)
    }

    /// The subject of a verb behind a comma: the name that is explained between the
    /// two, or that explains what is before it.
    fn apposed(
        &self,
        before: Range<usize>,
        clause: &Clause,
        seen: &HashSet<String>,
    ) -> Option<Subject> {
        let commas = before.clone().filter(|&at| self.mark(at) == Some(Mark::Comma));
        let mut starts: Vec<usize> = commas.map(|at| at + 1).collect();
        starts.insert(0, before.start);
        let ends = starts.iter().skip(1).map(|start| start - 1).chain([before.end]);
        for (chunk, end) in starts.iter().zip(ends).map(|(&start, end)| (start, end)) {
            if chunk >= end || (chunk..end).any(|at| self.token(at).is_none()) {
                continue;
            }
            let is_first = chunk == before.start;
            let opens = (chunk..end).find(|&at| !self.describes(at));
            // An article may begin a description, nothing else small may be in it.
            let is_phrase = match opens {
                None => true,
                Some(at) => {
                    at == chunk
                        && self.is(at, WordClass::Determiner)
                        && (at + 1..end).all(|at| self.describes(at))
                }
            };
            let is_known = matches!(self.known(end - 1), Some(Known::Person(_)));
            let Some(run) = self.run_ending(end - 1, chunk).or(is_known.then(|| end - 1..end))
            else {
                continue;
            };
            let is_all = run.start == chunk;
            let is_subject = if is_first { is_phrase || is_all } else { is_all };
            if !is_subject || (chunk..run.start).any(|at| self.is(at, WordClass::Speech)) {
                continue;
            }
            match self.beside(end - 1, chunk, clause, seen) {
                Subject::Nobody => {}
                subject => return Some(subject),
            }
        }
        None
    }

    /// The subject that a verb shares with the one before it: `Jane Doe rose and said`,
    /// «رد ألتمان قائلًا». Only where nobody else is named in between.
    pub(super) fn shared_subject(
        &self,
        verb: usize,
        clause: &Clause,
        seen: &HashSet<String>,
    ) -> Subject {
        let start = clause.items.start;
        if verb - start > FARTHEST_SUBJECT {
            return Subject::Nobody;
        }
        if self.is_arabic(verb) {
            let earlier = (start..verb)
                .rev()
                .find(|&at| self.is_verb(at, &clause.items) && !is_participle(self.spelling(at)));
            if let Some(subject) = earlier.and_then(|at| self.subject(at, clause, seen)) {
                return subject;
            }
            let mut people = (start..verb).filter_map(|at| match self.known(at) {
                Some(Known::Person(person)) => Some(person),
                _ => None,
            });
            let first = people.next();
            let is_one = first.is_some_and(|first| people.all(|other| other == first));
            return first.filter(|_| is_one).map_or(Subject::Nobody, Subject::Known);
        }
        let Some(run) = self.run_starting(start, verb) else { return Subject::Nobody };
        let is_somebody = |at: usize| {
            self.is_capitalised(at)
                || self.is(at, WordClass::ThirdPerson)
                || self.is(at, WordClass::OtherPronoun)
                || self.is(at, WordClass::Hedge)
        };
        if !self.is_lower_case(run.end) || (run.end..verb).any(is_somebody) {
            return Subject::Nobody;
        }
        self.name(run, true, seen)
    }

    /// The subject of a verb that begins its clause: `Said Jane Doe: “`.
    fn inverted(&self, verb: usize, clause: &Clause, seen: &HashSet<String>) -> Option<Subject> {
        Some(self.subject_after(verb, clause.items.end, seen))
    }

    /// The subject behind a verb, with what somebody is called before the name:
    /// `said chief inspector Jennifer Mattinson`.
    pub(super) fn subject_after(&self, verb: usize, end: usize, seen: &HashSet<String>) -> Subject {
        if self.is_arabic(verb) {
            return self.arabic_name(verb, end, seen).0;
        }
        let first = verb + 1;
        if self.is(first, WordClass::ThirdPerson) {
            return Subject::Pronoun;
        }
        let farthest = end.min(first + 2 * LONGEST_DESCRIPTION_WORDS);
        let belongs = |at: &usize| {
            self.token(*at).is_some()
                && (self.known(*at).is_some() || self.is_capitalised(*at) || self.describes(*at))
                && !self.is(*at, WordClass::Calendar)
                && !self.is_between(*at)
        };
        let phrase = first..(first..farthest).find(|at| !belongs(at)).unwrap_or(farthest);
        let Some(last) = phrase.end.checked_sub(1).filter(|last| phrase.contains(last)) else {
            return Subject::Nobody;
        };
        if let Some(Known::Person(person)) = self.known(last) {
            return Subject::Known(person);
        }
        match self.run_ending(last, first) {
            Some(run) => self.name(run, false, seen),
            None => Subject::Nobody,
        }
    }
}
