//! The words by which a sentence leans on those around it, announces what follows, or
//! says nothing.

mod ar;
mod en;

use crate::core::Language;

/// Such words of one language. Lists of single words are parted by white space.
pub(crate) struct CohesionWords {
    pub language: Language,
    /// Phrases that join a sentence to the one before it, where it begins with them.
    pub connectives: &'static [&'static str],
    /// Words that point at what was said or is at hand (this, هذه).
    pub demonstratives: &'static str,
    /// A word that points where a verb follows it and a clause where anything else does
    /// ("I think that makes it …", "I think that zebras …"), and such verbs. Empty where
    /// there is none.
    pub pointing_subject: &'static str,
    pub its_verbs: &'static str,
    /// Words of number in the place of what was said ("All are …"), where one of
    /// `its_verbs` follows.
    pub numbers: &'static str,
    /// Words in the place of a person (he, هو).
    pub persons: &'static str,
    /// Words in the place of a thing or of several (it, they).
    pub things: &'static str,
    /// Particles that a verb follows (قد, لم), in a language whose verb can do without
    /// a subject. Empty in others.
    pub verb_particles: &'static str,
    /// How something is said, in words that could be taken for who says it (بصراحة).
    pub manner: &'static str,
    /// Phrases that point at a time told elsewhere, back in the text, or at the occasion.
    pub elsewhere: &'static [&'static str],
    /// Phrases by which something is presented rather than said (gave an overview).
    pub presenting: &'static [&'static str],
    /// What is presented so (a view, خارطة).
    pub presented: &'static str,
    /// Words by which what is said follows (that, أن).
    pub clauses: &'static str,
    /// Phrases by which a speaker gains time.
    pub fillers: &'static [&'static str],
    /// Words that are fillers where a sentence begins with them.
    pub opening_fillers: &'static [&'static str],
}

pub(crate) static ALL: [&CohesionWords; 2] = [&en::WORDS, &ar::WORDS];
