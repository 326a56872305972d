//! The forms of a text's words as Tantivy takes them.
//!
//! They are handed over as tokens rather than through a tokenizer, because a
//! tokenizer belongs to a field and could not know the language of a text.

use tantivy::tokenizer::{PreTokenizedString, Token as TantivyToken};

use super::Token;

/// Which form of a word a field is indexed by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Word,
    Stem,
    Skeleton,
}

impl Form {
    pub const ALL: [Form; 3] = [Form::Word, Form::Stem, Form::Skeleton];

    /// The name of the index's field for it.
    pub fn field(self) -> &'static str {
        match self {
            Form::Word => "word",
            Form::Stem => "stem",
            Form::Skeleton => "skeleton",
        }
    }

    pub fn of(self, token: &Token) -> &str {
        match self {
            Form::Word => &token.forms.word,
            Form::Stem => &token.forms.stem,
            Form::Skeleton => &token.forms.skeleton,
        }
    }
}

/// One form of each content word, and a compound once, at its first part.
pub fn terms(tokens: &[Token], form: Form) -> PreTokenizedString {
    let mut terms = Vec::with_capacity(tokens.len());
    let mut last_compound: Option<&String> = None;
    for token in tokens {
        if let Some(compound) = &token.compound
            && last_compound != Some(compound)
        {
            terms.push(term(token, compound));
        }
        last_compound = token.compound.as_ref();
        if !token.is_stop() {
            terms.push(term(token, form.of(token)));
        }
    }
    // The text itself is not stored.
    PreTokenizedString { text: String::new(), tokens: terms }
}

fn term(token: &Token, text: &str) -> TantivyToken {
    TantivyToken {
        offset_from: token.range.start,
        offset_to: token.range.end,
        position: token.position,
        text: text.to_owned(),
        position_length: 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::Language;
    use crate::core::analysis::analyze;

    #[test]
    fn a_field_gets_content_words_and_each_compound_once() {
        let tokens = analyze("ظهرت في GPT-5 القدرة", Language::ARABIC);
        let terms = terms(&tokens, Form::Stem).tokens;
        let names: Vec<_> = terms.iter().map(|term| term.text.as_str()).collect();
        assert_eq!(names, ["ظهرت", "gpt5", "gpt", "5", "قدر"]);
        assert_eq!(
            terms[1].position, terms[2].position,
            "a compound stands where its first part stands"
        );
    }
}
