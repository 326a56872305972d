//! The lexical retriever: BM25 over the index.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use tantivy::Term;
use tantivy::collector::TopDocs;
use tantivy::query::{
    BooleanQuery, BoostQuery, DisjunctionMaxQuery, Occur, Query as TantivyQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use super::error::SearchError;
use super::index::Index;
use super::query::Query;
use super::retriever::{Candidate, FoundBy, Retriever};
use super::unit::{self, AlternativeKind, Unit};
use crate::core::analysis::terms::Form;

/// How much a match in the headings counts against one in the text.
const HEADING_BOOST: f32 = 0.5;
/// How much the alternatives of a unit beside its best one add: a passage with
/// the very word asked for is a little better than one with its stem only.
const TIE_BREAKER: f32 = 0.3;

/// Of the words that passages are to share, so many of the rarest are looked for: a
/// passage that has none of them has little of the text.
const MOST_SHARED: usize = 48;

/// Retrieves by the terms of the query.
pub struct Lexical {
    index: Arc<Index>,
}

impl Lexical {
    pub fn new(index: Arc<Index>) -> Lexical {
        Lexical { index }
    }

    fn clause(&self, unit: &Unit) -> Box<dyn TantivyQuery> {
        let fields = self.index.fields;
        let weight = if unit.is_frame { unit::FRAME_WEIGHT } else { 1.0 };
        let mut disjuncts: Vec<Box<dyn TantivyQuery>> = Vec::new();
        for alternative in &unit.alternatives {
            let boost = alternative.strength * weight;
            let (body, heading) = match alternative.kind {
                AlternativeKind::Concept => (fields.concepts, Some(fields.heading_concepts)),
                AlternativeKind::Form(Form::Stem) => {
                    (fields.body(Form::Stem), Some(fields.heading))
                }
                AlternativeKind::Form(form) => (fields.body(form), None),
            };
            if alternative.in_text {
                disjuncts.push(term_query(body, &alternative.term, boost));
            }
            if let Some(heading) = heading.filter(|_| alternative.in_headings) {
                disjuncts.push(term_query(heading, &alternative.term, boost * HEADING_BOOST));
            }
        }
        Box::new(DisjunctionMaxQuery::with_tie_breaker(disjuncts, TIE_BREAKER))
    }
}

fn term_query(field: Field, term: &str, boost: f32) -> Box<dyn TantivyQuery> {
    let query = TermQuery::new(Term::from_field_text(field, term), IndexRecordOption::WithFreqs);
    let query: Box<dyn TantivyQuery> = Box::new(query);
    if boost == 1.0 { query } else { Box::new(BoostQuery::new(query, boost)) }
}

impl Retriever for Lexical {
    fn retrieve(&self, query: &Query, limit: usize) -> Result<Vec<Candidate>, SearchError> {
        let known = query.units.iter().filter(|unit| unit.is_known);
        let clauses: Vec<_> = known.map(|unit| (Occur::Should, self.clause(unit))).collect();
        if clauses.is_empty() || limit == 0 {
            return Ok(Vec::new());
        }
        let searcher = self.index.searcher();
        let top = TopDocs::with_limit(limit).order_by_score();
        let mut best: HashMap<_, Candidate> = HashMap::new();
        for (score, address) in searcher.search(&BooleanQuery::new(clauses), &top)? {
            let (key, rendition) = self.index.entry(address)?;
            // Best first: a later rendition of the same passage adds nothing.
            best.entry(key).or_insert(Candidate {
                key,
                rendition,
                found_by: FoundBy::Words,
                lexical: score,
                likeness: None,
            });
        }
        let mut candidates: Vec<Candidate> = best.into_values().collect();
        candidates.sort_by(|a, b| b.lexical.total_cmp(&a.lexical).then(a.key.cmp(&b.key)));
        Ok(candidates)
    }

    fn sharing(&self, words: &[String], limit: usize) -> Result<Vec<Candidate>, SearchError> {
        let searcher = self.index.searcher();
        let field = self.index.fields.body(Form::Word);
        let mut terms: Vec<(u64, &String)> = Vec::new();
        for word in words.iter().collect::<BTreeSet<_>>() {
            match searcher.doc_freq(&Term::from_field_text(field, word))? {
                0 => {}
                frequency => terms.push((frequency, word)),
            }
        }
        terms.sort_unstable();
        let rarest = terms.iter().take(MOST_SHARED);
        let clauses: Vec<_> =
            rarest.map(|(_, word)| (Occur::Should, term_query(field, word, 1.0))).collect();
        if clauses.is_empty() || limit == 0 {
            return Ok(Vec::new());
        }
        let top = TopDocs::with_limit(limit).order_by_score();
        let found = searcher.search(&BooleanQuery::new(clauses), &top)?;
        let mut candidates = Vec::with_capacity(found.len());
        for (lexical, address) in found {
            let (key, rendition) = self.index.entry(address)?;
            let found_by = FoundBy::Words;
            candidates.push(Candidate { key, rendition, found_by, lexical, likeness: None });
        }
        Ok(candidates)
    }
}
