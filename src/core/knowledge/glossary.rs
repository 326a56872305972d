//! The glossary: names and terms with all their spellings, in every language.
//!
//! A term becomes a *concept*: texts are indexed with the concepts they
//! mention and questions are asked with them, so that إنفيديا finds NVIDIA.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use serde::Deserialize;

use super::problem::Fault;
use crate::core::Language;
use crate::core::analysis::{Forms, Token, analyze};

/// The file name under which a knowledge folder keeps its glossary.
pub const FILE_NAME: &str = "glossary.toml";

/// Index of a concept in its glossary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ConceptId(u32);

/// What a term is. Only a person can be a speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Person,
    Organisation,
    Product,
    #[default]
    Term,
}

/// A name or term with its spellings.
#[derive(Debug)]
pub struct Concept {
    /// Its name in `glossary.toml`.
    pub name: String,
    pub kind: Kind,
    /// Spellings by language; the first of each is how it is shown.
    spellings: BTreeMap<Language, Vec<String>>,
    /// The term that the index holds.
    pub term: String,
}

impl Concept {
    /// How the concept is shown to somebody who reads `language`.
    pub fn label(&self, language: Language) -> &str {
        self.spellings
            .get(&language)
            .or_else(|| self.spellings.get(&Language::ENGLISH))
            .or_else(|| self.spellings.values().next())
            .and_then(|spellings| spellings.first())
            .map_or(&self.name, |label| label)
    }
}

/// A concept found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    pub concept: ConceptId,
    /// Indices of the tokens that name it.
    pub tokens: Range<usize>,
}

/// All concepts, ready to be found in analysed text.
#[derive(Debug, Default)]
pub struct Glossary {
    concepts: Vec<Concept>,
    spellings: Vec<Spelling>,
    /// Indices into `spellings` by their first word, longest spelling first.
    by_first_word: HashMap<String, Vec<usize>>,
    /// The same by first stem.
    by_first_stem: HashMap<String, Vec<usize>>,
}

/// A spelling as a sequence of folded words.
#[derive(Debug)]
struct Spelling {
    words: Vec<Forms>,
    concept: ConceptId,
}

/// A stem this short no longer tells words apart: ألتمان, taken for an article
/// and a dual ending, has the stem of تم.
const SHORTEST_TELLING_STEM: usize = 3;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    term: BTreeMap<String, toml::Spanned<Entry>>,
}

#[derive(Deserialize)]
struct Entry {
    #[serde(default)]
    kind: Kind,
    #[serde(flatten)]
    spellings: BTreeMap<String, Vec<String>>,
}

impl Glossary {
    /// Reads `glossary.toml`. Faulty entries are left out and told, each with
    /// its line counted from 1.
    pub fn parse(text: &str) -> (Glossary, Vec<(Option<usize>, Fault)>) {
        let mut faults = Vec::new();
        let mut glossary = Glossary::default();
        let file: File = match toml::from_str(text) {
            Ok(file) => file,
            Err(error) => {
                let line = error.span().map(|span| line_of(text, span.start));
                faults.push((line, Fault::Glossary(error.message().to_owned())));
                return (glossary, faults);
            }
        };
        let mut owners: HashMap<Vec<Forms>, String> = HashMap::new();
        for (name, entry) in file.term {
            let line = Some(line_of(text, entry.span().start));
            let mut fault = |message: String| faults.push((line, Fault::Glossary(message)));
            let entry = entry.into_inner();
            let id = ConceptId(glossary.concepts.len() as u32);
            let mut spellings: BTreeMap<Language, Vec<String>> = BTreeMap::new();
            for (key, words) in entry.spellings {
                let Some(language) = Language::parse(&key) else {
                    fault(format!(
                        "'{key}' in term '{name}' is neither 'kind' nor a language code"
                    ));
                    continue;
                };
                for word in words {
                    let forms = forms_of(&word, language);
                    if forms.is_empty() {
                        fault(format!("term '{name}' has a spelling without a word: '{word}'"));
                        continue;
                    }
                    match owners.get(&forms) {
                        Some(owner) if *owner != name => {
                            fault(format!("'{word}' stands under '{owner}' and '{name}'"));
                            continue;
                        }
                        Some(_) => {}
                        None => {
                            owners.insert(forms.clone(), name.clone());
                            glossary.add_spelling(forms, id);
                        }
                    }
                    spellings.entry(language).or_default().push(word);
                }
            }
            if spellings.is_empty() {
                fault(format!("term '{name}' has no spellings"));
            }
            let term = format!("#{name}");
            glossary.concepts.push(Concept { name, kind: entry.kind, spellings, term });
        }
        (glossary, faults)
    }

    fn add_spelling(&mut self, words: Vec<Forms>, concept: ConceptId) {
        let index = self.spellings.len();
        let (word, stem) = (words[0].word.clone(), words[0].stem.clone());
        self.spellings.push(Spelling { words, concept });
        let spellings = &self.spellings;
        let longest_first = |index: &usize| std::cmp::Reverse(spellings[*index].words.len());
        for (key, map) in [(word, &mut self.by_first_word), (stem, &mut self.by_first_stem)] {
            let indices = map.entry(key).or_default();
            indices.push(index);
            indices.sort_by_key(longest_first);
        }
    }

    pub fn concept(&self, id: ConceptId) -> &Concept {
        &self.concepts[id.0 as usize]
    }

    pub fn is_empty(&self) -> bool {
        self.concepts.is_empty()
    }

    /// Every mention in a text, also those inside longer ones: a text about
    /// "nuclear fusion" is about fusion too.
    pub fn mentions(&self, tokens: &[Token]) -> Vec<Mention> {
        (0..tokens.len()).flat_map(|at| self.mentions_at(tokens, at)).collect()
    }

    /// The mentions of a question: from left to right, the longest at each place.
    pub fn longest_mentions(&self, tokens: &[Token]) -> Vec<Mention> {
        let mut found: Vec<Mention> = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            match self.mentions_at(tokens, at).next() {
                Some(mention) => {
                    at = mention.tokens.end;
                    found.push(mention);
                }
                None => at += 1,
            }
        }
        found
    }

    fn mentions_at<'a>(
        &'a self,
        tokens: &'a [Token],
        at: usize,
    ) -> impl Iterator<Item = Mention> + 'a {
        let first = &tokens[at];
        let by_word = bare_words(&first.forms.word).filter_map(|word| self.by_first_word.get(word));
        let by_stem = self.by_first_stem.get(&first.forms.stem);
        let mut indices: Vec<usize> = by_word.chain(by_stem).flatten().copied().collect();
        indices.sort_by_key(|&index| (std::cmp::Reverse(self.spellings[index].words.len()), index));
        indices.dedup();
        indices.into_iter().filter_map(move |index| {
            let spelling = &self.spellings[index];
            let end = at + spelling.words.len();
            let named = tokens.get(at..end)?.iter().zip(&spelling.words).all(|(t, w)| names(t, w));
            named.then_some(Mention { concept: spelling.concept, tokens: at..end })
        })
    }

    /// Single-word spellings with their concepts, for matching misspelt names.
    pub fn single_words(&self) -> impl Iterator<Item = (&str, ConceptId)> {
        self.spellings
            .iter()
            .filter(|spelling| spelling.words.len() == 1)
            .map(|spelling| (spelling.words[0].word.as_str(), spelling.concept))
    }
}

/// Whether a token is a word of a spelling: the same word, perhaps with
/// particles written onto it, or an inflection of it.
fn names(token: &Token, word: &Forms) -> bool {
    let same_stem = token.forms.stem == word.stem
        && !token.is_stop
        && word.stem.chars().count() >= SHORTEST_TELLING_STEM;
    same_stem || bare_words(&token.forms.word).any(|bare| bare == word.word)
}

/// A word as it stands and without what Arabic writes onto a name: a
/// conjunction, then a preposition (ولألتمان, بسورا). The light stemmer leaves
/// single prepositions on, because for most words they are a first letter.
fn bare_words(word: &str) -> impl Iterator<Item = &str> {
    let plain = without(word, &["و", "ف"]);
    let bare = without(word, &["ب", "ل", "ك"]);
    let both = plain.and_then(|rest| without(rest, &["ب", "ل", "ك"]));
    [Some(word), plain, bare, both].into_iter().flatten()
}

fn without<'w>(word: &'w str, particles: &[&str]) -> Option<&'w str> {
    let rest = particles.iter().find_map(|particle| word.strip_prefix(particle))?;
    (rest.chars().count() >= SHORTEST_TELLING_STEM).then_some(rest)
}

fn forms_of(spelling: &str, language: Language) -> Vec<Forms> {
    analyze(spelling, language).into_iter().map(|token| token.forms).collect()
}

fn line_of(text: &str, offset: usize) -> usize {
    text.as_bytes()[..offset.min(text.len())].iter().filter(|&&byte| byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = r#"
[term.altman]
kind = "person"
ar = ["سام ألتمان", "ألتمان", "ألتمن"]
en = ["Sam Altman", "Altman"]

[term.nuclear]
ar = ["الطاقة النووية", "نووي"]
en = ["nuclear energy", "nuclear"]
"#;

    fn names(text: &str, all: bool) -> Vec<String> {
        let (glossary, faults) = Glossary::parse(SAMPLE);
        assert!(faults.is_empty(), "{faults:?}");
        let tokens = analyze(text, Language::of_question(text));
        let found =
            if all { glossary.mentions(&tokens) } else { glossary.longest_mentions(&tokens) };
        found.iter().map(|m| glossary.concept(m.concept).name.clone()).collect()
    }

    #[test]
    fn a_name_is_found_in_every_spelling_and_with_a_preposition_on_it() {
        for text in ["ألتمن", "Sam Altman's", "لألتمان", "وسام ألتمان"] {
            assert_eq!(names(text, false), ["altman"], "{text}");
        }
    }

    #[test]
    fn the_longest_spelling_wins_in_a_question_and_all_count_in_a_text() {
        assert_eq!(names("الطاقة النووية", false), ["nuclear"]);
        assert_eq!(names("الطاقة النووية", true), ["nuclear", "nuclear"]);
    }

    #[test]
    fn a_label_comes_in_the_readers_language() {
        let (glossary, _) = Glossary::parse(SAMPLE);
        let altman = glossary.concept(ConceptId(0));
        assert_eq!(altman.label(Language::ARABIC), "سام ألتمان");
        assert_eq!(altman.label(Language::ENGLISH), "Sam Altman");
    }

    #[test]
    fn faults_come_with_their_line_and_leave_the_rest_usable() {
        let (glossary, faults) =
            Glossary::parse("[term.a]\nen = [\"x1\"]\n\n[term.b]\nen = [\"x1\", \"!\"]\n");
        assert_eq!(faults.len(), 3, "{faults:?}");
        assert_eq!(faults[0].0, Some(4));
        assert_eq!(glossary.longest_mentions(&analyze("x1", Language::ENGLISH)).len(), 1);
        let (_, faults) = Glossary::parse("[term.a]\nen = 3\n");
        assert!(faults[0].0.is_some(), "{faults:?}");
    }
}
