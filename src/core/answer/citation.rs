//! Where quoted words stand.

use url::Url;

use crate::core::Language;
use crate::core::knowledge::{DocumentId, Library, PassageId, PassageKey, Timestamp};

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
    /// In a transcript: the turn, counted from 1 in the document.
    pub turn: Option<u32>,
    /// When the words are said, in a recording.
    pub time: Option<Timestamp>,
    /// The address of that moment, where the recording has one.
    pub link: Option<String>,
}

/// Hosts of one service, which wants the moment in the query
/// (<https://support.google.com/youtube/answer/57741>, read 2026-11-28).
const YOUTUBE: &[&str] =
    &["youtube.com", "www.youtube.com", "m.youtube.com", "music.youtube.com", "youtu.be"];
/// A longer address is no link that anybody made to be followed; Discord and Slack take
/// more than this in a message.
const LONGEST_LINK_BYTES: usize = 500;

/// The address of a moment of a recording: `?t=754s` where the service wants that, else a
/// media fragment (<https://www.w3.org/TR/media-frags/>, section 4.2.1, read 2026-11-28).
/// None for what is no web address.
fn link_at(address: &str, time: Timestamp) -> Option<String> {
    let mut url = Url::parse(address.trim()).ok()?;
    if !matches!(url.scheme(), "http" | "https") {
        return None;
    }
    let seconds = time.seconds();
    if url.host_str().is_some_and(|host| YOUTUBE.contains(&host)) {
        let others: Vec<(String, String)> = url
            .query_pairs()
            .filter(|(name, _)| !matches!(name.as_ref(), "t" | "start"))
            .map(|(name, value)| (name.into_owned(), value.into_owned()))
            .collect();
        url.query_pairs_mut().clear().extend_pairs(others).append_pair("t", &format!("{seconds}s"));
    } else {
        url.set_fragment(Some(&format!("t={seconds}")));
    }
    // Neither may end a link in the markup of a chat platform.
    let link = url.to_string().replace('|', "%7C").replace(')', "%29");
    (link.len() <= LONGEST_LINK_BYTES).then_some(link)
}

impl Citation {
    /// The citation of a passage for somebody who reads `language`.
    pub fn of(library: &Library, key: PassageKey, language: Language) -> Citation {
        Citation::at(library, key, 0, language)
    }

    /// The same of the words at a byte of the original passage, which may be said later.
    pub(super) fn at(
        library: &Library,
        key: PassageKey,
        byte: usize,
        language: Language,
    ) -> Citation {
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
        let time = passage.speech.as_ref().and_then(|speech| speech.time_at(byte));
        let recording = [&metadata.media, &original.metadata.media, &metadata.url];
        let recording = recording.into_iter().flatten().next().or(original.metadata.url.as_ref());
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
            turn: passage.speech.as_ref().map(|speech| speech.turn),
            time,
            link: time.zip(recording).and_then(|(time, address)| link_at(address, time)),
        }
    }

    /// The place in the document only, for a list of quotes from one: the section, and the
    /// moment, turn or paragraph in it.
    pub fn place(&self) -> String {
        self.place_under(self.section.as_deref())
    }

    /// The same under a heading that is written otherwise, such as a shorter one.
    pub fn place_under(&self, heading: Option<&str>) -> String {
        let paragraph = match (self.time, self.turn, self.language) {
            (Some(time), _, _) => time.to_string(),
            (None, Some(turn), Language::ARABIC) => format!("المداخلة {turn}"),
            (None, Some(turn), _) => format!("turn {turn}"),
            (None, None, Language::ARABIC) => format!("الفقرة {}", self.paragraph),
            (None, None, _) => format!("paragraph {}", self.paragraph),
        };
        match heading {
            Some(heading) => format!("§ {heading}{}{paragraph}", self.comma()),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_moment_is_what_its_service_wants() {
        let at = |address: &str| link_at(address, Timestamp::parse("12:34").expect("a time"));
        for (address, link) in [
            ("https://www.youtube.com/watch?v=3zNV", "https://www.youtube.com/watch?v=3zNV&t=754s"),
            ("https://youtu.be/3zNV?t=5", "https://youtu.be/3zNV?t=754s"),
            ("https://example.org/66.mp3", "https://example.org/66.mp3#t=754"),
            ("http://example.org/a)|b#x", "http://example.org/a%29%7Cb#t=754"),
        ] {
            assert_eq!(at(address).as_deref(), Some(link));
        }
        for address in ["javascript:alert(1)", "episode 66", "ftp://example.org/a", ""] {
            assert_eq!(at(address), None, "{address}");
        }
    }

    #[test]
    fn words_of_a_recording_are_cited_by_their_moment_and_others_by_their_turn() {
        let said = |body: &str| {
            let head = "---\ntitle: T\nmedia: https://youtu.be/x\nguest: Ann\n---\n";
            let library = Library::from_texts([("t.md", format!("{head}{body}").as_str())]);
            let key = PassageKey { document: 0, passage: 1 };
            let citation = Citation::of(&library, key, Language::ENGLISH);
            (citation.place(), citation.link)
        };
        let timed = "Bob (0:10): Why is it so?\n\nAnn (1:15): Because it is.\n\nBob (1:20): I see that now.";
        let link = Some("https://youtu.be/x?t=75s".to_owned());
        assert_eq!(said(timed), ("1:15".to_owned(), link));
        let plain = "Bob: Why is it so?\n\nAnn: Because it is.\n\nBob: And then?\n\nAnn: It was.";
        assert_eq!(said(plain), ("turn 2".to_owned(), None));
    }
}
