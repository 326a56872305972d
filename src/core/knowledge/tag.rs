//! Short names for passages, for places that have no room for long ones.

use std::fmt;

use super::library::{Library, PassageKey};

/// A passage's name as 64 bits of its document's and its own id. It stays the
/// same as long as those do, over restarts and on every machine, so that a
/// button of last month still finds its passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PassageTag(u64);

impl PassageTag {
    /// Reads what [`PassageTag`]'s `Display` writes: 16 hexadecimal digits.
    pub fn parse(text: &str) -> Option<PassageTag> {
        let is_tag = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_tag.then(|| u64::from_str_radix(text, 16).ok()).flatten().map(PassageTag)
    }
}

impl fmt::Display for PassageTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl Library {
    /// The tag of a passage of this library.
    pub fn tag(&self, key: PassageKey) -> PassageTag {
        let (document, passage) = (&self.document(key).id, &self.passage(key).id);
        PassageTag(fnv1a(document.as_str().bytes().chain([0]).chain(passage.as_str().bytes())))
    }

    /// The passage with a tag, if it is still here.
    pub fn tagged(&self, tag: PassageTag) -> Option<PassageKey> {
        self.keys().find(|key| self.tag(*key) == tag)
    }
}

/// The FNV-1a hash (Fowler, Noll, Vo) with its published constants. Not the
/// standard library's hasher, which may change with the compiler.
pub(super) fn fnv1a(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_finds_its_passage_and_no_other() {
        let library = Library::from_texts([("a.md", "One.\n\nTwo."), ("b.md", "One.\n\nTwo.")]);
        for key in library.keys() {
            let written = library.tag(key).to_string();
            let tag = PassageTag::parse(&written).expect("a tag");
            assert_eq!(library.tagged(tag), Some(key));
        }
        assert_eq!(library.tagged(PassageTag(7)), None);
    }

    #[test]
    fn a_tag_never_changes() {
        let library = Library::from_texts([("a.md", "One.")]);
        let key = library.keys().next().expect("a passage");
        assert_eq!(
            library.tag(key).to_string(),
            format!("{:016x}", fnv1a(b"a\x000.1".iter().copied()))
        );
        assert_eq!(format!("{:016x}", fnv1a(b"foobar".iter().copied())), "85944171f73967e8");
        for forged in ["", "1", "zzzzzzzzzzzzzzzz", "+123456789abcdef", "85944171f73967e85"] {
            assert_eq!(PassageTag::parse(forged), None, "{forged}");
        }
    }
}
