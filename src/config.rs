//! The configuration: what the environment and `.env` say. Read once at start,
//! checked, and passed down. Each platform reads its own variables.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use etcetera::BaseStrategy;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;

use crate::bot::limits::Limits;
use crate::bot::store::StoreAddress;
use crate::core::search::default_cache_dir;
use crate::env::dotenv::{self, DotenvError};
use crate::env::misspelt::{self, Warning};
use crate::env::{Environment, Secret, VariableError};
use crate::platforms::discord::settings::{self as discord, DiscordSettings};
use crate::platforms::slack::settings::{self as slack, SlackSettings};

const KNOWLEDGE: &str = "IQTIBAS_KNOWLEDGE";
const CACHE: &str = "IQTIBAS_CACHE";
const DATA: &str = "IQTIBAS_DATA";
const DATABASE: &str = "DATABASE_URL";
const MODEL: &str = "IQTIBAS_MODEL";
const LOG: &str = "IQTIBAS_LOG";
const USER_PER_MINUTE: &str = "IQTIBAS_USER_PER_MINUTE";
const CHANNEL_PER_MINUTE: &str = "IQTIBAS_CHANNEL_PER_MINUTE";

/// The program's own variables.
const OWN: &[&str] =
    &[KNOWLEDGE, CACHE, DATA, DATABASE, MODEL, LOG, USER_PER_MINUTE, CHANNEL_PER_MINUTE];

/// Every variable that is read. Whoever reads one lists it; a test compares this
/// with what is looked up and with `.env.example`.
pub fn variables() -> Vec<&'static str> {
    [OWN, discord::VARIABLES, slack::VARIABLES].concat()
}

/// Everything that can be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// `IQTIBAS_KNOWLEDGE`: the folder of documents.
    pub knowledge: PathBuf,
    /// `IQTIBAS_CACHE`: where indexes are kept.
    pub cache: PathBuf,
    /// `DATABASE_URL`, or a file in the folder `IQTIBAS_DATA`: what is kept over a
    /// restart.
    pub store: StoreAddress,
    /// `IQTIBAS_MODEL`: what texts mean is read by.
    pub model: ModelChoice,
    /// `IQTIBAS_LOG`: a tracing filter, such as `info` or `iqtibas=debug`.
    pub log: Option<String>,
    /// `IQTIBAS_USER_PER_MINUTE`, `IQTIBAS_CHANNEL_PER_MINUTE`: how often people
    /// may ask; 0 for no limit.
    pub limits: Limits,
    /// None without `DISCORD_TOKEN`.
    pub discord: Option<DiscordSettings>,
    /// None without `SLACK_BOT_TOKEN`.
    pub slack: Option<SlackSettings>,
    /// Platforms of which something is set, but not what they need first.
    pub halves: Vec<Half>,
}

/// The model that reads what texts mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ModelChoice {
    /// The one that comes with the program, where it is at hand.
    Own,
    File(PathBuf),
    /// Searching by words alone.
    Off,
}

impl ModelChoice {
    /// Where the program's own model is, from its folder.
    const OWN: &str = "models/iqtibas-e5-small-ar-en-q8_0.gguf";

    fn of(value: Option<String>) -> ModelChoice {
        match value {
            None => ModelChoice::Own,
            Some(off) if off.eq_ignore_ascii_case("off") => ModelChoice::Off,
            Some(path) => ModelChoice::File(PathBuf::from(path)),
        }
    }

    /// The file to read; none where there is nothing to read meaning by.
    pub fn path(&self) -> Option<&Path> {
        match self {
            ModelChoice::Own => Some(Path::new(ModelChoice::OWN)).filter(|path| path.exists()),
            ModelChoice::File(path) => Some(path),
            ModelChoice::Off => None,
        }
    }
}

/// A platform that is not joined although somebody has begun to set it up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Half {
    pub platform: &'static str,
    /// What is set.
    pub variable: &'static str,
    /// What is not.
    pub token: &'static str,
}

/// Adds the variables of `.env` in the working directory, and nowhere else, to
/// those of the environment. What comes back is worth a word to the user.
///
/// # Errors
/// When there is a `.env` that cannot be read.
pub fn load_dotenv() -> Result<Vec<Warning>, DotenvError> {
    let names = std::env::vars_os().map(|(name, _)| name.to_string_lossy().into_owned());
    let environment: Vec<String> = names.collect();
    let assignments = dotenv::load(Path::new(".env"))?;
    Ok(misspelt::warnings(&variables(), &environment, &assignments))
}

impl Config {
    /// Every secret in it, for whoever has to keep them out of sight.
    pub fn secrets(&self) -> Vec<&str> {
        let discord = self.discord.iter().flat_map(DiscordSettings::secrets);
        let slack = self.slack.iter().flat_map(SlackSettings::secrets);
        let database = match &self.store {
            StoreAddress::Postgres(url) => Some(url.as_str()),
            StoreAddress::File(_) | StoreAddress::Memory => None,
        };
        discord.chain(slack).map(Secret::expose).chain(database).collect()
    }

    /// Reads the variables.
    ///
    /// # Errors
    /// When one has a value that cannot be used.
    pub fn read(environment: &Environment) -> Result<Config, VariableError> {
        let count = |value: &str| value.parse::<u32>().ok();
        const COUNT: &str = "a whole number of requests, or 0 for no limit";
        let default = Limits::default();
        let (knowledge, cache) = (environment.text(KNOWLEDGE)?, environment.text(CACHE)?);
        let log = environment.text(LOG)?.map(filter).transpose()?;
        let limits = Limits {
            user: environment.value(USER_PER_MINUTE, COUNT, count)?.unwrap_or(default.user),
            channel: environment
                .value(CHANNEL_PER_MINUTE, COUNT, count)?
                .unwrap_or(default.channel),
        };
        let (discord, slack) =
            (DiscordSettings::read(environment)?, SlackSettings::read(environment)?);
        let half = |platform, variables: &[&'static str], token| {
            let variable = *variables.iter().find(|variable| environment.has(variable))?;
            Some(Half { platform, variable, token })
        };
        let halves = [
            discord.is_none().then(|| half("Discord", discord::VARIABLES, discord::TOKEN)),
            slack.is_none().then(|| half("Slack", slack::VARIABLES, slack::BOT_TOKEN)),
        ];
        Ok(Config {
            knowledge: knowledge.map_or_else(|| PathBuf::from("knowledge"), PathBuf::from),
            cache: cache.map_or_else(default_cache_dir, PathBuf::from),
            store: store(environment)?,
            model: ModelChoice::of(environment.text(MODEL)?),
            log,
            limits,
            discord,
            slack,
            halves: halves.into_iter().flatten().flatten().collect(),
        })
    }
}

/// The name of the store's file.
const STORE: &str = "iqtibas.db";

/// Where the store is: a database that is named, or a file in the user's data folder.
fn store(environment: &Environment) -> Result<StoreAddress, VariableError> {
    const URL: &str = "the address of a PostgreSQL database, such as \
                       postgres://user:password@localhost/iqtibas, or nothing for a file in \
                       IQTIBAS_DATA";
    let is_postgres = |url: &str| {
        let scheme = url.split_once("://").map(|(scheme, _)| scheme);
        scheme.is_some_and(|scheme| scheme == "postgres" || scheme == "postgresql")
            && url::Url::parse(url).is_ok()
    };
    let named = |url: &str| is_postgres(url).then(|| url.to_owned());
    let folder = environment.text(DATA)?.map(PathBuf::from);
    if let Some(url) = environment.secret_value(DATABASE, URL, named)? {
        return Ok(StoreAddress::Postgres(url));
    }
    let folder = folder.unwrap_or_else(default_data_dir);
    Ok(StoreAddress::File(folder.join(STORE)))
}

/// The user's data folder (`~/.local/share/iqtibas` on Linux); for a user without a home
/// `data` in the working directory.
fn default_data_dir() -> PathBuf {
    let base = etcetera::choose_base_strategy().ok();
    base.map_or_else(|| PathBuf::from("data"), |base| base.data_dir().join("iqtibas"))
}

/// A log filter without its spaces.
///
/// A tracing filter may name a part of the program without a level, so that a
/// misspelt level is taken for a part and everything of it is logged. Here each
/// part needs its level.
fn filter(value: String) -> Result<String, VariableError> {
    let refused = |reason: String| VariableError::Filter {
        variable: LOG,
        value: value.clone(),
        reason: format!(
            "{reason}; try a level (error, warn, info, debug, trace or off), or parts of the \
             program with their levels such as warn,iqtibas=debug"
        ),
    };
    let directives = value.split(',').map(str::trim).filter(|directive| !directive.is_empty());
    let directives: Vec<&str> = directives.collect();
    for directive in &directives {
        let level = directive.rsplit_once('=').map_or(*directive, |(_, level)| level);
        if level.trim().is_empty() || LevelFilter::from_str(level).is_err() {
            return Err(refused(format!("'{level}' is no level")));
        }
    }
    let filter = directives.join(",");
    if filter.is_empty() || EnvFilter::try_new(&filter).is_err() {
        return Err(refused("it cannot be read".to_owned()));
    }
    Ok(filter)
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::collections::BTreeSet;
    use std::env::VarError;

    use super::*;

    fn config(variables: &[(&str, &str)]) -> Result<Config, VariableError> {
        Config::read(&Environment::new(&|name| {
            let found = variables.iter().find(|(variable, _)| *variable == name);
            found.map(|(_, value)| (*value).to_owned()).ok_or(VarError::NotPresent)
        }))
    }

    #[test]
    fn nothing_has_to_be_set() {
        let config = config(&[]).expect("defaults");
        assert_eq!(config.knowledge, PathBuf::from("knowledge"));
        assert!(config.cache.ends_with("iqtibas"));
        assert_eq!(config.discord, None);
        assert_eq!(config.halves, []);
    }

    #[test]
    fn a_value_that_cannot_be_used_is_an_error_that_names_the_variable() {
        for (variable, value) in
            [("IQTIBAS_KNOWLEDGE", " "), ("IQTIBAS_LOG", "a=b=c"), ("IQTIBAS_USER_PER_MINUTE", "x")]
        {
            let error = config(&[(variable, value)]).expect_err(variable).to_string();
            assert!(error.starts_with(variable), "{error}");
        }
    }

    #[test]
    fn a_filter_without_a_level_that_there_is_is_told() {
        for (wrong, told) in [
            ("inf", "'inf' is no level"),
            ("verbose", "'verbose' is no level"),
            ("iqtibas=verbose", "'verbose' is no level"),
            ("warn,iqtibas=", "'' is no level"),
            ("info iqtibas", "'info iqtibas' is no level"),
            (",", "cannot be read"),
            ("%=info", "cannot be read"),
        ] {
            let error = config(&[(LOG, wrong)]).expect_err(wrong).to_string();
            assert!(error.starts_with(LOG) && error.contains(told), "{error}");
            assert!(error.contains("iqtibas=debug"), "{error}");
        }
        for right in ["info", "DEBUG", "off", "3", "warn,iqtibas=debug", "iqtibas::core=trace"] {
            assert_eq!(config(&[(LOG, right)]).expect(right).log.as_deref(), Some(right));
        }
        let spaced = config(&[(LOG, " warn, iqtibas=debug ")]).expect("a filter");
        assert_eq!(spaced.log.as_deref(), Some("warn,iqtibas=debug"));
    }

    #[test]
    fn a_platform_that_is_set_up_by_half_is_known_with_what_is_missing() {
        let discord = config(&[("DISCORD_SHARDS", "0/1")]).expect("a configuration");
        let half = Half { platform: "Discord", variable: "DISCORD_SHARDS", token: "DISCORD_TOKEN" };
        assert_eq!(discord.halves, [half]);
        let slack = config(&[("SLACK_APP_TOKEN", "xapp-1")]).expect("a configuration");
        assert_eq!(slack.halves[0].token, "SLACK_BOT_TOKEN");
    }

    /// Something that can be used, for every variable.
    fn usual(variable: &str) -> &'static str {
        match variable {
            "DISCORD_SHARDS" => "0/1",
            "DISCORD_MESSAGE_CONTENT" => "true",
            "SLACK_LISTEN" => "127.0.0.1:3000",
            "IQTIBAS_LOG" => "info",
            "DATABASE_URL" => "postgres://localhost/iqtibas",
            name if name.ends_with("_BASE") => "http://127.0.0.1:3000",
            name if name.starts_with("SLACK_SUMMARY") => "S1",
            _ => "1",
        }
    }

    #[test]
    fn every_variable_that_is_read_is_in_the_list_and_every_other_is_not() {
        let read = RefCell::new(BTreeSet::new());
        let lookup = |name: &str| {
            read.borrow_mut().insert(name.to_owned());
            Ok(usual(name).to_owned())
        };
        Config::read(&Environment::new(&lookup)).expect("all can be used");
        let listed: BTreeSet<String> = variables().into_iter().map(str::to_owned).collect();
        assert_eq!(*read.borrow(), listed);
        assert_eq!(listed.len(), variables().len(), "none is listed twice");
    }

    #[test]
    fn the_example_file_names_every_variable_once_with_a_value_of_the_right_form() {
        let lines = include_str!("../.env.example").lines();
        let examples = lines.filter_map(|line| line.strip_prefix('#')?.split_once('='));
        let is_name = |name: &str| name.bytes().all(|b| b.is_ascii_uppercase() || b == b'_');
        let mut examples: Vec<(&str, &str)> = examples.filter(|(name, _)| is_name(name)).collect();
        let mut named: Vec<&str> = examples.iter().map(|(name, _)| *name).collect();
        named.sort_unstable();
        let mut listed = variables();
        listed.sort_unstable();
        assert_eq!(named, listed);
        // Where none is given, it is a secret to be filled in.
        for (_, value) in examples.iter_mut().filter(|(_, value)| value.is_empty()) {
            *value = "secret";
        }
        let config = config(&examples).expect("the examples can be used");
        assert!(config.discord.is_some() && config.slack.is_some());
    }
}
