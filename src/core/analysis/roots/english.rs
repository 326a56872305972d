//! English derivations that leave the stemmer with two stems.
//!
//! A rule rewrites the end of every stem that has it, whether or not there is such a
//! derivation: what matters is that both words come out the same.

use super::group;
use crate::core::Language;
use crate::core::analysis::rules::forms;
use crate::core::analysis::script::Script;

/// The end of a stem, what it becomes, and how many letters must stand before it. The
/// first of a list that fits is applied.
type Rewriting = (&'static str, &'static str, usize);

/// So many endings one after another are taken off (lead-er-ship).
const MOST_ENDINGS: usize = 3;

/// Of nouns that name who does something, or the doing.
const AGENTS: &[Rewriting] = &[
    // No endings, whatever they look like.
    ("ther", "ther", 1),
    ("ceiv", "ceiv", 1),
    ("ologist", "olog", 2),
    ("ologi", "olog", 2),
    ("ician", "ic", 3),
    ("ist", "", 4),
    ("eer", "", 4),
    ("or", "", 4),
    ("er", "", 3),
    ("ar", "", 6),
    ("ur", "", 4),
    ("ag", "", 4),
    ("ment", "", 3),
    ("ship", "", 4),
    ("hood", "", 4),
    ("dom", "", 4),
    ("al", "", 4),
    ("anc", "", 4),
    ("enc", "", 4),
    ("ant", "", 4),
    ("ent", "", 4),
    ("iti", "", 4),
    ("ify", "", 3),
    ("if", "", 3),
    ("ifi", "", 3),
    ("i", "", 5),
    ("iv", "", 3),
    ("en", "", 4),
    ("th", "", 3),
    ("ction", "ct", 1),
    ("ation", "at", 3),
];

/// Of verbs of Latin origin and their nouns.
const LATIN: &[Rewriting] = &[
    ("ceiv", "cep", 1),
    ("cept", "cep", 1),
    ("scrib", "script", 0),
    ("duct", "duc", 1),
    ("sumpt", "sum", 1),
    ("solut", "solv", 0),
    ("olut", "olv", 1),
    ("quisit", "quir", 0),
    ("quisi", "quir", 0),
    ("posit", "pos", 2),
    ("miss", "mit", 2),
    ("mis", "mit", 3),
    ("plic", "pl", 1),
    ("pli", "pl", 1),
    ("tent", "tend", 1),
    ("vers", "vert", 2),
    ("strict", "strain", 1),
    ("struct", "stroy", 2),
    ("gress", "gre", 2),
    ("petit", "peat", 1),
    ("pet", "peat", 1),
    ("pell", "pel", 1),
    ("puls", "pel", 1),
    ("cess", "ceed", 2),
    ("ced", "ceed", 2),
    ("ces", "ceed", 3),
    ("tens", "tend", 1),
    ("hens", "hend", 1),
    ("pans", "pand", 1),
    ("pens", "pend", 1),
    ("fens", "fend", 1),
    ("pons", "pond", 1),
    ("cis", "cid", 2),
    ("vis", "vid", 0),
    ("clus", "clud", 1),
    ("lus", "lud", 2),
    ("plos", "plod", 1),
    ("ros", "rod", 1),
    ("vas", "vad", 1),
    ("suas", "suad", 1),
    ("tru", "trud", 1),
    ("trus", "trud", 1),
];

/// The root of a word in its folded form.
pub(super) fn root(word: &str) -> String {
    let stem = forms(word, Script::Latin, Language::ENGLISH).stem;
    if let Some(group) = group(word).or_else(|| group(&stem)) {
        return group;
    }
    let mut root = stem;
    for _ in 0..MOST_ENDINGS {
        let Some(shorter) = rewritten(&root, AGENTS) else { break };
        root = shorter;
        if let Some(group) = group(&root) {
            return group;
        }
    }
    if let Some(folded) = rewritten(&root, LATIN) {
        root = folded;
    }
    // believe and belief, analyze and analysis
    for (voiced, voiceless) in [("v", "f"), ("z", "s")] {
        if let Some(rest) = root.strip_suffix(voiced) {
            root = format!("{rest}{voiceless}");
        }
    }
    // A doubled consonant is one before another ending (winn, win).
    let mut letters = root.chars().rev();
    if root.len() > 3 && letters.next() == letters.next() {
        root.pop();
    }
    root
}

fn rewritten(stem: &str, rewritings: &[Rewriting]) -> Option<String> {
    rewritings.iter().find_map(|(end, into, before)| {
        let rest = stem.strip_suffix(end)?;
        (rest.len() >= *before).then(|| format!("{rest}{into}"))
    })
}
