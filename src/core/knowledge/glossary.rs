//! The glossary: names and terms with all their spellings, in every language.
//!
//! A term becomes a *concept*: texts are indexed with the concepts they
//! mention and questions are asked with them, so that إنفيديا finds NVIDIA.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use serde::Deserialize;

use super::effort::spend;
use super::lines::LineIndex;
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
pub enum ConceptKind {
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
    pub kind: ConceptKind,
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
    /// All spellings as a tree of their words, so that however many begin alike, a
    /// text is read through them once. The first node is the root.
    nodes: Vec<Node>,
}

/// A spelling as a sequence of folded words.
#[derive(Debug)]
struct Spelling {
    words: Vec<Forms>,
    concept: ConceptId,
}

/// What the spellings that begin with the same words go on with.
#[derive(Debug, Default)]
struct Node {
    /// The word that leads here, in its forms.
    forms: Forms,
    /// Nodes that a word leads to.
    by_word: HashMap<String, Vec<usize>>,
    /// The same by stem.
    by_stem: HashMap<String, Vec<usize>>,
    /// The spelling that ends here, as an index into `spellings`.
    spelling: Option<usize>,
}

/// A stem this short no longer tells words apart: ألتمان, taken for an article
/// and a dual ending, has the stem of تم.
const SHORTEST_TELLING_STEM: usize = 3;

/// More words than this are a sentence. The longest spelling of the glossaries that
/// the rules were written on (October 2025) has five. It bounds how far a text is
/// read on from each of its words.
const LONGEST_SPELLING_WORDS: usize = 20;

/// What `glossary.toml` holds.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GlossaryFile {
    #[serde(default)]
    term: BTreeMap<String, toml::Spanned<TermTable>>,
}

/// One `[term.…]` of it.
#[derive(Deserialize)]
struct TermTable {
    #[serde(default)]
    kind: ConceptKind,
    #[serde(flatten)]
    spellings: BTreeMap<String, Vec<String>>,
}

impl Glossary {
    /// Reads `glossary.toml`. Faulty entries are left out and told, each with
    /// its line counted from 1.
    pub fn parse(text: &str) -> (Glossary, Vec<(Option<usize>, Fault)>) {
        let mut faults = Vec::new();
        let mut glossary = Glossary::default();
        let lines = LineIndex::of(text);
        let file: GlossaryFile = match toml::from_str(text) {
            Ok(file) => file,
            Err(error) => {
                let line = error.span().map(|span| lines.line_of(span.start));
                faults.push((line, Fault::Glossary(error.message().to_owned())));
                return (glossary, faults);
            }
        };
        let mut owners: HashMap<Vec<Forms>, String> = HashMap::new();
        for (name, entry) in file.term {
            let line = Some(lines.line_of(entry.span().start));
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
                    let forms = forms_of(&word);
                    if forms.is_empty() {
                        fault(format!("term '{name}' has a spelling without a word: '{word}'"));
                        continue;
                    }
                    if forms.len() > LONGEST_SPELLING_WORDS {
                        fault(format!(
                            "term '{name}' has a spelling of {} words; at most {LONGEST_SPELLING_WORDS} are read",
                            forms.len()
                        ));
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
        if self.nodes.is_empty() {
            self.nodes.push(Node::default());
        }
        let mut at = 0;
        for forms in &words {
            at = self.child(at, forms);
        }
        self.nodes[at].spelling = Some(self.spellings.len());
        self.spellings.push(Spelling { words, concept });
    }

    /// The node that a word leads to from another, made if it is not there.
    fn child(&mut self, parent: usize, forms: &Forms) -> usize {
        spend(1);
        let known = self.nodes[parent].by_word.get(&forms.word);
        let mut known = known.into_iter().flatten().copied();
        if let Some(child) = known.find(|&child| self.nodes[child].forms == *forms) {
            return child;
        }
        let child = self.nodes.len();
        self.nodes.push(Node { forms: forms.clone(), ..Node::default() });
        let Node { by_word, by_stem, .. } = &mut self.nodes[parent];
        by_word.entry(forms.word.clone()).or_default().push(child);
        by_stem.entry(forms.stem.clone()).or_default().push(child);
        child
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

    /// The mentions that begin at a token, longest first.
    fn mentions_at(&self, tokens: &[Token], at: usize) -> impl Iterator<Item = Mention> + '_ {
        let mut found: Vec<(usize, usize)> = Vec::new();
        let mut reached = if self.nodes.is_empty() { Vec::new() } else { vec![0] };
        for (token, length) in tokens[at..].iter().zip(1..) {
            reached = self.go_on(&reached, token);
            if reached.is_empty() {
                break;
            }
            let ends = reached.iter().filter_map(|&node| self.nodes[node].spelling);
            found.extend(ends.map(|spelling| (length, spelling)));
        }
        found.sort_unstable_by_key(|&(length, spelling)| (std::cmp::Reverse(length), spelling));
        found.into_iter().map(move |(length, spelling)| Mention {
            concept: self.spellings[spelling].concept,
            tokens: at..at + length,
        })
    }

    /// The nodes that a token leads to: as the same word, perhaps with particles
    /// written onto it, or as an inflection of it.
    fn go_on(&self, nodes: &[usize], token: &Token) -> Vec<usize> {
        let Forms { word, stem, .. } = &token.forms;
        let stem_tells = !token.is_stop && stem.chars().count() >= SHORTEST_TELLING_STEM;
        let mut reached: Vec<usize> = Vec::new();
        for &node in nodes {
            spend(1);
            let Node { by_word, by_stem, .. } = &self.nodes[node];
            reached.extend(bare_words(word).filter_map(|bare| by_word.get(bare)).flatten());
            reached.extend(by_stem.get(stem).filter(|_| stem_tells).into_iter().flatten());
        }
        reached.sort_unstable();
        reached.dedup();
        reached
    }

    /// Single-word spellings with their concepts, for matching misspelt names.
    pub fn single_words(&self) -> impl Iterator<Item = (&str, ConceptId)> {
        self.spellings
            .iter()
            .filter(|spelling| spelling.words.len() == 1)
            .map(|spelling| (spelling.words[0].word.as_str(), spelling.concept))
    }
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

fn forms_of(spelling: &str) -> Vec<Forms> {
    analyze(spelling).into_iter().map(|token| token.forms).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::core::knowledge::effort::assert_linear;

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
        let tokens = analyze(text);
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
        assert_eq!(glossary.longest_mentions(&analyze("x1")).len(), 1);
        let (_, faults) = Glossary::parse("[term.a]\nen = 3\n");
        assert!(faults[0].0.is_some(), "{faults:?}");
    }

    #[test]
    fn a_spelling_as_long_as_a_sentence_is_told_and_left_out() {
        let long = "word ".repeat(LONGEST_SPELLING_WORDS + 1);
        let (glossary, faults) = Glossary::parse(&format!("[term.a]\nen = [\"{long}\", \"x1\"]\n"));
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert!(glossary.mentions(&analyze("word")).is_empty());
        assert_eq!(glossary.mentions(&analyze("x1")).len(), 1);
    }

    #[test]
    fn the_work_grows_with_the_glossary_and_with_the_text() {
        let glossary = |size: usize| {
            let term = |n: usize| format!("[term.t{n}]\nen = [\"the union number{n}\"]\n");
            Glossary::parse(&(0..size).map(term).collect::<String>()).0
        };
        assert_linear("terms that begin alike", |size| drop(glossary(size)));
        assert_linear("a text of their first word", |size| {
            glossary(size).mentions(&analyze(&"the union ".repeat(size)));
        });
    }

    proptest! {
        /// Mentions as they are defined: every spelling at every token.
        #[test]
        fn the_tree_finds_what_comparing_every_spelling_finds(
            spellings in proptest::collection::vec("(ألتمان|سام|نووي|الطاقة|walk|walks|Sam|the)( (ألتمان|سام|نووية|walking|Sam|the)){0,2}", 1..8),
            text in "((و|ل|ول|ب)?(ألتمان|سام|نووي|نووية|الطاقة|walk|walks|walking|Sam|Sam's|the)[ ,]){0,12}",
        ) {
            let toml: String = spellings
                .iter()
                .enumerate()
                .map(|(n, spelling)| format!("[term.t{n}]\nen = [\"{spelling}\"]\n"))
                .collect();
            let (glossary, _) = Glossary::parse(&toml);
            let tokens = analyze(&text);
            let mut expected = Vec::new();
            for at in 0..tokens.len() {
                let mut here: Vec<(usize, &Spelling)> = glossary
                    .spellings
                    .iter()
                    .enumerate()
                    .filter(|(_, spelling)| {
                        let end = at + spelling.words.len();
                        tokens.get(at..end).is_some_and(|run| {
                            run.iter().zip(&spelling.words).all(|(token, word)| is_named(token, word))
                        })
                    })
                    .collect();
                here.sort_by_key(|(n, spelling)| (std::cmp::Reverse(spelling.words.len()), *n));
                expected.extend(here.into_iter().map(|(_, spelling)| Mention {
                    concept: spelling.concept,
                    tokens: at..at + spelling.words.len(),
                }));
            }
            prop_assert_eq!(glossary.mentions(&tokens), expected);
        }
    }

    fn is_named(token: &Token, word: &Forms) -> bool {
        let same_stem = token.forms.stem == word.stem
            && !token.is_stop
            && word.stem.chars().count() >= SHORTEST_TELLING_STEM;
        same_stem || bare_words(&token.forms.word).any(|bare| bare == word.word)
    }
}
