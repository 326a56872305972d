//! Direct quotations inside a passage and who says them.
//!
//! Words in quotation marks may be speech or only be held at a distance
//! (“AI empire”). They have a speaker only where the text itself attributes
//! them: a verb of speech in the same sentence and a name beside it, or a name
//! shortly before that the sentence refers back to.

use std::ops::Range;

use super::document::{Quotation, Speaker};
use super::effort::spend;
use super::glossary::{ConceptId, ConceptKind, Glossary};
use crate::core::Language;
use crate::core::analysis::{Script, Token, WordClass, analyze};

/// Longer than this between two marks, they are not a pair: about two pages of
/// print in either script, more than anybody is quoted in one go, and far less
/// than lies between two marks of which one was forgotten.
const LONGEST_BYTES: usize = 4000;

/// A name has at most this many words: given name, two more and a family name.
const LONGEST_NAME_WORDS: usize = 4;

/// Nor is it longer than this, with the white space and marks around it: four
/// words of 20 letters in Arabic script, of two bytes each. It is how far a verb
/// is looked for from a quotation, and a name from a verb.
const LONGEST_NAME_BYTES: usize = 160;

/// People named so far in a section, for a passage that says only "he said".
#[derive(Debug, Default)]
pub(crate) struct PeopleSoFar {
    /// The one person named so far, until a second one is.
    only_person: Option<ConceptId>,
    several: bool,
}

impl PeopleSoFar {
    fn name(&mut self, person: ConceptId) {
        match self.only_person {
            Some(known) if known != person => self.several = true,
            _ => self.only_person = Some(person),
        }
    }

    fn person(&self) -> Option<ConceptId> {
        if self.several { None } else { self.only_person }
    }
}

/// Finds a passage's quotations and attributes them. `label` is left out: a
/// title in quotation marks is nobody's speech.
pub(crate) fn quotations(
    text: &str,
    language: Language,
    sentences: &[Range<usize>],
    label: Option<&Range<usize>>,
    glossary: &Glossary,
    context: &mut PeopleSoFar,
) -> Vec<Quotation> {
    let mut spans = spans(text);
    spans.retain(|span| label.is_none_or(|label| span.start >= label.end));
    let tokens = analyze(text, language);
    let people: Vec<(ConceptId, usize)> = glossary
        .mentions(&tokens)
        .into_iter()
        .filter(|mention| glossary.concept(mention.concept).kind == ConceptKind::Person)
        .map(|mention| (mention.concept, tokens[mention.tokens.start].range.start))
        .collect();
    let attribution = Attribution::new(text, sentences, &spans, &tokens, &people);
    let mut introduction = None;
    let found = spans
        .iter()
        .map(|span| {
            let speaker = attribution.speaker(span, context, &mut introduction);
            Quotation { range: span.clone(), speaker }
        })
        .collect();
    for (person, _) in &people {
        context.name(*person);
    }
    found
}

/// The inner ranges of all pairs of quotation marks, outermost only.
fn spans(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, c) in text.char_indices() {
        match (open, c) {
            (None, '“' | '«' | '"' | '„') => open = Some((at + c.len_utf8(), closing(c))),
            (Some((start, close)), c) if c == close => {
                let inner = start..at;
                if inner.len() <= LONGEST_BYTES && !text[inner.clone()].trim().is_empty() {
                    found.push(inner);
                }
                open = None;
            }
            // The opening mark again, never closed: start over from here.
            (Some((_, close)), '“' | '«') if closing(c) == close => {
                open = Some((at + c.len_utf8(), close));
            }
            _ => {}
        }
    }
    found
}

fn closing(open: char) -> char {
    match open {
        '“' => '”',
        '«' => '»',
        '„' => '“',
        other => other,
    }
}

/// What a passage's quotations are attributed by. All lists are in the order of
/// the text, so that each question is answered by looking at a few neighbours.
struct Attribution<'a> {
    text: &'a str,
    sentences: &'a [Range<usize>],
    tokens: &'a [Token],
    /// The glossary's people, with the byte each is named at.
    people: &'a [(ConceptId, usize)],
    /// The same without those who are named inside of quotations.
    people_told_of: Vec<(ConceptId, usize)>,
    /// Verbs of speech outside of quotations, as indices into `tokens`.
    verbs: Vec<usize>,
}

/// What one stretch of text says about whoever speaks in it, the same for all its
/// quotations.
struct Introduction {
    scope: Range<usize>,
    /// Its verbs, as a range of [`Attribution::verbs`].
    verbs: Range<usize>,
    /// The person of the glossary who stands nearest to a verb.
    person: Option<ConceptId>,
    /// The first verb with a capitalised name beside it, and the name.
    name: Option<(usize, String)>,
}

impl<'a> Attribution<'a> {
    fn new(
        text: &'a str,
        sentences: &'a [Range<usize>],
        spans: &[Range<usize>],
        tokens: &'a [Token],
        people: &'a [(ConceptId, usize)],
    ) -> Attribution<'a> {
        let is_quoted = |at: usize| {
            let next = spans.partition_point(|span| span.end <= at);
            spans.get(next).is_some_and(|span| span.start <= at)
        };
        let told = people.iter().filter(|(_, at)| !is_quoted(*at)).copied();
        let is_verb = |token: &Token| token.is(WordClass::Speech) && !is_quoted(token.range.start);
        Attribution {
            text,
            sentences,
            tokens,
            people,
            people_told_of: told.collect(),
            verbs: (0..tokens.len()).filter(|&index| is_verb(&tokens[index])).collect(),
        }
    }

    /// Who says the words of a span. `introduction` is what was found out for the
    /// span before, and used again as long as the sentence is the same.
    fn speaker(
        &self,
        span: &Range<usize>,
        context: &PeopleSoFar,
        introduction: &mut Option<Introduction>,
    ) -> Option<Speaker> {
        let index = self.sentences.partition_point(|sentence| sentence.end <= span.start);
        let sentence = self.sentences.get(index).filter(|s| s.start <= span.start)?;
        let mut scope = sentence.clone();
        let mut verbs = self.verbs_in(&scope);
        // A quotation that is a whole sentence is introduced by the one before.
        if verbs.is_empty() && index > 0 && self.fills(span, &scope) {
            scope.start = self.sentences[index - 1].start;
            verbs = self.verbs_in(&scope);
        }
        if verbs.is_empty() {
            return None;
        }
        if introduction.as_ref().is_none_or(|known| known.scope != scope) {
            *introduction = Some(self.introduction(scope.clone(), verbs));
        }
        let introduction = introduction.as_ref()?;
        if let Some(person) = introduction.person {
            return Some(Speaker::Known(person));
        }
        if let Some(name) = self.name_at_the_verb(introduction, span) {
            return Some(Speaker::Named(name));
        }
        let earlier = self.people.partition_point(|(_, at)| *at < scope.start).checked_sub(1);
        earlier.map(|index| self.people[index].0).or(context.person()).map(Speaker::Known)
    }

    fn verb(&self, index: usize) -> &Token {
        &self.tokens[self.verbs[index]]
    }

    fn verbs_in(&self, scope: &Range<usize>) -> Range<usize> {
        let before = |at: usize| self.verbs.partition_point(|&v| self.tokens[v].range.start < at);
        before(scope.start)..before(scope.end)
    }

    /// Whether a sentence has no word outside of a span.
    fn fills(&self, span: &Range<usize>, sentence: &Range<usize>) -> bool {
        let before = |at: usize| self.tokens.partition_point(|token| token.range.start < at);
        before(span.start) <= before(sentence.start) && before(sentence.end) <= before(span.end)
    }

    fn introduction(&self, scope: Range<usize>, verbs: Range<usize>) -> Introduction {
        let person = self.person_at_a_verb(&scope, &verbs);
        let name = verbs.clone().find_map(|index| {
            spend(1);
            let verb = &self.verb(index).range;
            let (before, after) = (&self.text[scope.start..verb.start], &self.text[verb.end..]);
            let name = capitalised_run(after).or_else(|| capitalised_tail(before))?;
            Some((index, name))
        });
        Introduction { scope, verbs, person, name }
    }

    /// The person standing nearest to a verb of speech: its subject, rather
    /// than somebody spoken about or to.
    fn person_at_a_verb(&self, scope: &Range<usize>, verbs: &Range<usize>) -> Option<ConceptId> {
        let people = &self.people_told_of;
        let before = |at: usize| people.partition_point(|(_, named)| *named < at);
        let distance = |at: usize| {
            spend(1);
            let starts = |&verb: &usize| self.tokens[verb].range.start;
            let verbs = &self.verbs[verbs.clone()];
            let next = verbs.partition_point(|verb| starts(verb) < at);
            let neighbours = [next.checked_sub(1), Some(next)].into_iter().flatten();
            neighbours.filter_map(|index| Some(starts(verbs.get(index)?).abs_diff(at))).min()
        };
        people[before(scope.start)..before(scope.end)]
            .iter()
            .min_by_key(|(_, at)| distance(*at))
            .map(|(person, _)| *person)
    }

    /// A name unknown to the glossary beside a verb of speech: `قالت ليلى حسن: “`,
    /// `Jane Doe said: “`, `” said Jane Doe`.
    fn name_at_the_verb(&self, known: &Introduction, span: &Range<usize>) -> Option<String> {
        let capitalised = known.name.as_ref();
        // Only verbs within reach of the quotation can introduce it by a colon.
        let reach = span.start.saturating_sub(LONGEST_NAME_BYTES);
        let first = self.verbs.partition_point(|&v| self.tokens[v].range.end < reach);
        let last = capitalised.map_or(known.verbs.end, |(index, _)| index + 1);
        let introducing = (first.max(known.verbs.start)..last)
            .take_while(|&index| self.verb(index).range.end < span.start)
            .find_map(|index| self.name_before_the_colon(index, span));
        introducing.or_else(|| capitalised.map(|(_, name)| name.clone()))
    }

    /// What stands between an Arabic verb and the colon before the quotation.
    fn name_before_the_colon(&self, verb: usize, span: &Range<usize>) -> Option<String> {
        let token = self.verb(verb);
        let between = &self.text[token.range.end..span.start];
        spend(between.len());
        let name = between.trim_end_matches(['“', '«', '"']).trim().strip_suffix(':')?;
        let words = name.split_whitespace().count();
        let mut following = self.tokens[self.verbs[verb] + 1..].iter().take(words);
        let is_name = token.script == Script::Arabic
            && (1..=3).contains(&words)
            && !is_adverb(name)
            && following.all(|token| !token.is_stop);
        is_name.then(|| name.trim().to_owned())
    }
}

/// Whether what stands between a verb and a colon says how, not who: بصراحة,
/// قائلًا. A name that begins with ب is missed, which is better than an adverb
/// credited with speech.
fn is_adverb(words: &str) -> bool {
    words.trim().starts_with('ب') || words.contains('\u{064B}')
}

/// The capitalised words that a text goes on with, as a name.
fn capitalised_run(text: &str) -> Option<String> {
    let mut name: Vec<&str> = Vec::new();
    for word in first_words(text).take(LONGEST_NAME_WORDS) {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if !bare.chars().next().is_some_and(char::is_uppercase) {
            break;
        }
        name.push(bare);
        if bare.len() != word.len() {
            break;
        }
    }
    (!name.is_empty()).then(|| name.join(" "))
}

/// The capitalised words that a text ends with, as a name of at least two words
/// (one capitalised word may only be the first of its sentence).
fn capitalised_tail(text: &str) -> Option<String> {
    let name: Vec<&str> = last_words(text)
        .take_while(|word| {
            word.chars().all(char::is_alphanumeric)
                && word.chars().next().is_some_and(char::is_uppercase)
        })
        .take(LONGEST_NAME_WORDS)
        .collect();
    (name.len() >= 2).then(|| name.into_iter().rev().collect::<Vec<_>>().join(" "))
}

/// The words at the beginning of a text, as far as a name may reach.
fn first_words(text: &str) -> impl Iterator<Item = &str> {
    let text = text.trim_start();
    let near = &text[..text.floor_char_boundary(LONGEST_NAME_BYTES)];
    // A word that goes on beyond is not known whole.
    let whole = if near.len() == text.len() { near } else { up_to_last_space(near) };
    spend(near.len());
    whole.split_whitespace()
}

/// The words at the end of a text, as far as a name may reach, last first.
fn last_words(text: &str) -> impl Iterator<Item = &str> {
    let text = text.trim_end();
    let near = &text[text.ceil_char_boundary(text.len().saturating_sub(LONGEST_NAME_BYTES))..];
    let whole = if near.len() == text.len() { near } else { from_first_space(near) };
    spend(near.len());
    whole.split_whitespace().rev()
}

fn up_to_last_space(text: &str) -> &str {
    text.rfind(char::is_whitespace).map_or("", |at| &text[..at])
}

fn from_first_space(text: &str) -> &str {
    text.find(char::is_whitespace).map_or("", |at| &text[at..])
}

#[cfg(test)]
mod exhaustive;

#[cfg(test)]
mod tests;
