//! The environment: its variables, read with types and checked. [`dotenv`] adds
//! those of `.env`, [`misspelt`] tells of names that nothing reads.
//!
//! Who reads a variable says so in a list of its own: [`crate::config`] for the
//! program, each platform in its `settings`.

pub mod dotenv;
pub mod misspelt;

use std::env::VarError;
use std::fmt;

use thiserror::Error;

/// A text that is never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    pub fn new(secret: impl Into<String>) -> Secret {
        Secret(secret.into())
    }

    /// The text itself, for whoever it is meant for.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// A variable cannot be used.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum VariableError {
    #[error("{variable} is set but empty; give it a value or remove it")]
    Empty { variable: &'static str },
    #[error("{variable} has a value that is not Unicode text; give it another")]
    NotUnicode { variable: &'static str },
    #[error("{variable} has a line break in its value; give it a value of one line")]
    LineBreak { variable: &'static str },
    #[error("{variable} is '{value}', which is no log filter: {reason}")]
    Filter { variable: &'static str, value: String, reason: String },
    #[error("{variable} is '{value}'; give {expected}")]
    Value { variable: &'static str, value: String, expected: &'static str },
    /// Without the value: it may be a secret with something added.
    #[error("{variable} does not look like a token: there is {strange} in it; copy it again")]
    Token { variable: &'static str, strange: &'static str },
    /// Without the value: it can hold a secret.
    #[error("{variable} cannot be used; give {expected}")]
    Unusable { variable: &'static str, expected: &'static str },
    #[error("{variable} needs {needed}; set that too or remove {variable}")]
    Needs { variable: &'static str, needed: &'static str },
}

/// Where variables are read from.
#[derive(Clone, Copy)]
pub struct Environment<'l> {
    lookup: &'l dyn Fn(&str) -> Result<String, VarError>,
}

impl Environment<'static> {
    /// That of this process.
    pub fn of_process() -> Environment<'static> {
        Environment { lookup: &|name| std::env::var(name) }
    }
}

impl<'l> Environment<'l> {
    pub fn new(lookup: &'l dyn Fn(&str) -> Result<String, VarError>) -> Environment<'l> {
        Environment { lookup }
    }

    /// Whether a variable has a value, whatever it is.
    pub fn has(&self, variable: &str) -> bool {
        (self.lookup)(variable) != Err(VarError::NotPresent)
    }

    /// A variable's text, if it is set.
    ///
    /// # Errors
    /// When it is empty or no text of one line.
    pub fn text(&self, variable: &'static str) -> Result<Option<String>, VariableError> {
        match (self.lookup)(variable) {
            Ok(value) if value.trim().is_empty() => Err(VariableError::Empty { variable }),
            Ok(value) if value.trim().contains(['\n', '\r']) => {
                Err(VariableError::LineBreak { variable })
            }
            Ok(value) => Ok(Some(value)),
            Err(VarError::NotPresent) => Ok(None),
            Err(VarError::NotUnicode(_)) => Err(VariableError::NotUnicode { variable }),
        }
    }

    /// A variable's value, if it is set. `expected` completes "give …".
    ///
    /// # Errors
    /// When there is none in its text.
    pub fn value<T>(
        &self,
        variable: &'static str,
        expected: &'static str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, VariableError> {
        let Some(value) = self.text(variable)? else { return Ok(None) };
        match parse(value.trim()) {
            Some(parsed) => Ok(Some(parsed)),
            None => Err(VariableError::Value { variable, value, expected }),
        }
    }

    /// A variable's value that can hold a secret, if it is set. `expected` completes
    /// "give …". Quotation marks around it are taken off, as those of a token.
    ///
    /// # Errors
    /// When there is none in its text.
    pub fn secret_value<T>(
        &self,
        variable: &'static str,
        expected: &'static str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, VariableError> {
        let Some(text) = self.text(variable)? else { return Ok(None) };
        let parsed = parse(unquoted(text.trim()));
        parsed.map(Some).ok_or(VariableError::Unusable { variable, expected })
    }

    /// A token, if it is set. Quotation marks around it are taken off: `docker run
    /// --env-file` hands them over as they stand in the file.
    ///
    /// # Errors
    /// When there is something in it that no token has.
    pub fn token(&self, variable: &'static str) -> Result<Option<Secret>, VariableError> {
        let Some(text) = self.text(variable)? else { return Ok(None) };
        let token = unquoted(text.trim());
        let strange = |strange| Err(VariableError::Token { variable, strange });
        if token.is_empty() {
            return Err(VariableError::Empty { variable });
        }
        if token.contains(char::is_whitespace) {
            return strange("a space");
        }
        if token.contains(['"', '\'', '“', '”', '‘', '’', '«', '»']) {
            return strange("a quotation mark");
        }
        if token.contains(|c: char| !c.is_ascii_graphic()) {
            return strange("a character other than letters, digits and signs");
        }
        Ok(Some(Secret::new(token)))
    }
}

/// A text without the quotation marks that stand around it.
fn unquoted(text: &str) -> &str {
    let within = |mark| text.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark));
    within('"').or_else(|| within('\'')).unwrap_or(text).trim()
}

/// What [`address`] expects.
pub const ADDRESS: &str = "an address such as http://127.0.0.1:3000";

/// An HTTP address without slashes at its end.
pub fn address(text: &str) -> Option<String> {
    let is_address = text.starts_with("http://") || text.starts_with("https://");
    is_address.then(|| text.trim_end_matches('/').to_owned())
}

/// What [`flag`] expects.
pub const FLAG: &str = "true or false";

/// Yes or no, as people write it.
pub fn flag(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "1" | "yes" | "on" => Some(true),
        "false" | "0" | "no" | "off" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(value: &str) -> Result<Option<Secret>, VariableError> {
        Environment::new(&|_| Ok(value.to_owned())).token("DISCORD_TOKEN")
    }

    #[test]
    fn a_token_is_never_shown() {
        let secret = token("s3cret").expect("a token").expect("it is set");
        assert_eq!(secret.expose(), "s3cret");
        assert!(!format!("{secret:?}").contains("s3cret"));
        let error = token("s3cret and more").expect_err("spaces").to_string();
        assert!(!error.contains("s3cret"), "{error}");
    }

    #[test]
    fn a_token_in_quotation_marks_works_or_is_told() {
        for quoted in ["\"s3cret\"", "'s3cret'", " \"s3cret\"\n"] {
            let secret = token(quoted).expect("a token").expect("it is set");
            assert_eq!(secret.expose(), "s3cret", "{quoted}");
        }
        for (broken, told) in [
            ("“s3cret”", "quotation mark"),
            ("s3cret\"", "quotation mark"),
            ("s3cr\u{e9}t", "signs"),
        ] {
            let error = token(broken).expect_err(broken).to_string();
            assert!(error.contains(told) && !error.contains("s3c"), "{error}");
        }
        assert_eq!(token("\"\""), Err(VariableError::Empty { variable: "DISCORD_TOKEN" }));
    }

    #[test]
    fn a_value_of_several_lines_is_told_without_its_text() {
        let environment = Environment::new(&|_| Ok("docs\nDISCORD_TOKEN=s3cret".to_owned()));
        let error = environment.text("IQTIBAS_KNOWLEDGE").expect_err("two lines").to_string();
        assert!(error.starts_with("IQTIBAS_KNOWLEDGE has a line break"), "{error}");
        assert!(!error.contains("s3cret"), "{error}");
    }
}
