//! Slack's markup in what people write, and in what the bot says.

use serde_json::{Value, json};

use super::limits;
use crate::chat::elsewhere::Signpost;
use crate::chat::text::direction::directed;
use crate::chat::words::Words;
use crate::core::Language;
use crate::core::analysis::spoken;

/// The words that somebody wrote: Slack's markup for mentions and emoji goes, that for
/// links gives way to what is seen of it, and its three escapes to their signs.
pub fn readable(text: &str) -> String {
    read(&spoken(text), label)
}

/// What somebody wrote, with channels and user groups by their ids.
pub(super) fn with_ids(text: &str) -> String {
    read(text, |inside| {
        let id = inside.strip_prefix('#').or_else(|| inside.strip_prefix("!subteam^"));
        id.map_or_else(|| label(inside), |id| id.split_once('|').map_or(id, |(id, _)| id))
    })
}

fn label(inside: &str) -> &str {
    let label = inside.split_once('|').map_or(inside, |(_, label)| label);
    label.trim_start_matches(['@', '#', '!'])
}

/// A text with what stands for each `<…>` in it.
fn read(text: &str, of: impl Fn(&str) -> &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        words.push_str(&rest[..start]);
        let Some(end) = rest[start..].find('>') else {
            rest = &rest[start..];
            break;
        };
        words.push_str(of(&rest[start + 1..start + end]));
        rest = &rest[start + end + 1..];
    }
    words.push_str(rest);
    let words = words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    words.trim().to_owned()
}

/// The text as Slack wants it where it looks for markup: `&`, `<` and `>` are the
/// signs that mentions and links are made of.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A call of a user group; none of what is no id of one. Ids are `S` with capital letters
/// and digits, nine characters at least, and no handle has capital letters.
pub(super) fn group_call(id: &str) -> Option<Value> {
    is_id(id, 'S').then(|| marked("section", &format!("<!subteam^{id}>")))
}

/// A channel with its name, after words. None of what is no id of a channel.
pub(super) fn channel_line(words: &str, channel: &str) -> Option<String> {
    let is_channel = channel.starts_with(['C', 'G']) && is_plain(channel);
    is_channel.then(|| format!("{}: <#{channel}>", escaped(words)))
}

/// What is said of a place, with a mark of its channel. None of what is no channel.
pub(super) fn channel_of(signpost: &Signpost, language: Language) -> Option<String> {
    channel_line(&directed(signpost.said, language), signpost.to.as_str())
}

/// What is said of a place that is no channel: a direct message, which has no name.
pub(super) fn no_channel_of(signpost: &Signpost, language: Language) -> String {
    let direct = Words::of(language).digest.direct_message;
    directed(&format!("{}: {direct}", signpost.said), language)
}

/// A line of the bot's words with marks of Slack's.
pub(super) fn marked_section(text: &str) -> Value {
    marked("section", text)
}

/// A link with words, or a channel with its name where there is no address. None where
/// neither can be made into markup.
pub(super) fn way_to(words: &str, address: Option<&str>, channel: &str) -> Option<Value> {
    let is_safe = |address: &&str| {
        address.starts_with("https://")
            && address.len() <= limits::SECTION / 2
            && !address.contains(|c: char| c.is_whitespace() || "<>|".contains(c))
    };
    let text = match address.filter(is_safe) {
        Some(address) => Some(format!("<{}|{}>", escaped(address), escaped(words))),
        None => channel_line(words, channel),
    };
    text.map(|text| marked("context", &text))
}

fn marked(block: &str, text: &str) -> Value {
    let text = json!({"type": "mrkdwn", "text": text});
    match block {
        "context" => json!({"type": block, "elements": [text]}),
        _ => json!({"type": block, "text": text}),
    }
}

fn is_id(id: &str, first: char) -> bool {
    const SHORTEST: usize = 9;
    id.starts_with(first) && id.len() >= SHORTEST && is_plain(id)
}

fn is_plain(id: &str) -> bool {
    id.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn whatever_is_called_or_linked_to_makes_one_mark_at_most(
            id in ".{0,20}", words in ".{0,20}", address in "(https://)?.{0,40}",
        ) {
            let way = way_to(&words, Some(&address), &id);
            let way = way.map(|block| block["elements"][0]["text"].clone());
            for text in [way, group_call(&id).map(|block| block["text"]["text"].clone())] {
                let text = text.as_ref().and_then(Value::as_str).unwrap_or("<>");
                prop_assert_eq!((text.matches('<').count(), text.matches('>').count()), (1, 1));
                prop_assert!(text.ends_with('>'));
            }
            prop_assert!(with_ids(&words).len() <= words.len());
        }
    }

    #[test]
    fn channels_and_groups_are_read_by_id_where_that_is_wanted() {
        let text = "hand_over <#C024BE7LR|people> <!subteam^S0615G0KT|@experts> <#C1> <@U1|ann>";
        assert_eq!(with_ids(text), "hand_over C024BE7LR S0615G0KT C1 ann");
        assert_eq!(with_ids("a &lt; b <"), "a < b <");
    }

    #[test]
    fn only_the_id_of_a_group_calls_it() {
        let call = group_call("S0615G0KT").expect("a call");
        assert_eq!(call["text"]["text"], "<!subteam^S0615G0KT>");
        for name in ["experts", "EXPERTS", "S1", "S0615G0KT> <!channel", "SUPPORT!!"] {
            assert_eq!(group_call(name), None, "{name}");
        }
    }

    #[test]
    fn an_address_that_would_end_its_link_is_none() {
        let text = |address: Option<&str>, channel: &str| {
            way_to("Where <it> was", address, channel)
                .map(|block| block["elements"][0]["text"].as_str().unwrap_or_default().to_owned())
        };
        let link = text(Some("https://w.slack.com/archives/C1/p1?a=b&c=d"), "C1");
        let expected = "<https://w.slack.com/archives/C1/p1?a=b&amp;c=d|Where &lt;it&gt; was>";
        assert_eq!(link.as_deref(), Some(expected));
        for address in ["https://w.example/|x", "https://w.example/>x", "javascript:x", ""] {
            let line = text(Some(address), "C1");
            assert_eq!(line.as_deref(), Some("Where &lt;it&gt; was: <#C1>"), "{address}");
        }
        assert_eq!(text(None, "C1> <!channel"), None);
        assert_eq!(text(None, "D1"), None);
    }
}
