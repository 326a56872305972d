//! Another place than the one somebody is in.

use std::fmt;

/// Length of an id, which has to fit into a button beside a topic. Discord's are 64-bit
/// numbers, of at most 20 digits ("Snowflakes"); Slack documents no length, and has
/// given out ids of 9 to 11 letters and digits.
const LONGEST: usize = 24;

/// A channel or a thread by what its platform calls it. What it is and who may do what
/// there, the platform is asked when something is done there.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Elsewhere(String);

impl Elsewhere {
    /// Reads an id. None of what is none: ids are letters and digits.
    pub fn parse(id: &str) -> Option<Elsewhere> {
        let is_id = !id.is_empty()
            && id.len() <= LONGEST
            && id.bytes().all(|byte| byte.is_ascii_alphanumeric());
        is_id.then(|| Elsewhere(id.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Elsewhere {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A place with what the bot says of it; a platform draws it so that it leads there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signpost {
    pub said: &'static str,
    pub to: Elsewhere,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_id_is_letters_and_digits_and_nothing_that_could_be_markup() {
        for id in ["1054", "18446744073709551615", "C024BE7LR"] {
            assert_eq!(Elsewhere::parse(id).map(|to| to.to_string()).as_deref(), Some(id));
        }
        for text in ["", "<#1>", "C1>", "a:b", "1 2", "١٢", &"1".repeat(25)] {
            assert_eq!(Elsewhere::parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_read_as_an_id_is_short_and_plain(text in ".{0,40}|[0-9A-Z]{1,40}") {
            if let Some(to) = Elsewhere::parse(&text) {
                prop_assert!(to.as_str().len() <= LONGEST && !to.as_str().contains([':', '<', '>']));
            }
        }
    }
}
