//! What happens to a text before it is split into pieces: characters are replaced by
//! the model's own table, then white space becomes one "▁" each run.

use std::collections::HashMap;

use super::error::ModelError;

/// What stands for a space in a piece.
const SPACE: char = '▁';
/// No replacement is longer; that of U+FDFA, the longest of NFKC, has 18.
const MAX_REPLACEMENT: usize = 64;

/// Characters and what replaces them.
#[derive(Debug, Default)]
pub(super) struct Normaliser {
    replacements: HashMap<char, Box<str>>,
}

impl Normaliser {
    /// Reads a table: for each character its code point, how many replace it, which.
    ///
    /// # Errors
    /// When it is no such table.
    pub(super) fn read(table: &[u32]) -> Result<Normaliser, ModelError> {
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
        if rest.is_empty() { Ok(Normaliser { replacements }) } else { Err(damaged()) }
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
        for c in text.chars() {
            let has_room = match self.replacements.get(&c) {
                Some(by) => by.chars().all(&mut push),
                None => push(c),
            };
            if !has_room {
                break;
            }
        }
        normal
    }
}
