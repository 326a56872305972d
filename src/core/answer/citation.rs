//! Where quoted words stand.

use crate::core::Language;
use crate::core::knowledge::{DocumentId, Library, PassageId, PassageKey};

/// The place of a passage, in words of one language where the document has a
/// rendition in it, and of the original otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// The reader's language, in which the place is worded.
    pub language: Language,
    pub document: DocumentId,
    pub passage: PassageId,
    pub title: String,
    pub author: Option<String>,
    pub publisher: Option<String>,
    /// In the source's own words.
    pub date: Option<String>,
    pub url: Option<String>,
    /// The nearest heading; none for what stands before the first one.
    pub section: Option<String>,
    /// 0 for what stands before the first heading.
    pub section_number: u32,
    /// Counted from 1 within the section.
    pub paragraph: u32,
    pub key_point: bool,
}

impl Citation {
    /// The citation of a passage for somebody who reads `language`.
    pub fn of(library: &Library, key: PassageKey, language: Language) -> Citation {
        let document = library.document(key);
        let passage = library.passage(key);
        let original = document.original();
        let section = original.section_of(passage);
        let shown = document.rendition(language).filter(|r| r.passage(&passage.id).is_some());
        let heading = shown
            .and_then(|rendition| {
                let passage = rendition.passage(&passage.id)?;
                rendition.section_of(passage).heading.clone()
            })
            .or_else(|| section.heading.clone());
        let metadata = &shown.unwrap_or(original).metadata;
        Citation {
            language,
            document: document.id.clone(),
            passage: passage.id.clone(),
            title: metadata.title.clone(),
            author: metadata.author.clone(),
            publisher: metadata.publisher.clone(),
            date: metadata.date.clone(),
            url: metadata.url.clone(),
            section: heading.map(|heading| heading.trim_end_matches([':', '：']).to_owned()),
            section_number: section.number,
            paragraph: passage.paragraph,
            key_point: passage.key_point,
        }
    }

    /// Section and paragraph only, for a list of quotes from one document.
    pub fn place(&self) -> String {
        let paragraph = match self.language {
            Language::ARABIC => format!("الفقرة {}", self.paragraph),
            _ => format!("paragraph {}", self.paragraph),
        };
        match &self.section {
            Some(section) => format!("§ {section}{}{paragraph}", self.comma()),
            None => paragraph,
        }
    }

    /// Who published what, without the place in it.
    pub fn work(&self) -> String {
        let by: Vec<&str> =
            [&self.author, &self.publisher].into_iter().flatten().map(String::as_str).collect();
        if by.is_empty() {
            return self.title.clone();
        }
        format!("{} — {}", by.join(self.comma()), self.title)
    }

    fn comma(&self) -> &'static str {
        if self.language == Language::ARABIC { "، " } else { ", " }
    }
}

impl std::fmt::Display for Citation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}{}", self.work(), self.comma(), self.place())
    }
}
