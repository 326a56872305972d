//! Addresses of passages that last: `altman/3.2@3fa9c1d2-7a10c4`.
//!
//! The place comes first (document and passage), then what stood there: a digest of all of
//! the passage's words, and one of each of its sentences. The old words are not kept, only
//! their digests, so whoever follows an address learns whether they are still there, whether
//! they moved, and which sentences are no longer what they were.
//!
//! All of the passage has 32 bits: of a library of 100,000 passages one in 40,000 addresses
//! would be taken for that of another passage. A sentence has 8, because it is only compared
//! with the few of its own passage: of 256 changed sentences one is not marked, and that
//! something changed is known all the same. So a passage of six sentences takes 21 letters
//! beside its place. Digests tell words apart; they prove nothing against somebody who makes
//! words to fit one.

use std::fmt;
use std::ops::Range;

use super::document::{DocumentId, Passage, PassageId};
use super::library::{Library, PassageKey};
use super::tag::fnv1a;

/// The place of a passage and what stood there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    document: DocumentId,
    passage: PassageId,
    digest: Digest,
}

/// What is kept of the words of a passage.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Digest {
    whole: u32,
    /// Of the first sentences, at most [`MOST_SENTENCES`].
    sentences: Vec<u8>,
}

/// Further sentences have no digest of their own: an address is something to copy.
const MOST_SENTENCES: usize = 24;
/// A longer text is no address. File names have at most 255 bytes on every usual system,
/// each of which may take three letters.
const LONGEST_BYTES: usize = 2048;

/// What has become of the words that an address was made for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// They stand where they stood.
    Unchanged(PassageKey),
    /// Other words stand there. With the sentences that were not there, where that can be
    /// told.
    Changed(PassageKey, Vec<Range<usize>>),
    /// They stand elsewhere.
    Moved(PassageKey),
    /// Neither they nor their place is there any more.
    Gone,
}

impl Address {
    /// The document that the passage is in.
    pub fn document(&self) -> &DocumentId {
        &self.document
    }

    /// Reads what `Display` writes, also with marks of direction in it, which are copied along
    /// from a text in Arabic. None for any other text.
    pub fn parse(text: &str) -> Option<Address> {
        if text.len() > LONGEST_BYTES || text.contains(char::is_whitespace) {
            return None;
        }
        let text: String = text.chars().filter(|c| !is_unseen(*c)).collect();
        let (place, digest) = text.rsplit_once('@')?;
        let (document, passage) = place.rsplit_once('/')?;
        let (document, passage) = (decoded(document)?, decoded(passage)?);
        if document.is_empty() || passage.is_empty() {
            return None;
        }
        let (whole, sentences) = digest.split_once('-').unwrap_or((digest, ""));
        let is_hex = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let fits = whole.len() == 8
            && sentences.len().is_multiple_of(2)
            && sentences.len() <= 2 * MOST_SENTENCES
            && is_hex(whole)
            && is_hex(sentences)
            && (sentences.is_empty() != digest.contains('-'));
        if !fits {
            return None;
        }
        let whole = u32::from_str_radix(whole, 16).ok()?;
        let pairs = (0..sentences.len()).step_by(2);
        let sentences: Option<Vec<u8>> =
            pairs.map(|at| u8::from_str_radix(sentences.get(at..at + 2)?, 16).ok()).collect();
        Some(Address {
            document: DocumentId::new(document),
            passage: PassageId::new(passage),
            digest: Digest { whole, sentences: sentences? },
        })
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let document = encoded(self.document.as_str(), "/");
        write!(f, "{document}/{}@{:08x}", encoded(self.passage.as_str(), ""), self.digest.whole)?;
        if !self.digest.sentences.is_empty() {
            f.write_str("-")?;
        }
        self.digest.sentences.iter().try_for_each(|digest| write!(f, "{digest:02x}"))
    }
}

/// Marks of direction, and others that have no width.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

/// A name with letters and digits of any language, and few signs, as they are; of any other
/// character the bytes in hexadecimal digits behind a percent sign, as in a web address.
fn encoded(name: &str, kept: &str) -> String {
    let mut written = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_alphanumeric() || matches!(c, '.' | '-' | '_') || kept.contains(c) {
            written.push(c);
        } else {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                written.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    written
}

fn decoded(written: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(written.len());
    let mut rest = written;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend(before.bytes());
        let digits = after.get(..2).filter(|d| d.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        rest = &after[2..];
    }
    bytes.extend(rest.bytes());
    String::from_utf8(bytes).ok()
}

impl Digest {
    fn of(passage: &Passage) -> Digest {
        let sentences = passage.sentences.iter().take(MOST_SENTENCES);
        let of_sentence = |range: &Range<usize>| {
            let digest = digest(&passage.text[range.clone()]);
            (digest ^ (digest >> 8) ^ (digest >> 16) ^ (digest >> 24)) as u8
        };
        Digest { whole: digest(&passage.text), sentences: sentences.map(of_sentence).collect() }
    }
}

/// 32 bits of a text, folded from the hash as its authors have it
/// (<http://www.isthe.com/chongo/tech/comp/fnv/#xor-fold>). How lines are broken is no part
/// of the words.
fn digest(text: &str) -> u32 {
    let mut words = text.split_whitespace();
    let first = words.next().unwrap_or_default().bytes();
    let rest = words.flat_map(|word| std::iter::once(b' ').chain(word.bytes()));
    let hash = fnv1a(first.chain(rest));
    (hash ^ (hash >> 32)) as u32
}

impl Library {
    /// The address of a passage as it stands.
    pub fn address(&self, key: PassageKey) -> Address {
        let passage = self.passage(key);
        Address {
            document: self.document(key).id.clone(),
            passage: passage.id.clone(),
            digest: Digest::of(passage),
        }
    }

    /// What has become of the words at an address. Words that stand elsewhere have moved,
    /// even where others took their place: paragraphs are numbered, and one more before them
    /// gives them all another number.
    pub fn followed(&self, address: &Address) -> Fate {
        let at_place = self.at_place(address);
        let is_same = |key: &PassageKey| {
            let passage = self.passage(*key);
            digest(&passage.text) == address.digest.whole && Digest::of(passage) == address.digest
        };
        match at_place {
            Some(key) if is_same(&key) => Fate::Unchanged(key),
            found => match (self.keys().find(is_same), found) {
                (Some(key), _) => Fate::Moved(key),
                (None, Some(key)) => Fate::Changed(key, self.changed(key, &address.digest)),
                (None, None) => Fate::Gone,
            },
        }
    }

    fn at_place(&self, address: &Address) -> Option<PassageKey> {
        let document = self.documents.iter().position(|found| found.id == address.document)?;
        let passage = self.documents[document].original().position(&address.passage)?;
        Some(PassageKey { document: document as u32, passage: passage as u32 })
    }

    /// The sentences of a passage that were not there, in their order: those outside the
    /// longest sequence that both have. None where the address has no digests of sentences.
    fn changed(&self, key: PassageKey, before: &Digest) -> Vec<Range<usize>> {
        let passage = self.passage(key);
        if before.sentences.is_empty() {
            return Vec::new();
        }
        let now = Digest::of(passage).sentences;
        let (rows, columns) = (before.sentences.len(), now.len());
        let mut longest = vec![vec![0_usize; columns + 1]; rows + 1];
        for row in (0..rows).rev() {
            for column in (0..columns).rev() {
                longest[row][column] = match before.sentences[row] == now[column] {
                    true => longest[row + 1][column + 1] + 1,
                    false => longest[row + 1][column].max(longest[row][column + 1]),
                };
            }
        }
        let (mut row, mut column) = (0, 0);
        let mut changed = Vec::new();
        while column < columns {
            if row < rows && before.sentences[row] == now[column] {
                (row, column) = (row + 1, column + 1);
            } else if row < rows && longest[row + 1][column] >= longest[row][column + 1] {
                row += 1;
            } else {
                changed.push(passage.sentences[column].clone());
                column += 1;
            }
        }
        changed
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TEXT: &str = "One is first. Two is second. Three is third. {#a}\n\nFour is last.";

    fn library(text: &str) -> Library {
        Library::from_texts([("folder/a book.md", text)])
    }

    fn address() -> Address {
        let library = library(TEXT);
        library.address(library.keys().next().expect("a passage"))
    }

    fn key(passage: u32) -> PassageKey {
        PassageKey { document: 0, passage }
    }

    #[test]
    fn an_address_is_the_place_and_digests_and_is_read_again() {
        let written = address().to_string();
        assert!(written.starts_with("folder/a%20book/a@"), "{written}");
        assert_eq!(written.len(), "folder/a%20book/a@".len() + 8 + 1 + 6);
        assert_eq!(Address::parse(&written), Some(address()));
        let copied = format!("\u{2066}{}\u{2069}", written.replace('/', "/\u{200F}"));
        assert_eq!(Address::parse(&copied), Some(address()));
    }

    #[test]
    fn an_address_never_changes() {
        assert_eq!(digest("foobar"), 0x8594_4171 ^ 0xf739_67e8);
        assert_eq!(digest(" foo\n bar "), digest("foo bar"));
    }

    #[test]
    fn words_that_stand_where_they_stood_are_unchanged_however_the_lines_are_broken() {
        for text in [TEXT, &TEXT.replace("Two is", "Two\nis"), &format!("{TEXT}\n\nMore.")] {
            assert_eq!(library(text).followed(&address()), Fate::Unchanged(key(0)));
        }
    }

    #[test]
    fn a_changed_passage_marks_its_changed_sentences() {
        let changed = |text: &str| {
            let library = library(text);
            let Fate::Changed(key, sentences) = library.followed(&address()) else {
                panic!("not changed")
            };
            let text = &library.passage(key).text;
            sentences.into_iter().map(|range| text[range].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(changed(&TEXT.replace("second", "another")), ["Two is another."]);
        assert_eq!(changed(&TEXT.replace("Two", "So it is. Two")), ["So it is."]);
        assert_eq!(changed(&TEXT.replace(" Two is second.", "")), [""; 0]);
    }

    #[test]
    fn a_passage_that_moved_is_found_and_one_that_was_taken_away_is_gone() {
        let text = TEXT.replace("{#a}", "{#b}");
        assert_eq!(library(&text).followed(&address()), Fate::Moved(key(0)));
        let numbered = library("One.\n\nTwo.");
        let second = numbered.address(key(1));
        assert_eq!(library("Zero.\n\nOne.\n\nTwo.").followed(&second), Fate::Moved(key(2)));
        assert_eq!(library("Other words.").followed(&address()), Fate::Gone);
        assert_eq!(Library::from_texts([]).followed(&address()), Fate::Gone);
    }

    #[test]
    fn what_is_no_address_is_none() {
        for text in [
            "",
            "@",
            "a/b",
            "a/b@",
            "a@3fa9c1d2",
            "/b@3fa9c1d2",
            "a/@3fa9c1d2",
            "a/b@3fa9c1d",
            "a/b@3fa9c1d2-",
            "a/b@3fa9c1d2-7",
            "a/b@3fa9c1dg",
            "a/b@+fa9c1d2",
            "a b/c@3fa9c1d2",
            "a/b%4@3fa9c1d2",
            "a/b%FF@3fa9c1d2",
            "a/b%+1@3fa9c1d2",
            "why/how?",
        ] {
            assert_eq!(Address::parse(text), None, "{text}");
        }
        assert!(Address::parse("altman/12@3fa9c1d2").is_some());
    }

    proptest! {
        #[test]
        fn an_address_is_read_as_it_was_written(
            document in "\\PC{1,20}|[a-z/%@ ]{1,10}", passage in "\\PC{1,12}|[0-9./%@-]{1,8}",
            whole in any::<u32>(), sentences in proptest::collection::vec(any::<u8>(), 0..MOST_SENTENCES)
        ) {
            let address = Address {
                document: DocumentId::new(document),
                passage: PassageId::new(passage),
                digest: Digest { whole, sentences },
            };
            prop_assert_eq!(Address::parse(&address.to_string()), Some(address));
        }

        #[test]
        fn any_text_is_read_without_a_panic_and_what_is_one_is_written_again(
            text in "\\PC{0,40}|[a-z]{1,3}/[a-z0-9%.]{1,4}@[0-9a-f]{8}(-[0-9a-f]{0,6})?"
        ) {
            if let Some(address) = Address::parse(&text) {
                prop_assert_eq!(Address::parse(&address.to_string()), Some(address.clone()));
                library(TEXT).followed(&address);
            }
        }
    }
}
