//! The glossary: names and terms with all their spellings, in every language.
//!
//! A term becomes a *concept*: texts are indexed with the concepts they
//! mention and questions are asked with them, so that إنفيديا finds NVIDIA.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::effort::spend;
use super::lines::LineIndex;
use super::problem::Fault;
use crate::core::Language;
use crate::core::analysis::{Forms, Token, analyze};

/// The file name under which a knowledge folder keeps its glossary.
pub(crate) const FILE_NAME: &str = "glossary.toml";

/// Index of a concept in its glossary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
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
    /// All its spellings, in every language.
    pub fn spellings(&self) -> impl Iterator<Item = &str> {
        self.spellings.values().flatten().map(String::as_str)
    }

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

/// More words than this are a sentence; the longest spelling of the committed
/// glossary has four. It bounds how far a text is read on from each of its words.
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
                    let forms = forms_of(&word, language);
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
        let stem_tells = !token.is_stop() && stem.chars().count() >= SHORTEST_TELLING_STEM;
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

fn forms_of(spelling: &str, language: Language) -> Vec<Forms> {
    analyze(spelling, language).into_iter().map(|token| token.forms).collect()
}

#[cfg(test)]
mod tests;
