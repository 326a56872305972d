//! What the index holds: one entry for every rendition of every passage.
//!
//! A field for each form of a word, strict to loose, so that a strict match can
//! weigh more; headings and glossary concepts have fields of their own.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

use tantivy::directory::RamDirectory;
use tantivy::schema::{FAST, Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{PreTokenizedString, Token as TantivyToken};
use tantivy::{Index as TantivyIndex, IndexReader, ReloadPolicy, Searcher, TantivyDocument, Term};

use super::error::SearchError;
use super::frozen::FrozenDirectory;
use super::vocabulary::{TermField, Vocabulary};
use crate::core::analysis::terms::Form;
use crate::core::analysis::terms::terms;
use crate::core::analysis::{Token, analyze};
use crate::core::knowledge::{Glossary, Library, Passage, PassageKey, Rendition};

/// Memory for building: above the sizes that matter here Tantivy would split
/// the index, so a large folder takes more than one segment's worth.
const BUILD_MEMORY_BYTES: usize = 256 << 20;

/// The fields of the index.
#[derive(Debug, Clone, Copy)]
pub struct IndexFields {
    pub body: [Field; 3],
    pub heading: Field,
    pub concepts: Field,
    pub heading_concepts: Field,
    document: Field,
    passage: Field,
    rendition: Field,
}

const DOCUMENT: &str = "document";
const PASSAGE: &str = "passage";
const RENDITION: &str = "rendition";

impl IndexFields {
    pub fn schema() -> (Schema, IndexFields) {
        let mut builder = Schema::builder();
        // Every text comes as tokens, so the tokenizer is never asked.
        let tokens = || {
            let indexing = TextFieldIndexing::default()
                .set_tokenizer("raw")
                .set_index_option(IndexRecordOption::WithFreqs);
            TextOptions::default().set_indexing_options(indexing)
        };
        let fields = IndexFields {
            body: Form::ALL.map(|form| builder.add_text_field(form.field(), tokens())),
            heading: builder.add_text_field("heading", tokens()),
            concepts: builder.add_text_field("concepts", tokens()),
            heading_concepts: builder.add_text_field("heading_concepts", tokens()),
            document: builder.add_u64_field(DOCUMENT, FAST),
            passage: builder.add_u64_field(PASSAGE, FAST),
            rendition: builder.add_u64_field(RENDITION, FAST),
        };
        (builder.build(), fields)
    }

    /// The field for one form of the words of the text.
    pub fn body(&self, form: Form) -> Field {
        self.body[form as usize]
    }
}

/// An open index.
pub struct Index {
    reader: IndexReader,
    pub fields: IndexFields,
    /// What each entry of each segment is; read when the first is asked for, because a
    /// column is opened by its name, which costs more than all that is looked up in it.
    entries: OnceLock<Vec<Vec<Entry>>>,
}

/// A rendition of a passage, as the index numbers it.
#[derive(Debug, Clone, Copy)]
struct Entry {
    key: PassageKey,
    rendition: u32,
}

impl Index {
    /// Builds the index of a library in memory.
    ///
    /// # Errors
    /// When Tantivy fails.
    pub fn in_memory(library: &Library) -> Result<Index, SearchError> {
        let index = build(library, RamDirectory::create())?;
        Index::from_tantivy(index)
    }

    /// Builds the index of a library in an empty directory and opens it.
    ///
    /// # Errors
    /// When the directory is not empty or cannot be written.
    pub fn create(library: &Library, directory: &Path) -> Result<Index, SearchError> {
        let directory = tantivy::directory::MmapDirectory::open(directory)
            .map_err(tantivy::TantivyError::from)?;
        Index::from_tantivy(build(library, directory)?)
    }

    /// Opens an index after checking that every byte of it is as written. Nothing is
    /// written, so an index on a read-only disk is as good as any.
    ///
    /// # Errors
    /// When it is not there, not whole, or of another schema.
    pub fn open(directory: &Path) -> Result<Index, SearchError> {
        let directory = FrozenDirectory::open(directory).map_err(tantivy::TantivyError::from)?;
        let index = TantivyIndex::open(directory)?;
        let damaged = index.validate_checksum()?;
        if !damaged.is_empty() {
            let reason = format!("damaged files: {damaged:?}");
            return Err(tantivy::TantivyError::InvalidArgument(reason).into());
        }
        if index.schema() != IndexFields::schema().0 {
            let reason = "the index has another schema".to_owned();
            return Err(tantivy::TantivyError::InvalidArgument(reason).into());
        }
        Index::from_tantivy(index)
    }

    fn from_tantivy(index: TantivyIndex) -> Result<Index, SearchError> {
        // Nothing ever changes inside an index directory, so nothing is watched.
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Index { reader, fields: IndexFields::schema().1, entries: OnceLock::new() })
    }

    pub fn searcher(&self) -> Searcher {
        self.reader.searcher()
    }

    /// Which rendition of which passage an entry is.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn entry(&self, address: tantivy::DocAddress) -> Result<(PassageKey, usize), SearchError> {
        let entries = match self.entries.get() {
            Some(entries) => entries,
            None => {
                let read = self.read_entries()?;
                self.entries.get_or_init(|| read)
            }
        };
        let segment = entries.get(address.segment_ord as usize);
        let entry = segment.and_then(|entries| entries.get(address.doc_id as usize));
        let Some(Entry { key, rendition }) = entry.copied() else {
            let reason = format!("no entry at {address:?}");
            return Err(tantivy::TantivyError::InvalidArgument(reason).into());
        };
        Ok((key, rendition as usize))
    }

    fn read_entries(&self) -> Result<Vec<Vec<Entry>>, SearchError> {
        let searcher = self.searcher();
        let of_segment = |segment: &tantivy::SegmentReader| -> Result<Vec<Entry>, SearchError> {
            let columns = segment.fast_fields();
            let (documents, passages, renditions) =
                (columns.u64(DOCUMENT)?, columns.u64(PASSAGE)?, columns.u64(RENDITION)?);
            let entries = (0..segment.max_doc()).map(|entry| {
                let value = |column: &tantivy::columnar::Column| {
                    column.first(entry).unwrap_or_default() as u32
                };
                let key = PassageKey { document: value(&documents), passage: value(&passages) };
                Entry { key, rendition: value(&renditions) }
            });
            Ok(entries.collect())
        };
        searcher.segment_readers().iter().map(of_segment).collect()
    }
}

impl Vocabulary for Index {
    fn entries(&self) -> u64 {
        self.searcher().num_docs()
    }

    fn frequency(&self, field: TermField, term: &str) -> Result<u64, SearchError> {
        let field = match field {
            TermField::Text(form) => self.fields.body(form),
            TermField::Headings => self.fields.heading,
            TermField::Concepts => self.fields.concepts,
            TermField::HeadingConcepts => self.fields.heading_concepts,
        };
        Ok(self.searcher().doc_freq(&Term::from_field_text(field, term))?)
    }

    fn words(&self) -> Result<Vec<(String, u32)>, SearchError> {
        let field = self.fields.body(Form::Word);
        let mut frequencies: BTreeMap<String, u32> = BTreeMap::new();
        for segment in self.searcher().segment_readers() {
            let inverted = segment.inverted_index(field)?;
            let mut terms = inverted.terms().stream().map_err(tantivy::TantivyError::from)?;
            while let Some((term, info)) = terms.next() {
                if let Ok(term) = std::str::from_utf8(term) {
                    *frequencies.entry(term.to_owned()).or_default() += info.doc_freq;
                }
            }
        }
        Ok(frequencies.into_iter().collect())
    }
}

fn build(
    library: &Library,
    directory: impl Into<Box<dyn tantivy::Directory>>,
) -> Result<TantivyIndex, SearchError> {
    let (schema, fields) = IndexFields::schema();
    let index = TantivyIndex::create(directory, schema, tantivy::IndexSettings::default())?;
    let mut writer = index.writer_with_num_threads(1, BUILD_MEMORY_BYTES)?;
    for key in library.keys().filter(|key| !library.passage(*key).says_nothing()) {
        let document = library.document(key);
        let id = &library.passage(key).id;
        for (number, rendition) in document.renditions.iter().enumerate() {
            if let Some(passage) = rendition.passage(id) {
                writer.add_document(entry(
                    fields,
                    key,
                    number,
                    rendition,
                    passage,
                    &library.glossary,
                ))?;
            }
        }
    }
    writer.commit()?;
    writer.wait_merging_threads()?;
    Ok(index)
}

fn entry(
    fields: IndexFields,
    key: PassageKey,
    number: usize,
    rendition: &Rendition,
    passage: &Passage,
    glossary: &Glossary,
) -> TantivyDocument {
    let mut entry = TantivyDocument::new();
    let tokens = analyze(&passage.text, rendition.language);
    for form in Form::ALL {
        entry.add_pre_tokenized_text(fields.body(form), terms(&tokens, form));
    }
    let heading = analyze(&headings(rendition, passage), rendition.language);
    entry.add_pre_tokenized_text(fields.heading, terms(&heading, Form::Stem));
    entry.add_pre_tokenized_text(fields.concepts, concepts(&tokens, glossary));
    entry.add_pre_tokenized_text(fields.heading_concepts, concepts(&heading, glossary));
    entry.add_u64(fields.document, key.document.into());
    entry.add_u64(fields.passage, key.passage.into());
    entry.add_u64(fields.rendition, number as u64);
    entry
}

/// What a passage stands under: the title, the headings, its own label, and in a
/// transcript who speaks and the question that is answered.
pub fn headings(rendition: &Rendition, passage: &Passage) -> String {
    let section = rendition.section_of(passage);
    let label = passage.label.clone().map(|range| &passage.text[range]);
    let speaker = rendition.participant_of(passage).map(|speaker| speaker.label.as_str());
    let parts = std::iter::once(rendition.metadata.title.as_str())
        .chain(section.path.iter().map(String::as_str))
        .chain(label)
        .chain(speaker)
        .chain(rendition.question_of(passage));
    parts.collect::<Vec<_>>().join("\n")
}

fn concepts(tokens: &[Token], glossary: &Glossary) -> PreTokenizedString {
    let mentions = glossary.mentions(tokens).into_iter().map(|mention| TantivyToken {
        position: mention.tokens.start,
        text: glossary.concept(mention.concept).term.clone(),
        ..TantivyToken::default()
    });
    PreTokenizedString { text: String::new(), tokens: mentions.collect() }
}
