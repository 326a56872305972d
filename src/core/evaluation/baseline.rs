//! The baseline: the same passages in Tantivy with its default tokenizer, and
//! the question's words as a plain disjunction.

use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::{FAST, Field, IndexRecordOption, Schema, TEXT};
use tantivy::{Index, IndexReader, Term};

use super::dataset::Question;
use crate::core::knowledge::{Library, PassageKey};
use crate::core::search::SearchError;

/// An index as Tantivy makes it out of the box.
pub struct Baseline {
    index: Index,
    reader: IndexReader,
    body: Field,
    keys: Vec<PassageKey>,
}

impl Baseline {
    /// Indexes every rendition of every passage.
    ///
    /// # Errors
    /// When Tantivy fails.
    pub fn of(library: &Library) -> Result<Baseline, SearchError> {
        let mut builder = Schema::builder();
        let body = builder.add_text_field("body", TEXT);
        let number = builder.add_u64_field("number", FAST);
        let index = Index::create_in_ram(builder.build());
        let mut writer = index.writer_with_num_threads(1, 64 << 20)?;
        let keys: Vec<PassageKey> = library.keys().collect();
        for (place, key) in keys.iter().enumerate() {
            let id = &library.passage(*key).id;
            for rendition in &library.document(*key).renditions {
                if let Some(passage) = rendition.passage(id) {
                    writer.add_document(
                        tantivy::doc!(body => passage.text.as_str(), number => place as u64),
                    )?;
                }
            }
        }
        writer.commit()?;
        let reader = index.reader()?;
        Ok(Baseline { index, reader, body, keys })
    }

    /// Place of the first right passage among the first ten, from 1.
    ///
    /// # Errors
    /// When Tantivy fails.
    pub fn rank(
        &self,
        library: &Library,
        question: &Question,
    ) -> Result<Option<usize>, SearchError> {
        let mut tokenizer = self.index.tokenizer_for_field(self.body)?;
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        let mut stream = tokenizer.token_stream(&question.text);
        while let Some(token) = stream.next() {
            let term = Term::from_field_text(self.body, &token.text);
            clauses.push((
                Occur::Should,
                Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)),
            ));
        }
        let searcher = self.reader.searcher();
        let found = searcher
            .search(&BooleanQuery::new(clauses), &TopDocs::with_limit(20).order_by_score())?;
        let mut seen: Vec<PassageKey> = Vec::new();
        for (_, address) in found {
            let numbers =
                searcher.segment_reader(address.segment_ord).fast_fields().u64("number")?;
            let key = self.keys[numbers.first(address.doc_id).unwrap_or_default() as usize];
            if !seen.contains(&key) {
                seen.push(key);
            }
        }
        let is_gold = |key: &PassageKey| super::is_gold(library, question, *key);
        Ok(seen.iter().take(10).position(is_gold).map(|index| index + 1))
    }
}
