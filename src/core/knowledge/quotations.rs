//! Direct quotations inside a passage and who says them.
//!
//! Words in quotation marks may be speech or only be held at a distance
//! (“AI empire”). They have a speaker only where the text itself attributes
//! them: a verb of speech in the same sentence and a name beside it, or a name
//! shortly before that the sentence refers back to.

use std::ops::Range;

use super::document::{Quotation, Speaker};
use super::glossary::{ConceptId, Glossary, Kind};
use crate::core::Language;
use crate::core::analysis::{Script, Token, WordClass, analyze};

/// Longer than this between two marks, they are not a pair.
const LONGEST_BYTES: usize = 4000;

/// People named so far in a section, for a passage that says only "he said".
#[derive(Debug, Default)]
pub struct Context {
    /// The one person named so far, until a second one is.
    only_person: Option<ConceptId>,
    several: bool,
}

impl Context {
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
pub fn quotations(
    text: &str,
    language: Language,
    sentences: &[Range<usize>],
    label: Option<&Range<usize>>,
    glossary: &Glossary,
    context: &mut Context,
) -> Vec<Quotation> {
    let mut spans = spans(text);
    spans.retain(|span| label.is_none_or(|label| span.start >= label.end));
    let tokens = analyze(text, language);
    let people: Vec<(ConceptId, usize)> = glossary
        .mentions(&tokens)
        .into_iter()
        .filter(|mention| glossary.concept(mention.concept).kind == Kind::Person)
        .map(|mention| (mention.concept, tokens[mention.tokens.start].range.start))
        .collect();
    let attribution =
        Attribution { text, sentences, spans: &spans, tokens: &tokens, people: &people };
    let found = spans
        .iter()
        .map(|span| Quotation { range: span.clone(), speaker: attribution.speaker(span, context) })
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

struct Attribution<'a> {
    text: &'a str,
    sentences: &'a [Range<usize>],
    spans: &'a [Range<usize>],
    tokens: &'a [Token],
    people: &'a [(ConceptId, usize)],
}

impl Attribution<'_> {
    fn speaker(&self, span: &Range<usize>, context: &Context) -> Option<Speaker> {
        let index = self.sentences.iter().position(|s| s.contains(&span.start))?;
        let mut scope = self.sentences[index].clone();
        // A quotation that is a whole sentence is introduced by the one before.
        if !self.has_speech(&scope) && index > 0 && self.fills(span, &scope) {
            scope.start = self.sentences[index - 1].start;
        }
        if !self.has_speech(&scope) {
            return None;
        }
        if let Some(person) = self.person_at_a_verb(&scope) {
            return Some(Speaker::Known(person));
        }
        if let Some(name) = self.name_at_the_verb(&scope, span) {
            return Some(Speaker::Named(name));
        }
        let earlier = self.people.iter().rev().find(|(_, at)| *at < scope.start);
        earlier.map(|(person, _)| *person).or(context.person()).map(Speaker::Known)
    }

    fn is_quoted(&self, at: usize) -> bool {
        self.spans.iter().any(|span| span.contains(&at))
    }

    fn has_speech(&self, scope: &Range<usize>) -> bool {
        self.speech_tokens(scope).next().is_some()
    }

    fn speech_tokens<'a>(
        &'a self,
        scope: &'a Range<usize>,
    ) -> impl Iterator<Item = (usize, &'a Token)> {
        self.tokens.iter().enumerate().filter(move |(_, token)| {
            scope.contains(&token.range.start)
                && !self.is_quoted(token.range.start)
                && token.is(WordClass::Speech)
        })
    }

    fn fills(&self, span: &Range<usize>, sentence: &Range<usize>) -> bool {
        let outside = self.tokens.iter().filter(|token| {
            sentence.contains(&token.range.start) && !span.contains(&token.range.start)
        });
        outside.count() == 0
    }

    /// The person standing nearest to a verb of speech: its subject, rather
    /// than somebody spoken about or to.
    fn person_at_a_verb(&self, scope: &Range<usize>) -> Option<ConceptId> {
        let verbs: Vec<usize> =
            self.speech_tokens(scope).map(|(_, verb)| verb.range.start).collect();
        self.people
            .iter()
            .filter(|(_, at)| scope.contains(at) && !self.is_quoted(*at))
            .min_by_key(|(_, at)| verbs.iter().map(|verb| verb.abs_diff(*at)).min())
            .map(|(person, _)| *person)
    }

    /// A name unknown to the glossary beside a verb of speech: `قالت ليلى حسن: “`,
    /// `Jane Doe said: “`, `” said Jane Doe`.
    fn name_at_the_verb(&self, scope: &Range<usize>, span: &Range<usize>) -> Option<String> {
        for (index, verb) in self.speech_tokens(scope) {
            let after = &self.text[verb.range.end..];
            // Between an Arabic verb and the colon before the quotation.
            if verb.range.end < span.start {
                let between =
                    self.text[verb.range.end..span.start].trim_end_matches(['“', '«', '"']);
                if let Some(name) = between.trim().strip_suffix(':') {
                    let words = name.split_whitespace().count();
                    let mut tokens = self.tokens[index + 1..].iter().take(words);
                    let is_arabic = verb.script == Script::Arabic;
                    if is_arabic
                        && (1..=3).contains(&words)
                        && !is_adverb(name)
                        && tokens.all(|t| !t.is_stop)
                    {
                        return Some(name.trim().to_owned());
                    }
                }
            }
            let following = capitalised_run(after.split_whitespace());
            if let Some(name) = following {
                return Some(name);
            }
            let before: Vec<&str> =
                self.text[scope.start..verb.range.start].split_whitespace().collect();
            if let Some(name) = capitalised_tail(&before) {
                return Some(name);
            }
        }
        None
    }
}

/// Whether what stands between a verb and a colon says how, not who: بصراحة,
/// قائلًا. A name that begins with ب is missed, which is better than an adverb
/// credited with speech.
fn is_adverb(words: &str) -> bool {
    words.trim().starts_with('ب') || words.contains('\u{064B}')
}

/// The capitalised words that a text goes on with, as a name.
fn capitalised_run<'a>(words: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut name: Vec<&str> = Vec::new();
    for word in words.take(4) {
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
fn capitalised_tail(words: &[&str]) -> Option<String> {
    let name: Vec<&str> = words
        .iter()
        .rev()
        .take_while(|word| {
            word.chars().all(char::is_alphanumeric)
                && word.chars().next().is_some_and(char::is_uppercase)
        })
        .take(4)
        .copied()
        .collect();
    (name.len() >= 2).then(|| name.into_iter().rev().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::core::knowledge::sentences::sentences;

    const GLOSSARY: &str =
        "[term.altman]\nkind = \"person\"\nar = [\"ألتمان\", \"ألتمن\"]\nen = [\"Altman\"]\n";

    fn language(text: &str) -> Language {
        Language::of_question(text)
    }

    fn attributed(text: &str) -> Vec<(String, Option<Speaker>)> {
        let (glossary, _) = Glossary::parse(GLOSSARY);
        let mut context = Context::default();
        quotations(text, language(text), &sentences(text), None, &glossary, &mut context)
            .into_iter()
            .map(|q| (text[q.range].to_owned(), q.speaker))
            .collect()
    }

    fn is_known(speaker: &Option<Speaker>) -> bool {
        matches!(speaker, Some(Speaker::Known(_)))
    }

    #[test]
    fn words_said_by_a_person_of_the_glossary_are_his() {
        let found = attributed("قال ألتمان: “نحن بحاجة إلى دعم الصناعة.”");
        assert_eq!(found[0].0, "نحن بحاجة إلى دعم الصناعة.");
        assert!(is_known(&found[0].1));
    }

    #[test]
    fn words_held_at_a_distance_have_no_speaker() {
        let found = attributed("تتحول ألتمان من “التوصية” إلى «التنفيذ».");
        assert_eq!(found.len(), 2);
        assert!(found.iter().all(|(_, speaker)| speaker.is_none()));
    }

    #[test]
    fn a_quotation_that_is_a_sentence_belongs_to_the_one_introduced_before_it() {
        let found =
            attributed("يعتقد ألتمن أن السرعة تعتمد على التكلفة. “إذا كانت رخيصة فسيحدث ذلك.”");
        assert!(is_known(&found[0].1));
    }

    #[test]
    fn he_said_refers_to_the_person_named_before() {
        let found = attributed("تحدث ألتمن طويلا. “هذه مجرد البداية،” قال.");
        assert!(is_known(&found[0].1));
    }

    #[test]
    fn the_person_beside_the_verb_speaks_not_the_one_spoken_to() {
        let glossary = format!("{GLOSSARY}[term.ben]\nkind = \"person\"\nar = [\"هواريتس\"]\n");
        let (glossary, _) = Glossary::parse(&glossary);
        let text = "كشف ألتمان في حديثه مع بن هواريتس عن “رهانات جريئة”.";
        let context = &mut Context::default();
        let found = quotations(text, Language::ARABIC, &sentences(text), None, &glossary, context);
        let Some(Speaker::Known(person)) = found[0].speaker else { panic!("{found:?}") };
        assert_eq!(glossary.concept(person).name, "altman");
    }

    #[test]
    fn an_adverb_after_the_verb_is_nobody() {
        assert_eq!(attributed("وقد صرح بصراحة: “حان الوقت.”")[0].1, None);
        assert_eq!(attributed("He said frankly: “It is time.”")[0].1, None);
    }

    #[test]
    fn a_name_beside_the_verb_is_taken_as_it_stands() {
        let found = attributed("قالت ليلى حسن: “انتهى الأمر.”");
        assert_eq!(found[0].1, Some(Speaker::Named("ليلى حسن".into())));
        let found = attributed("\"It is done,\" said Jane Doe, smiling.");
        assert_eq!(found[0].1, Some(Speaker::Named("Jane Doe".into())));
    }

    proptest! {
        #[test]
        fn a_quotation_is_a_slice_of_any_unicode_text(text in "[“”«»\"a-zA-Zء-ي .:،]{0,80}|\\PC*") {
            for (words, _) in attributed(&text) {
                prop_assert!(text.contains(&words));
            }
        }
    }
}
