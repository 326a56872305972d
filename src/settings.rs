//! Settings: environment variables, and `.env` in the working directory for
//! those that are not set. Read once at start, checked, and passed down.

use std::path::PathBuf;

use etcetera::BaseStrategy;
use thiserror::Error;

/// Everything that can be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// `IQTIBAS_KNOWLEDGE`: the folder of documents.
    pub knowledge: PathBuf,
    /// `IQTIBAS_CACHE`: where indexes are kept.
    pub cache: PathBuf,
    /// `IQTIBAS_LOG`: a tracing filter, such as `info` or `iqtibas=debug`.
    pub log: String,
}

/// A setting cannot be used.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum SettingsError {
    #[error("{variable} is set but empty; give it a value or remove it")]
    Empty { variable: &'static str },
    #[error("{variable} has a value that is not Unicode text; give it another")]
    NotUnicode { variable: &'static str },
    #[error(
        "IQTIBAS_LOG is '{value}', which is no log filter ({reason}); try 'info' or 'iqtibas=debug'"
    )]
    Log { value: String, reason: String },
}

/// A variable's value as the environment has it.
pub type Lookup<'l> = &'l dyn Fn(&str) -> Result<String, std::env::VarError>;

impl Settings {
    /// Reads `.env` and the environment.
    ///
    /// # Errors
    /// When a variable has a value that cannot be used.
    pub fn from_env() -> Result<Settings, SettingsError> {
        // No file is the usual case. A variable that is set already stays.
        let _ = dotenvy::dotenv();
        Settings::from_lookup(&|name| std::env::var(name))
    }

    /// Reads the variables from anywhere.
    ///
    /// # Errors
    /// When a variable has a value that cannot be used.
    pub fn from_lookup(lookup: Lookup) -> Result<Settings, SettingsError> {
        let knowledge = text(lookup, "IQTIBAS_KNOWLEDGE")?;
        let cache = text(lookup, "IQTIBAS_CACHE")?;
        let log = text(lookup, "IQTIBAS_LOG")?.unwrap_or_else(|| "warn".to_owned());
        if let Err(error) = tracing_subscriber::EnvFilter::try_new(&log) {
            return Err(SettingsError::Log { value: log, reason: error.to_string() });
        }
        Ok(Settings {
            knowledge: knowledge.map_or_else(|| PathBuf::from("knowledge"), PathBuf::from),
            cache: cache.map_or_else(default_cache, PathBuf::from),
            log,
        })
    }
}

fn text(lookup: Lookup, variable: &'static str) -> Result<Option<String>, SettingsError> {
    match lookup(variable) {
        Ok(value) if value.trim().is_empty() => Err(SettingsError::Empty { variable }),
        Ok(value) => Ok(Some(value)),
        Err(std::env::VarError::NotPresent) => Ok(None),
        Err(std::env::VarError::NotUnicode(_)) => Err(SettingsError::NotUnicode { variable }),
    }
}

/// The user's cache directory (`~/.cache` on Linux); the system's temporary one
/// for a user without a home.
fn default_cache() -> PathBuf {
    let base = etcetera::choose_base_strategy().map(|strategy| strategy.cache_dir());
    base.unwrap_or_else(|_| std::env::temp_dir()).join("iqtibas")
}

#[cfg(test)]
mod tests {
    use std::env::VarError;

    use super::*;

    fn settings(variables: &[(&str, &str)]) -> Result<Settings, SettingsError> {
        Settings::from_lookup(&|name| {
            let found = variables.iter().find(|(variable, _)| *variable == name);
            found.map(|(_, value)| (*value).to_owned()).ok_or(VarError::NotPresent)
        })
    }

    #[test]
    fn nothing_has_to_be_set() {
        let settings = settings(&[]).expect("defaults");
        assert_eq!(settings.knowledge, PathBuf::from("knowledge"));
        assert!(settings.cache.ends_with("iqtibas"));
    }

    #[test]
    fn a_value_that_cannot_be_used_is_an_error_that_names_the_variable() {
        let empty = settings(&[("IQTIBAS_KNOWLEDGE", " ")]).expect_err("empty");
        assert!(empty.to_string().starts_with("IQTIBAS_KNOWLEDGE"));
        let log = settings(&[("IQTIBAS_LOG", "a=b=c")]).expect_err("no filter");
        assert!(log.to_string().contains("IQTIBAS_LOG is 'a=b=c'"), "{log}");
    }
}
