//! The attribution as it is defined: every quotation against every word and every
//! name. Much too slow for long texts, and what the quick one is compared with.

use std::ops::Range;

use super::{Quotation, Speaker, is_adverb, spans};
use crate::core::Language;
use crate::core::analysis::{Script, Token, WordClass, analyze};
use crate::core::knowledge::glossary::{ConceptId, ConceptKind, Glossary};

pub(super) fn quotations(
    text: &str,
    sentences: &[Range<usize>],
    glossary: &Glossary,
) -> Vec<Quotation> {
    let tokens = analyze(text, Language::of_question(text));
    let people: Vec<(ConceptId, usize)> = glossary
        .mentions(&tokens)
        .into_iter()
        .filter(|mention| glossary.concept(mention.concept).kind == ConceptKind::Person)
        .map(|mention| (mention.concept, tokens[mention.tokens.start].range.start))
        .collect();
    let spans = spans(text);
    let all = Everything { text, sentences, spans: &spans, tokens: &tokens, people: &people };
    let quoted =
        |span: &Range<usize>| Quotation { range: span.clone(), speaker: all.speaker(span) };
    spans.iter().map(quoted).collect()
}

struct Everything<'a> {
    text: &'a str,
    sentences: &'a [Range<usize>],
    spans: &'a [Range<usize>],
    tokens: &'a [Token],
    people: &'a [(ConceptId, usize)],
}

impl Everything<'_> {
    fn speaker(&self, span: &Range<usize>) -> Option<Speaker> {
        let index = self.sentences.iter().position(|s| s.contains(&span.start))?;
        let mut scope = self.sentences[index].clone();
        if self.verbs(&scope).is_empty() && index > 0 && self.fills(span, &scope) {
            scope.start = self.sentences[index - 1].start;
        }
        let verbs = self.verbs(&scope);
        if verbs.is_empty() {
            return None;
        }
        let distance =
            |at: usize| verbs.iter().map(|&verb| self.tokens[verb].range.start.abs_diff(at)).min();
        let beside = self
            .people
            .iter()
            .filter(|(_, at)| scope.contains(at) && !self.is_quoted(*at))
            .min_by_key(|(_, at)| distance(*at));
        if let Some((person, _)) = beside {
            return Some(Speaker::Known(*person));
        }
        if let Some(name) = verbs.iter().find_map(|&verb| self.name(verb, &scope, span)) {
            return Some(Speaker::Named(name));
        }
        let earlier = self.people.iter().rev().find(|(_, at)| *at < scope.start);
        earlier.map(|(person, _)| Speaker::Known(*person))
    }

    fn is_quoted(&self, at: usize) -> bool {
        self.spans.iter().any(|span| span.contains(&at))
    }

    fn verbs(&self, scope: &Range<usize>) -> Vec<usize> {
        let is_verb = |token: &Token| {
            scope.contains(&token.range.start)
                && !self.is_quoted(token.range.start)
                && token.is(WordClass::Speech)
        };
        (0..self.tokens.len()).filter(|&index| is_verb(&self.tokens[index])).collect()
    }

    fn fills(&self, span: &Range<usize>, sentence: &Range<usize>) -> bool {
        !self.tokens.iter().any(|token| {
            sentence.contains(&token.range.start) && !span.contains(&token.range.start)
        })
    }

    fn name(&self, index: usize, scope: &Range<usize>, span: &Range<usize>) -> Option<String> {
        let verb = &self.tokens[index];
        if verb.range.end < span.start {
            let between = self.text[verb.range.end..span.start].trim_end_matches(['“', '«', '"']);
            if let Some(name) = between.trim().strip_suffix(':') {
                let words = name.split_whitespace().count();
                let mut following = self.tokens[index + 1..].iter().take(words);
                if verb.script == Script::Arabic
                    && (1..=3).contains(&words)
                    && !is_adverb(name)
                    && following.all(|token| !token.is_stop)
                {
                    return Some(name.trim().to_owned());
                }
            }
        }
        run(&self.text[verb.range.end..])
            .or_else(|| tail(&self.text[scope.start..verb.range.start]))
    }
}

fn run(text: &str) -> Option<String> {
    let mut name: Vec<&str> = Vec::new();
    for word in text.split_whitespace().take(4) {
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

fn tail(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_name = |word: &&&str| {
        word.chars().all(char::is_alphanumeric)
            && word.chars().next().is_some_and(char::is_uppercase)
    };
    let name: Vec<&str> = words.iter().rev().take_while(is_name).take(4).copied().collect();
    (name.len() >= 2).then(|| name.into_iter().rev().collect::<Vec<_>>().join(" "))
}
