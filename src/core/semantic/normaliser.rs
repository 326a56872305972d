//! What happens to a text before it is split into pieces: characters are replaced by
//! the model's own table, then white space becomes one "▁" each run.

use std::collections::HashMap;

use super::error::ModelError;

/// What stands for a space in a piece.
const SPACE: char = '▁';
/// No replacement is longer; that of U+FDFA, the longest of NFKC, has 18.
const MAX_REPLACEMENT: usize = 64;

/// The most that replaces something, in bytes; the longest of NFKC has 33.
const MAX_REPLACEMENT_BYTES: usize = 256;

/// What replaces what.
#[derive(Debug)]
pub(super) enum Normaliser {
    /// Characters and what replaces them.
    Table(HashMap<char, Box<str>>),
    /// Sequences of characters and what replaces them.
    Charsmap(Charsmap),
}

impl Normaliser {
    /// Reads a table: for each character its code point, how many replace it, which.
    ///
    /// # Errors
    /// When it is no such table.
    pub(super) fn from_table(table: &[u32]) -> Result<Normaliser, ModelError> {
        let damaged = || ModelError::malformed("its table of characters is none");
        let mut replacements = HashMap::new();
        let mut rest = table;
        while let [of, count, after @ ..] = rest {
            let count = *count as usize;
            if count > MAX_REPLACEMENT || count > after.len() {
                return Err(damaged());
            }
            let (by, after) = after.split_at(count);
            let by: Option<String> = by.iter().map(|point| char::from_u32(*point)).collect();
            let of = char::from_u32(*of).ok_or_else(damaged)?;
            replacements.insert(of, by.ok_or_else(damaged)?.into_boxed_str());
            rest = after;
        }
        if rest.is_empty() { Ok(Normaliser::Table(replacements)) } else { Err(damaged()) }
    }

    /// Reads sentencepiece's `precompiled_charsmap`, which llama.cpp's files have.
    ///
    /// # Errors
    /// When it is none.
    pub(super) fn from_charsmap(bytes: &[u8]) -> Result<Normaliser, ModelError> {
        let charsmap = Charsmap::read(bytes);
        let charsmap = charsmap.ok_or_else(|| ModelError::malformed("its charsmap is none"))?;
        Ok(Normaliser::Charsmap(charsmap))
    }

    /// The text as the pieces have it, with a "▁" in front. It ends before it would be
    /// longer than `most` bytes.
    pub(super) fn normalise(&self, text: &str, most: usize) -> String {
        let mut normal = String::with_capacity(text.len().min(most) + SPACE.len_utf8());
        let mut is_space_due = true;
        let mut push = |c: char| {
            if c == ' ' {
                is_space_due = true;
                return true;
            }
            if normal.len() + SPACE.len_utf8() + c.len_utf8() > most {
                return false;
            }
            if std::mem::take(&mut is_space_due) {
                normal.push(SPACE);
            }
            normal.push(c);
            true
        };
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let found = match self {
                Normaliser::Table(replacements) => {
                    replacements.get(&c).map(|by| (c.len_utf8(), &**by))
                }
                Normaliser::Charsmap(charsmap) => charsmap.longest(rest),
            };
            let (length, has_room) = match found {
                Some((length, by)) => (length, by.chars().all(&mut push)),
                None => (c.len_utf8(), push(c)),
            };
            if !has_room {
                break;
            }
            rest = &rest[length..];
        }
        normal
    }
}

/// A tree of sequences as a double array (<https://github.com/s-yata/darts-clone>), and
/// what replaces them, each ended by a zero byte.
#[derive(Debug)]
pub(super) struct Charsmap {
    units: Vec<u32>,
    replacements: Vec<u8>,
}

impl Charsmap {
    fn read(bytes: &[u8]) -> Option<Charsmap> {
        let (length, rest) = bytes.split_first_chunk()?;
        let (units, replacements) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
        let (units, beyond) = units.as_chunks();
        let units = units.iter().map(|unit| u32::from_le_bytes(*unit)).collect();
        beyond.is_empty().then(|| Charsmap { units, replacements: replacements.to_vec() })
    }

    /// The longest sequence that a text begins with: its length, and what replaces it.
    fn longest(&self, text: &str) -> Option<(usize, &str)> {
        /// Of a unit: whether a sequence ends here, and the byte that leads to it. The
        /// highest bit marks what is no node.
        const IS_END: u32 = 1 << 8;
        const LABEL: u32 = 1 << 31 | 0xFF;
        // Where the next units are, relative to this one.
        let offset = |unit: u32| (unit >> 10) << ((unit & 1 << 9) >> 6);
        let unit = |at: u32| self.units.get(at as usize).copied();
        let mut node = offset(unit(0)?);
        let mut longest = None;
        for (at, byte) in text.bytes().enumerate() {
            node ^= u32::from(byte);
            let Some(found) = unit(node).filter(|unit| unit & LABEL == u32::from(byte)) else {
                break;
            };
            node ^= offset(found);
            if found & IS_END != 0 && text.is_char_boundary(at + 1) {
                longest = unit(node).map(|value| (at + 1, value & !(1 << 31)));
            }
        }
        let (length, start) = longest?;
        let by = self.replacements.get(start as usize..)?;
        let end = by.iter().take(MAX_REPLACEMENT_BYTES).position(|byte| *byte == 0)?;
        Some((length, std::str::from_utf8(&by[..end]).ok()?))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn table() -> Normaliser {
        let ligature = [u32::from('ﻻ'), 2, u32::from('ل'), u32::from('ا')];
        let tab = [u32::from('\t'), 1, u32::from(' ')];
        let nothing = [0x7F, 0];
        Normaliser::from_table(&[&ligature[..], &tab, &nothing].concat()).expect("a table")
    }

    /// The tree of "b" and "ba", which "x" and nothing replace: its root leads to the
    /// units from 256 on.
    fn charsmap() -> Vec<u8> {
        let (b, a) = (u32::from(b'b'), u32::from(b'a'));
        let mut units = vec![0_u32; 1024];
        units[0] = 256 << 10;
        // An end's value stands where its next units begin.
        units[(256 ^ b) as usize] = ((256 ^ b ^ 512) << 10) | 1 << 8 | b;
        units[512] = 1 << 31;
        units[(512 ^ a) as usize] = ((512 ^ a ^ 768) << 10) | 1 << 8 | a;
        units[768] = 1 << 31 | 2;
        let units: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        [&(units.len() as u32).to_le_bytes()[..], &units, b"x\0\0"].concat()
    }

    #[test]
    fn characters_are_replaced_and_white_space_is_one_mark_a_run() {
        let normalise = |text: &str| table().normalise(text, 1000);
        assert_eq!(normalise(" a  b\t\tc\u{7F}d "), "▁a▁b▁cd");
        assert_eq!(normalise("ﻻ"), "▁لا");
        assert_eq!(normalise(" \t"), "");
    }

    #[test]
    fn of_a_charsmap_the_longest_sequence_is_replaced() {
        let normaliser = Normaliser::from_charsmap(&charsmap()).expect("a charsmap");
        assert_eq!(normaliser.normalise("abba bé b", 1000), "▁ax▁xé▁x");
    }

    #[test]
    fn a_damaged_table_is_an_error() {
        for damaged in [&[65][..], &[65, 2, 66], &[0xD800, 0], &[65, 1, 0x0011_0000]] {
            assert!(Normaliser::from_table(damaged).is_err(), "{damaged:x?}");
        }
        assert!(Normaliser::from_charsmap(&[8, 0, 0, 0, 1]).is_err());
    }

    proptest! {
        #[test]
        fn no_text_comes_out_longer_than_allowed(text in ".*", most in 0_usize..40) {
            let normal = table().normalise(&text, most);
            prop_assert!(normal.len() <= most);
            prop_assert!(table().normalise(&text, 1000).starts_with(&normal));
        }

        #[test]
        fn any_charsmap_is_read_without_harm(
            changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..40),
            text in "[ab é]{0,20}",
        ) {
            let mut bytes = charsmap();
            for (at, by) in changes {
                let at = at.index(bytes.len());
                bytes[at] = by;
            }
            if let Ok(normaliser) = Normaliser::from_charsmap(&bytes) {
                prop_assert!(normaliser.normalise(&text, 1000).len() <= 1000);
            }
        }
    }
}
