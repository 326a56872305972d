//! The forms of a word as Tantivy tokenizers.

use tantivy::tokenizer::{Token as TantivyToken, TokenStream, Tokenizer, TokenizerManager};

use super::{Token, analyze};

/// Which form of a word a field is indexed by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Word,
    Stem,
    Skeleton,
}

impl Form {
    pub const ALL: [Form; 3] = [Form::Word, Form::Stem, Form::Skeleton];

    /// The name under which the tokenizer is registered.
    pub fn tokenizer(self) -> &'static str {
        match self {
            Form::Word => "iqtibas_word",
            Form::Stem => "iqtibas_stem",
            Form::Skeleton => "iqtibas_skeleton",
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

/// Registers one tokenizer a form.
pub fn register(manager: &TokenizerManager) {
    for form in Form::ALL {
        manager.register(form.tokenizer(), FormTokenizer { form });
    }
}

/// Emits one form of each content word, and a compound once, at its first part.
#[derive(Clone)]
struct FormTokenizer {
    form: Form,
}

impl Tokenizer for FormTokenizer {
    type TokenStream<'a> = FormStream;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> FormStream {
        let mut tokens = Vec::new();
        let mut last_compound: Option<String> = None;
        for token in analyze(text) {
            if token.compound.is_some()
                && token.compound != last_compound
                && let Some(compound) = &token.compound
            {
                tokens.push(tantivy_token(&token, compound));
            }
            last_compound.clone_from(&token.compound);
            if !token.is_stop {
                tokens.push(tantivy_token(&token, self.form.of(&token)));
            }
        }
        FormStream { tokens, at: 0 }
    }
}

fn tantivy_token(token: &Token, text: &str) -> TantivyToken {
    TantivyToken {
        offset_from: token.range.start,
        offset_to: token.range.end,
        position: token.position,
        text: text.to_owned(),
        position_length: 1,
    }
}

struct FormStream {
    tokens: Vec<TantivyToken>,
    /// One past the current token.
    at: usize,
}

impl TokenStream for FormStream {
    fn advance(&mut self) -> bool {
        if self.at < self.tokens.len() {
            self.at += 1;
            return true;
        }
        false
    }

    fn token(&self) -> &TantivyToken {
        &self.tokens[self.at - 1]
    }

    fn token_mut(&mut self) -> &mut TantivyToken {
        &mut self.tokens[self.at - 1]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_gets_content_words_and_each_compound_once() {
        let manager = TokenizerManager::new();
        register(&manager);
        let mut tokenizer = manager.get(Form::Stem.tokenizer()).expect("registered");
        let mut stream = tokenizer.token_stream("ظهرت في GPT-5 القدرة");
        let mut terms = Vec::new();
        while let Some(token) = stream.next() {
            terms.push((token.text.clone(), token.position));
        }
        let names: Vec<_> = terms.iter().map(|(text, _)| text.as_str()).collect();
        assert_eq!(names, ["ظهرت", "gpt5", "gpt", "5", "قدر"]);
        assert_eq!(terms[1].1, terms[2].1, "a compound stands where its first part stands");
    }
}
