//! Topics that are suggested while they are typed: each of them works.

use serde_json::Value;

use crate::commands::text;
use crate::join::join;
use crate::loopback::Loopback;
use crate::loopback::events::{CHANNEL, MODERATOR, option};

async fn suggested(loopback: &Loopback, name: &str, argument: &str, typed: &str) -> Vec<String> {
    let typing = loopback.typing(name, argument, typed);
    let response = loopback.response(typing).await;
    let choices = response["data"]["choices"].as_array().cloned().unwrap_or_default();
    choices.iter().map(|choice| choice["value"].as_str().expect("a value").to_owned()).collect()
}

fn is_arabic(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{0621}'..='\u{064A}'))
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_suggested_has_an_answer_and_the_persons_language_comes_first() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    for locale in ["ar", "en-US"] {
        loopback.state().locale = locale;
        for (name, argument) in [("keypoints", "topic"), ("quotes", "about"), ("summary", "topic")]
        {
            let suggestions = suggested(&loopback, name, argument, "").await;
            assert!(suggestions.len() > 2, "{name}: {suggestions:?}");
            assert_eq!(is_arabic(&suggestions[0]), locale == "ar", "{name}: {suggestions:?}");
            let languages: Vec<bool> = suggestions.iter().map(|s| is_arabic(s)).collect();
            let mut sorted = languages.clone();
            sorted.sort_by_key(|arabic| *arabic != (locale == "ar"));
            assert_eq!(languages, sorted, "one language after the other: {suggestions:?}");
            for suggestion in suggestions {
                let options = vec![option(argument, suggestion.as_str())];
                let used = loopback.slash(MODERATOR, CHANNEL, name, options);
                let answer: Value = loopback.response(used).await;
                assert!(text(&answer).contains("> "), "{name} {suggestion}: {answer}");
            }
        }
    }
    loopback.assert_clean();
}
