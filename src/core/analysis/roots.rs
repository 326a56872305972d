//! What words of one derivation have in common: the loosest likeness there is.
//!
//! "Decision" and "decide", متحمس and حماس, قيد and قيود share no stem, and what they
//! share is not always the meaning. So roots are no form of a word that is indexed:
//! a word of a question that no text has is looked for among the words of the index
//! by its root, and what is found counts little.

mod arabic;
mod english;

use std::collections::HashMap;
use std::sync::LazyLock;

use super::lexicons;
use super::script::Script;

/// A longer word has no root that is looked for.
const LONGEST_CHARS: usize = 24;

/// The roots that a word in its folded form can have: none for a word of digits or of
/// a script that nothing is known about, and more than one where the spelling leaves
/// it open.
pub fn roots(word: &str) -> Vec<String> {
    if word.chars().count() > LONGEST_CHARS {
        return Vec::new();
    }
    match Script::of_word(word) {
        Script::Arabic => arabic::roots(word),
        Script::Latin => vec![english::root(word)],
        Script::Digits | Script::Other => Vec::new(),
    }
}

/// The groups of words that belong together without a common root, by each of them.
static GROUPS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    let groups = lexicons::ALL.iter().flat_map(|lexicon| lexicon.related);
    groups.flat_map(|group| group.split_whitespace().map(move |word| (word, *group))).collect()
});

/// What stands for the root of a word, or a stem, that belongs to a group.
fn group(word: &str) -> Option<String> {
    let first = GROUPS.get(word)?.split_whitespace().next()?;
    // No root has this sign.
    Some(format!("={first}"))
}

#[cfg(test)]
mod tests;
