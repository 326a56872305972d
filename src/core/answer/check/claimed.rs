//! Whom a text names as the one whose words it quotes.

use crate::core::Language;
use crate::core::analysis::word_class::WordClass;
use crate::core::analysis::{Script, Token, analyze};
use crate::core::knowledge::vocabulary::fold_phrase;
use crate::core::knowledge::{ConceptId, ConceptKind, Glossary, Library, Speaker};

/// Whom a text names as the one whose words it quotes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Claimed {
    /// The name as it was written.
    pub(super) name: String,
    pub(super) person: Option<ConceptId>,
}

impl Claimed {
    pub(super) fn of(speaker: &Speaker, language: Language, library: &Library) -> Claimed {
        let name = library.name_of(speaker, language).to_owned();
        match speaker {
            Speaker::Known(person) => Claimed { name, person: Some(*person) },
            Speaker::Named(_) => Claimed::named(name, &library.glossary),
        }
    }

    pub(super) fn named(name: String, glossary: &Glossary) -> Claimed {
        let tokens = analyze(&name, Language::of_question(&name));
        let person = persons(&tokens, glossary).next();
        Claimed { name, person }
    }

    /// Whether it is somebody who speaks. None where nothing tells: a name in Arabic letters
    /// may be one in Latin letters, which only the glossary knows.
    pub(super) fn is(&self, speaker: &Speaker, library: &Library) -> Option<bool> {
        let glossary = &library.glossary;
        let spellings: Vec<&str> = match (speaker, self.person) {
            (Speaker::Known(person), Some(claimed)) => return Some(*person == claimed),
            (Speaker::Known(person), None) => {
                return name_is_among(
                    &[&self.name],
                    &glossary.concept(*person).spellings().collect::<Vec<_>>(),
                );
            }
            (Speaker::Named(_), Some(claimed)) => {
                glossary.concept(claimed).spellings().chain([&*self.name]).collect()
            }
            (Speaker::Named(_), None) => vec![&self.name],
        };
        let Speaker::Named(label) = speaker else { return None };
        name_is_among(&spellings, &[label])
    }

    /// Whether it is who a text says has written it.
    pub(super) fn is_named(&self, name: &str) -> Option<bool> {
        name_is_among(&[&self.name], &[name])
    }
}

/// Whether one of these names has all words of one of those, or the other way round. None
/// where no two of them are in one script.
fn name_is_among(names: &[&str], others: &[&str]) -> Option<bool> {
    let (mut is_same, mut is_comparable) = (false, false);
    for name in names {
        let own = name_words(name);
        for other in others {
            let theirs = name_words(other);
            let (Some(one), Some(two)) = (own.first(), theirs.first()) else { continue };
            is_comparable |= Script::of_word(one) == Script::of_word(two);
            is_same |= own.iter().all(|word| theirs.contains(word))
                || theirs.iter().all(|word| own.contains(word));
        }
    }
    is_comparable.then_some(is_same)
}

/// The words of a name without a title, in folded spelling.
pub(super) fn name_words(name: &str) -> Vec<String> {
    let folded = fold_phrase(name);
    let words = folded.split(' ').filter(|word| !word.is_empty());
    let is_title = |word: &str| {
        [Language::ENGLISH, Language::ARABIC].iter().any(|of| WordClass::Title.has(word, *of))
    };
    words.filter(|word| !is_title(word)).map(str::to_owned).collect()
}

/// The persons of the glossary that are named, in order.
pub(super) fn persons<'a>(
    tokens: &'a [Token],
    glossary: &'a Glossary,
) -> impl Iterator<Item = ConceptId> + 'a {
    let mentions = glossary.longest_mentions(tokens).into_iter();
    let persons = mentions.map(|mention| mention.concept);
    persons.filter(|id| glossary.concept(*id).kind == ConceptKind::Person)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLOSSARY: &str = "[term.ben]\nkind = \"person\"\nar = [\"بن هورويتز\", \"هورويتز\"]\nen = [\"Ben Horowitz\", \"Horowitz\"]\n";

    #[test]
    fn somebody_is_known_by_a_part_of_their_name_and_nobody_by_another_script() {
        let library = Library::from_texts([("glossary.toml", GLOSSARY)]);
        let is = |name: &str, label: &str| {
            Claimed::named(name.to_owned(), &library.glossary)
                .is(&Speaker::Named(label.to_owned()), &library)
        };
        assert_eq!(is("Lee", "Ann Lee"), Some(true));
        assert_eq!(is("Dr. Ann Lee", "Lee"), Some(true));
        assert_eq!(is("Ray", "Ann Lee"), Some(false));
        assert_eq!(is("لي", "Ann Lee"), None);
        assert_eq!(is("هورويتز", "Ben Horowitz"), Some(true), "by the glossary");
    }
}
