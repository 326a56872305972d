//! The attributes of one element, of those that anything here asks for.

use super::markup::ATTRIBUTES;

/// What is known of an element beside its name.
#[derive(Default)]
pub(super) struct Attributes {
    /// In the order of the page, each name once.
    pub(super) all: Vec<(String, String)>,
}

/// The attributes that say something of the page as a whole.
const OF_THE_PAGE: &[&str] = &["content", "datetime", "lang", "name", "property"];

impl Attributes {
    /// Adds an attribute. Of two of one name the first counts.
    pub(super) fn add(&mut self, name: &[u8]) {
        let mut known = ATTRIBUTES.iter().chain(OF_THE_PAGE);
        let Some(name) = known.find(|known| known.as_bytes() == name) else { return };
        if self.get(name).is_none() {
            self.all.push(((*name).to_owned(), String::new()));
        }
    }

    /// Sets the value of the attribute of a name, if it has none yet.
    pub(super) fn set(&mut self, name: &[u8], value: &[u8]) {
        if let Some((_, slot)) = self.all.iter_mut().find(|(known, _)| known.as_bytes() == name)
            && slot.is_empty()
        {
            *slot = String::from_utf8_lossy(value).trim().to_owned();
        }
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.all.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Whether a browser draws nothing of the element.
    pub(super) fn hide(&self) -> bool {
        let style = self.get("style").unwrap_or_default();
        let style: String =
            style.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
        self.get("hidden").is_some()
            || style.split(';').any(|rule| {
                let rule = rule.trim_end_matches("!important");
                matches!(rule, "display:none" | "visibility:hidden")
            })
    }
}
