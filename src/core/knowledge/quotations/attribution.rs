//! Who says a quotation: the verb of speech beside it, and that verb's subject.

use std::collections::HashSet;
use std::ops::Range;

use super::PeopleSoFar;
use super::names::Subject;
use super::narration::{Mark, Narration};
use super::subjects::Clause;
use crate::core::analysis::WordClass;
use crate::core::knowledge::document::Speaker;
use crate::core::knowledge::effort::spend;
use crate::core::knowledge::glossary::ConceptId;

/// A verb that introduces a quotation stands at most this many words and marks before
/// it, the speaker's name and the occasion between them.
const FARTHEST_INTRODUCTION: usize = 24;

/// Behind a quotation, what says whose it was is read this far.
const FARTHEST_TAG: usize = 24;

/// How far before a quotation a verb may report that it is somebody's words: four
/// lines of print.
const FARTHEST_REPORT: usize = 64;

/// Between a verb and a comma before a quotation: "told the court", "said in an
/// interview on Monday".
const LONGEST_OCCASION_WORDS: usize = 10;

/// Between a verb and a quotation without a mark: "told The Independent", "said that".
const LONGEST_HEARER_WORDS: usize = 4;

/// Between a verb and an "as" before a quotation: "described the old rules as".
const LONGEST_OBJECT_WORDS: usize = 8;

/// A quotation that is a sentence by itself has no more marks around it.
const MOST_MARKS: usize = 8;

/// A verb beside a quotation, and its subject.
#[derive(Clone)]
struct Tag {
    verb: usize,
    subject: Subject,
}

/// What a passage's quotations are attributed by. All lists are in the order of
/// the text, so that each question is answered by looking at a few neighbours.
pub(super) struct Attribution<'a> {
    narration: &'a Narration<'a>,
    sentences: &'a [Range<usize>],
    context: &'a PeopleSoFar,
    /// The first byte at which a second person of the glossary is named.
    second_person: Option<usize>,
    /// The first byte at which somebody is named who is not in the glossary.
    stranger: Option<usize>,
    /// The last tag behind a quotation.
    tag: Option<Tag>,
}

impl<'a> Attribution<'a> {
    pub(super) fn new(
        narration: &'a Narration<'a>,
        sentences: &'a [Range<usize>],
        context: &'a PeopleSoFar,
        stranger: Option<usize>,
    ) -> Attribution<'a> {
        let people = &narration.people;
        let second = people.iter().find(|(person, _)| *person != people[0].0);
        let second_person = second.map(|(_, at)| *at);
        Attribution { narration, sentences, context, second_person, stranger, tag: None }
    }

    /// Who says the words of a span. To be asked in the order of the text.
    pub(super) fn speaker(&mut self, span: &Range<usize>) -> Option<Speaker> {
        let index = self.sentences.partition_point(|sentence| sentence.end <= span.start);
        let sentence = self.sentences.get(index).filter(|s| s.start <= span.start)?;
        // Straight marks keep no sentences together: it may end in a later one.
        let last = self.sentences.partition_point(|sentence| sentence.end < span.end);
        let end = self.sentences.get(last).unwrap_or(sentence).end;
        let quotation = self.narration.item_at(span.start);
        let items = self.items(&(sentence.start..end.max(sentence.end)));
        let Tag { verb, subject } = self
            .introduced(quotation, &items)
            .or_else(|| self.tagged(quotation, &items, last))
            .or_else(|| self.continued(quotation, &items))
            .or_else(|| self.reported(quotation, &items))
            .or_else(|| self.told_before(quotation, &items, index))?;
        match subject {
            Subject::Known(person) => Some(Speaker::Known(person)),
            Subject::Named(name) => {
                let words: Vec<&str> = self.narration.text[name].split_whitespace().collect();
                Some(Speaker::Named(words.join(" ")))
            }
            Subject::Pronoun => self.named_before(verb).map(Speaker::Known),
            Subject::Nobody => None,
        }
    }

    fn items(&self, sentence: &Range<usize>) -> Range<usize> {
        self.narration.item_at(sentence.start)..self.narration.item_at(sentence.end)
    }

    fn seen(&self) -> &'a HashSet<String> {
        &self.context.seen
    }

    /// Whom the pronoun stands for that a verb has as its subject: the one person who is
    /// named so far, in the passage or else in the one before. Whom the verb's own
    /// sentence names after it is somebody else.
    fn named_before(&self, verb: usize) -> Option<ConceptId> {
        let byte = self.narration.items.get(verb)?.at.start;
        let is_before = |at: Option<usize>| at.is_some_and(|at| at < byte);
        if is_before(self.stranger) || is_before(self.second_person) {
            return None;
        }
        let people = &self.narration.people;
        let person = match people.first() {
            Some((person, at)) if *at < byte => Some(*person),
            _ => self.context.person(),
        }?;
        let next = people.partition_point(|(_, at)| *at < byte);
        let sentence = self.sentences.partition_point(|sentence| sentence.end <= byte);
        let end = self.sentences.get(sentence).map_or(byte, |sentence| sentence.end);
        let is_other = people.get(next).is_some_and(|(named, at)| *named == person && *at < end);
        (!is_other).then_some(person)
    }

    /// By a verb right before the quotation.
    fn introduced(&self, quotation: usize, items: &Range<usize>) -> Option<Tag> {
        let verb = self.introducing_verb(quotation, items)?;
        if let Some(tag) = self.tag.as_ref().filter(|tag| tag.verb == verb) {
            return Some(tag.clone());
        }
        let clause = Clause { items: items.start..quotation, sentence: items.start };
        Some(Tag { verb, subject: self.subject(verb, &clause) })
    }

    fn subject(&self, verb: usize, clause: &Clause) -> Subject {
        let subject = self.narration.subject(verb, clause, self.seen());
        subject.unwrap_or_else(|| self.narration.shared_subject(verb, clause, self.seen()))
    }

    fn introducing_verb(&self, quotation: usize, items: &Range<usize>) -> Option<usize> {
        let narration = self.narration;
        let mut end = quotation;
        let mut mark = None;
        while end > items.start
            && let Some(before) = narration.mark(end - 1)
        {
            match before {
                Mark::Colon => mark = Some(Mark::Colon),
                Mark::Comma | Mark::Dash => mark = mark.or(Some(Mark::Comma)),
                Mark::Semicolon | Mark::Stop | Mark::Other => return None,
            }
            end -= 1;
        }
        let is_introduced = mark == Some(Mark::Colon)
            || !(self.narration.is_title(quotation)
                || (mark.is_none() && self.narration.is_term(quotation)));
        if !is_introduced {
            return None;
        }
        let nearest = items.start.max(end.saturating_sub(FARTHEST_INTRODUCTION));
        let verb = (nearest..end).rev().find_map(|at| {
            spend(1);
            let is_border = narration.is_quotation(at)
                || narration.mark(at).is_some_and(|mark| mark != Mark::Comma);
            if is_border {
                return Some(None);
            }
            narration.is_verb(at, items).then_some(Some(at))
        })??;
        let introduces = if narration.is_arabic(verb) {
            let after = narration.arabic_name(verb, end, self.seen()).1;
            mark == Some(Mark::Colon)
                || after >= end
                || narration.is(end - 1, WordClass::Complementiser)
        } else {
            self.leads_on(verb + 1..end, mark)
        };
        introduces.then_some(verb)
    }

    /// Whether the words between an English verb and a quotation are a hearer, an
    /// occasion or a "that".
    fn leads_on(&self, between: Range<usize>, mark: Option<Mark>) -> bool {
        let narration = self.narration;
        let has_marks = between.clone().any(|at| narration.mark(at).is_some());
        let is_manner =
            |at: usize| narration.is_lower_case(at) && narration.spelling(at).ends_with("ly");
        match mark {
            Some(Mark::Colon) => true,
            Some(_) => {
                let first = between.start;
                let is_occasion = between.is_empty()
                    || narration.is_stop(first)
                    || narration.is_capitalised(first)
                    || is_manner(first);
                is_occasion && !has_marks && between.len() <= LONGEST_OCCASION_WORDS
            }
            None => {
                let is_small = |at: usize| {
                    narration.is(at, WordClass::Complementiser)
                        || narration.is(at, WordClass::ThirdPerson)
                        || narration.is_capitalised(at)
                        || is_manner(at)
                        || (narration.is_stop(at) && !self.opens_phrase(at))
                };
                let is_compared = between.len() <= LONGEST_OBJECT_WORDS
                    && !between.is_empty()
                    && narration.spelling(between.end - 1) == "as";
                let is_hearer =
                    between.len() <= LONGEST_HEARER_WORDS && between.clone().all(is_small);
                !has_marks && (is_compared || is_hearer)
            }
        }
    }

    fn opens_phrase(&self, at: usize) -> bool {
        [WordClass::Preposition, WordClass::Determiner, WordClass::Passive, WordClass::Hedge]
            .into_iter()
            .any(|class| self.narration.is(at, class))
    }

    /// By a verb right after the quotation, with its subject before or behind it.
    fn tagged(&mut self, quotation: usize, items: &Range<usize>, sentence: usize) -> Option<Tag> {
        let narration = self.narration;
        let ends = self.narration.words(quotation).chars().next_back()?;
        let mut start = quotation + 1;
        let mut end = items.end;
        let mut begins_sentence = usize::MAX;
        if start >= end && matches!(ends, '?' | '!' | '؟') {
            // A question mark ends a sentence that goes on: “Why?” Jane Doe asked.
            let next = self.items(self.sentences.get(sentence + 1)?);
            (start, end) = (next.start, next.end);
            begins_sentence = start;
        }
        let mut is_parted =
            matches!(ends, ',' | '،' | '.' | '!' | '?' | '؟' | '…' | '—' | '–' | '-');
        while matches!(narration.mark(start), Some(Mark::Comma | Mark::Dash | Mark::Stop)) {
            is_parted = true;
            start += 1;
        }
        let is_whole = narration.is_arabic(start) && quotation == items.start;
        let is_title = ends == ',' && self.narration.is_title(quotation);
        if !(is_parted || is_whole) || is_title || start >= end {
            return None;
        }
        let farthest = end.min(start + FARTHEST_TAG);
        let end = (start..farthest).find(|&at| narration.is_quotation(at)).unwrap_or(farthest);
        let clause = Clause { items: start..end, sentence: begins_sentence };
        let tag = self.tag_behind(start, &clause).or_else(|| self.tag_before(&clause))?;
        self.tag = Some(tag.clone());
        Some(tag)
    }

    /// `said Jane Doe`, and for a verb that says "he" by itself, `قال`.
    fn tag_behind(&self, verb: usize, clause: &Clause) -> Option<Tag> {
        let narration = self.narration;
        if !narration.is_verb(verb, &clause.items) {
            return None;
        }
        let after = if narration.is_arabic(verb) {
            narration.arabic_name(verb, clause.items.end, self.seen()).1
        } else {
            verb + 1
        };
        if narration.mark(after) == Some(Mark::Colon) {
            return None;
        }
        let subject = narration.subject_after(verb, clause.items.end, self.seen());
        Some(Tag { verb, subject })
    }

    /// `Jane Doe said`, `her mother, Jane Doe, said in a statement`.
    fn tag_before(&self, clause: &Clause) -> Option<Tag> {
        let narration = self.narration;
        let Range { start, end } = clause.items;
        let opens = narration.is_stop(start)
            && !narration.is(start, WordClass::ThirdPerson)
            && !narration.is(start, WordClass::Determiner)
            && !narration.is(start, WordClass::OtherPronoun)
            && !narration.is(start, WordClass::Complementiser);
        if opens || narration.is_arabic(start) {
            return None;
        }
        let verb = (start + 1..end).find_map(|at| {
            let is_border = narration.mark(at).is_some_and(|mark| mark != Mark::Comma);
            if is_border {
                return Some(None);
            }
            narration.is_verb(at, &clause.items).then_some(Some(at))
        })??;
        let goes_on =
            narration.mark(verb + 1) == Some(Mark::Colon) || narration.spelling(verb + 1) == "that";
        if goes_on {
            return None;
        }
        let subject = narration.subject(verb, clause, self.seen())?;
        Some(Tag { verb, subject })
    }

    /// By the tag behind the quotation before it, of which it is the rest.
    fn continued(&self, quotation: usize, items: &Range<usize>) -> Option<Tag> {
        let tag = self.tag.as_ref().filter(|tag| items.contains(&tag.verb))?;
        let before = quotation.checked_sub(1)?;
        let is_parted =
            matches!(self.narration.mark(before), Some(Mark::Comma | Mark::Dash | Mark::Semicolon));
        let is_near = quotation - tag.verb <= FARTHEST_TAG;
        let is_next = is_parted
            && is_near
            && (tag.verb + 1..quotation)
                .all(|at| !self.narration.is_quotation(at) && !self.narration.is_verb(at, items));
        is_next.then(|| tag.clone())
    }

    /// By a verb somewhere before it in its sentence, whose subject is a person of the
    /// glossary: what stands in quotation marks in a report is from who is reported.
    fn reported(&self, quotation: usize, items: &Range<usize>) -> Option<Tag> {
        if self.narration.is_term(quotation) || self.narration.is_title(quotation) {
            return None;
        }
        let verb = self.last_verb(items.start..quotation, items)?;
        let clause = Clause { items: items.start..quotation, sentence: items.start };
        Some(Tag { verb, subject: self.subject_in_glossary(verb, &clause) })
    }

    fn last_verb(&self, among: Range<usize>, sentence: &Range<usize>) -> Option<usize> {
        let nearest = among.start.max(among.end.saturating_sub(FARTHEST_REPORT));
        (nearest..among.end).rev().find(|&at| self.narration.is_verb(at, sentence))
    }

    fn subject_in_glossary(&self, verb: usize, clause: &Clause) -> Subject {
        match self.subject(verb, clause) {
            Subject::Named(_) => Subject::Nobody,
            subject => subject,
        }
    }

    /// By the sentence before, for a quotation that is a sentence: it goes on with what
    /// was quoted there, or is introduced by it.
    fn told_before(&self, quotation: usize, items: &Range<usize>, index: usize) -> Option<Tag> {
        let is_sentence = items.len() <= MOST_MARKS
            && items.clone().all(|at| {
                at == quotation
                    || (self.narration.token(at).is_none() && !self.narration.is_quotation(at))
            });
        if !is_sentence {
            return None;
        }
        let before = self.items(self.sentences.get(index.checked_sub(1)?)?);
        if let Some(tag) = self.tag.as_ref().filter(|tag| before.contains(&tag.verb)) {
            return Some(tag.clone());
        }
        let verb = self.last_verb(before.clone(), &before)?;
        let clause = Clause { sentence: before.start, items: before };
        Some(Tag { verb, subject: self.subject_in_glossary(verb, &clause) })
    }
}
