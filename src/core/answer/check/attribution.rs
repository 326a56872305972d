//! What of a text is the quotation, and whose words the text says they are.
//!
//! A quotation comes with or without quotation marks, and with its speaker before it
//! (`Altman said: "…"`), after it («…» قال هورويتز) or behind a dash ("— Ben Horowitz").
//! Which of it is meant is not known before it is compared, so there are several readings.

use std::ops::Range;

use super::claimed::{Claimed, name_words, persons};
use crate::core::Language;
use crate::core::analysis::word_class::WordClass;
use crate::core::analysis::{Script, Token, analyze};
use crate::core::knowledge::sentences::sentences;
use crate::core::knowledge::vocabulary::fold_phrase;
use crate::core::knowledge::{ConceptId, ConceptKind, Library, PeopleSoFar, Speaker, quotations};

/// What may be the quotation: bytes of the text, in order.
pub(super) type Reading = Vec<Range<usize>>;

/// A reading that leaves something out.
#[derive(Debug)]
pub(super) struct Inner {
    pub(super) parts: Reading,
    /// Whether what it leaves out names a speaker and says nothing else.
    pub(super) is_set_apart: bool,
}

/// How a text can be read beside as a whole.
#[derive(Debug)]
pub(super) struct Readings {
    /// Without what says whose words they are, the likeliest first.
    pub(super) inner: Vec<Inner>,
    pub(super) claimed: Option<Claimed>,
}

/// Words before a colon, or behind a dash, that may name somebody: "Ben Horowitz,
/// co-founder of a16z". A longer stretch is a part of the quotation.
const MOST_NAMING_WORDS: usize = 8;
/// Words of a name.
const MOST_NAME_WORDS: usize = 4;

impl Readings {
    pub(super) fn of(text: &str, library: &Library) -> Readings {
        let language = Language::of_question(text);
        let glossary = &library.glossary;
        let found = quotations(
            text,
            language,
            &sentences(text),
            None,
            glossary,
            &mut PeopleSoFar::default(),
        );
        let spans: Vec<Range<usize>> = found.iter().map(|span| span.range.clone()).collect();
        let by_verb = found.iter().find_map(|span| span.speaker.as_ref());
        let mut claimed = by_verb.map(|speaker| Claimed::of(speaker, language, library));
        let mut rest = 0..text.len();
        if let Some((name, end)) = signature(text, &spans, library) {
            rest.end = end;
            claimed = Some(name);
        }
        if let Some((name, start)) = heading(&text[rest.clone()], language, library) {
            rest.start += start;
            claimed = claimed.or(Some(name));
        }
        if claimed.is_none() && !spans.is_empty() {
            claimed = alone_beside(text, &spans, language, library);
        }
        let mut inner: Vec<Inner> = Vec::new();
        if rest != (0..text.len()) {
            inner.push(Inner { parts: vec![rest], is_set_apart: true });
        }
        // A term in quotation marks within a sentence is no quotation of its own.
        let words_in = |part: &str| analyze(part, language).len();
        let quoted: usize = spans.iter().map(|span| words_in(&text[span.clone()])).sum();
        let around = outside(text, &spans);
        let is_quoted = quoted >= words_in(&around).min(MOST_NAMING_WORDS + 1);
        if is_quoted && !spans.is_empty() {
            let names = claimed.as_ref().map(|claimed| name_words(&claimed.name));
            let tokens = analyze(&around, language);
            let persons = glossary.longest_mentions(&tokens);
            let is_set_apart = names.is_some_and(|names| {
                tokens.iter().enumerate().all(|(at, token)| {
                    is_around(token)
                        || names.contains(&token.forms.word)
                        || persons.iter().any(|mention| mention.tokens.contains(&at))
                })
            });
            inner.push(Inner { parts: spans.clone(), is_set_apart });
            if spans.len() > 1 {
                let longest = spans.into_iter().max_by_key(ExactSizeIterator::len);
                inner.extend(longest.map(|span| Inner { parts: vec![span], is_set_apart }));
            }
        }
        Readings { inner, claimed }
    }
}

/// A person who is named in some words: one of the glossary, one who speaks in a transcript
/// or wrote a text, or, where somebody is to be named there, whoever's name it looks like.
fn person_in(words: &str, is_named_there: bool, library: &Library) -> Option<Claimed> {
    let language = Language::of_question(words);
    let tokens = analyze(words, language);
    if tokens.is_empty() || tokens.len() > MOST_NAMING_WORDS {
        return None;
    }
    let glossary = &library.glossary;
    let known = glossary
        .longest_mentions(&tokens)
        .into_iter()
        .find(|mention| glossary.concept(mention.concept).kind == ConceptKind::Person);
    if let Some(mention) = known {
        let of = &tokens[mention.tokens];
        let name = match of {
            [first, .., last] => &words[first.range.start..last.range.end],
            [only] => &words[only.range.clone()],
            [] => return None,
        };
        return Some(Claimed { name: name.to_owned(), person: Some(mention.concept) });
    }
    let first = tokens.iter().position(|token| !is_around(token))?;
    let length = tokens[first..].iter().take_while(|token| !is_around(token)).count();
    let name = &words[tokens[first].range.start..tokens[first + length - 1].range.end];
    // What joins words to one name is a space; a comma or a dash ends it.
    let name = name.split([',', '،', '(', '—', '–', ';', '؛']).next().unwrap_or(name).trim();
    if name.split_whitespace().count() > MOST_NAME_WORDS || name.contains(['!', '?', '؟', '\n']) {
        return None;
    }
    let folded = name_words(name);
    let is_name_of = |known: &str| {
        let known = name_words(known);
        !folded.is_empty() && folded.iter().all(|word| known.contains(word))
    };
    let speaks = library.documents.iter().any(|document| {
        let original = document.original();
        original.participants.iter().any(|voice| is_name_of(&voice.label))
            || original.metadata.author.as_deref().is_some_and(is_name_of)
    });
    // A name that nobody knows is one only where nothing else is said: after "said that", or
    // before "on the last page", it may be any word.
    let says_more = tokens[..first].iter().chain(&tokens[first + length..]).any(|token| {
        let classes = [WordClass::Speech, WordClass::Title, WordClass::Adverb];
        !classes.iter().any(|class| token.is(*class))
    });
    let looks_like_one = name.split_whitespace().all(|word| {
        word.chars().next().is_some_and(|c| c.is_uppercase() || Script::of(c) == Script::Arabic)
    });
    let is_name = speaks || (is_named_there && looks_like_one && !says_more);
    (is_name && !name.is_empty()).then(|| Claimed::named(name.to_owned(), glossary))
}

/// Whether a word stands beside a name and is no part of it.
fn is_around(token: &Token) -> bool {
    let classes = [WordClass::Speech, WordClass::Title, WordClass::Adverb];
    token.is_stop() || classes.iter().any(|class| token.is(*class))
}

fn is_dash(c: char) -> bool {
    matches!(c, '—' | '–' | '―' | '-' | '~' | '\u{2212}')
}

/// The name behind a dash at the end of a text, and where what is before it ends.
fn signature(text: &str, spans: &[Range<usize>], library: &Library) -> Option<(Claimed, usize)> {
    let inside = |at: usize| spans.iter().any(|span| span.contains(&at));
    let (at, dash) = text.char_indices().rev().find(|(at, c)| is_dash(*c) && !inside(*at))?;
    let before = text[..at].trim_end_matches(|c: char| is_dash(c) || c.is_whitespace());
    let name = text[at + dash.len_utf8()..].trim();
    // A dash within a word, or between numbers, is no such one.
    let stands_apart = text[..at].ends_with(|c: char| !c.is_alphanumeric()) && !before.is_empty();
    // One in a sentence may be followed by anything, so only a known name counts there.
    let is_sure = text[..at].trim_end_matches([' ', '\t']).ends_with('\n')
        || before.ends_with(|c: char| {
            matches!(c, '.' | '!' | '?' | '؟' | '…' | '"' | '”' | '»' | '“' | '’' | '\'')
        });
    let claimed = person_in(name, is_sure, library).filter(|_| stands_apart)?;
    // Somebody who is spoken of there is no signature: the name comes first.
    let begins = fold_phrase(name).starts_with(&fold_phrase(&claimed.name));
    begins.then_some((claimed, before.len()))
}

/// Whoever is named before the first colon, and where the words after it begin.
fn heading(text: &str, language: Language, library: &Library) -> Option<(Claimed, usize)> {
    let colon = text.find([':', '：'])?;
    let (head, rest) = text.split_at(colon);
    let after = rest.trim_start_matches([':', '：']).trim_start();
    if head.contains(['"', '“', '«', '.', '؟', '?', '!', '\n']) || after.is_empty() {
        return None;
    }
    let says = analyze(head, language).iter().any(|token| token.is(WordClass::Speech));
    let claimed = person_in(head, says, library)?;
    Some((claimed, text.len() - after.len()))
}

/// What of a text is not in its quotations.
fn outside(text: &str, spans: &[Range<usize>]) -> String {
    let mut outside = String::new();
    let mut end = 0;
    for span in spans {
        outside.push_str(&text[end..span.start]);
        outside.push(' ');
        end = span.end;
    }
    outside.push_str(&text[end..]);
    outside
}

/// The one person who is named beside quotations, where nothing but that says whose they
/// are: «…» (هورويتز).
fn alone_beside(
    text: &str,
    spans: &[Range<usize>],
    language: Language,
    library: &Library,
) -> Option<Claimed> {
    let outside = outside(text, spans);
    let tokens = analyze(&outside, language);
    let mut found: Vec<ConceptId> = persons(&tokens, &library.glossary).collect();
    found.dedup();
    match found[..] {
        [person] => Some(Claimed::of(&Speaker::Known(person), language, library)),
        [] => person_in(outside.trim(), false, library),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn library() -> Library {
        Library::from_texts([
            (
                "glossary.toml",
                "[term.ben]\nkind = \"person\"\nar = [\"بن هورويتز\", \"هورويتز\"]\nen = [\"Ben Horowitz\", \"Horowitz\"]\n",
            ),
            (
                "t.md",
                "Ann Lee: Why is it so?\n\nBob Ray: Because it is.\n\nAnn Lee: I see that now.\n\nBob Ray: Good.",
            ),
        ])
    }

    fn read(text: &str) -> (Vec<String>, Option<String>) {
        let readings = Readings::of(text, &library());
        let inner = readings.inner.into_iter().map(|inner| {
            inner.parts.into_iter().map(|range| &text[range]).collect::<Vec<_>>().join("|")
        });
        (inner.collect(), readings.claimed.map(|claimed| claimed.name))
    }

    #[test]
    fn the_speaker_of_a_quotation_is_told_apart_from_it() {
        for (text, inner, claimed) in [
            ("قال هورويتز: «هذا هو الرهان الكبير»", "هذا هو الرهان الكبير", "بن هورويتز"),
            ("هذا هو الرهان الكبير — بن هورويتز", "هذا هو الرهان الكبير", "بن هورويتز"),
            ("“It is a very big bet.” — Ben Horowitz", "“It is a very big bet.”", "Ben Horowitz"),
            ("It is a very big bet.\n- Zoe Kane, Paris", "It is a very big bet.", "Zoe Kane"),
            ("Horowitz said \"it is a very big bet\"", "it is a very big bet", "Ben Horowitz"),
            ("Bob Ray: Because it is.", "Because it is.", "Bob Ray"),
            ("قال سالم: هذا هو الرهان", "هذا هو الرهان", "سالم"),
            ("\"it is a very big bet\" (Horowitz)", "it is a very big bet", "Ben Horowitz"),
        ] {
            let (readings, who) = read(text);
            assert!(readings.iter().any(|reading| reading == inner), "{text}: {readings:?}");
            assert_eq!(who.as_deref(), Some(claimed), "{text}");
        }
    }

    #[test]
    fn a_colon_or_a_dash_in_a_quotation_is_a_part_of_it() {
        for text in [
            "The bet is large: it costs billions.",
            "الطاقة: يتوقع أن تكون رخيصة",
            "We like well-known people",
            "It is large - and it costs a lot",
            "from 1990 - 1995",
            "- a list item",
        ] {
            assert_eq!(read(text), (Vec::new(), None), "{text}");
        }
    }
}
