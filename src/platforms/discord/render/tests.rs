use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::chat::commands::check::Check;
use crate::chat::commands::keypoints::KeyPoints;
use crate::chat::commands::passage::Passage;
use crate::chat::commands::quote::QuoteAt;
use crate::chat::commands::quotes::Quotes;
use crate::chat::commands::section::Section;
use crate::chat::commands::source::Sources;
use crate::chat::commands::topics::Topics;
use crate::chat::commands::{Command, respond};
use crate::chat::reply::{Extent, Offer};
use crate::chat::request::Request;
use crate::chat::samples::{engine, engine_of, reply};
use crate::chat::summary::{Outline, Preview};
use crate::core::search::Engine;
use crate::core::search::Within;
use crate::platforms::discord::preview::preview;
use crate::platforms::samples::snapshot;

mod drafts;

fn drawn(reply: &Reply, question: Option<&str>, embeds: bool) -> Payload {
    let commands = CommandIds::from([("ask".to_owned(), 77)]);
    render(reply, Frame { viewers: Viewers::Asker, question, embeds, commands: &commands })
}

fn asked(engine: &Engine, question: &str) -> Payload {
    drawn(&reply(engine, Command::ask(question)), None, true)
}

fn summary(engine: &Engine, most_points: usize) -> Preview {
    let outline = Outline { topic: None, most_points, language: Language::ENGLISH };
    outline.preview(engine, &Within::all()).expect("an index").expect("points")
}

fn json(payload: Payload) -> Value {
    serde_json::to_value(payload.message()).expect("JSON")
}

fn size(value: &Value) -> usize {
    value.as_str().map_or(0, |text| text.encode_utf16().count())
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// Asserts every limit of Discord's on a message.
fn assert_within_limits(message: &Value) {
    assert!(size(&message["content"]) <= 2000);
    let mut total = 0;
    for embed in list(&message["embeds"]) {
        let fields = list(&embed["fields"]);
        assert!(size(&embed["title"]) <= 256, "title");
        assert!(size(&embed["description"]) <= 4096, "description");
        assert!(size(&embed["footer"]["text"]) <= 2048, "footer");
        assert!(fields.len() <= 25, "fields");
        total += size(&embed["title"]) + size(&embed["description"]);
        total += size(&embed["footer"]["text"]);
        for field in fields {
            assert!((1..=256).contains(&size(&field["name"])), "field name {}", field["name"]);
            assert!((1..=1024).contains(&size(&field["value"])), "field value");
            total += size(&field["name"]) + size(&field["value"]);
        }
    }
    assert!(total <= 6000, "{total} characters in all embeds");
    let rows = list(&message["components"]);
    assert!(rows.len() <= 5, "rows");
    let mut ids = Vec::new();
    for row in rows {
        let parts = list(&row["components"]);
        assert!((1..=5).contains(&parts.len()), "components in a row");
        for part in parts {
            assert!((1..=100).contains(&size(&part["custom_id"])), "custom_id");
            assert!(size(&part["label"]) <= 80, "label");
            assert!(size(&part["placeholder"]) <= 150, "placeholder");
            ids.push(part["custom_id"].to_string());
            let options = list(&part["options"]);
            assert!(options.len() <= 25, "options");
            for option in options {
                assert!((1..=100).contains(&size(&option["label"])), "option label");
                assert!((1..=100).contains(&size(&option["value"])), "option value");
                assert!(size(&option["description"]) <= 100, "option description");
            }
        }
    }
    let count = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), count, "every custom_id is another");
    assert_eq!(message["allowed_mentions"]["parse"], serde_json::json!([]));
    assert_eq!(message["allowed_mentions"]["replied_user"], false);
}

/// The block-quoted words as a reader sees them.
fn quoted(description: &str) -> Vec<String> {
    let lines = description.lines().filter_map(|line| line.strip_prefix("> "));
    lines
        .map(|line| {
            let mut seen = String::new();
            let mut chars =
                undirected(line).replace("**", "").chars().collect::<Vec<_>>().into_iter();
            while let Some(c) = chars.next() {
                seen.extend(if c == '\\' { chars.next() } else { Some(c) });
            }
            let words = seen.trim_start_matches("… ").trim_end_matches(" …");
            words.trim_matches(['«', '»']).to_owned()
        })
        .collect()
}

#[test]
fn an_arabic_answer_is_its_highlight_as_a_block_quote() {
    insta::assert_snapshot!(snapshot(&json(asked(&engine(), "ماذا قال عن الرهان على GPT-5؟"))));
}

#[test]
fn an_english_question_gets_the_labelled_translation_and_below_it_the_original() {
    insta::assert_snapshot!(snapshot(&json(asked(&engine(), "How large is the bet on GPT-5?"))));
}

#[test]
fn a_changed_quotation_is_told_apart_from_the_source_in_plain_words() {
    let text = "Sam Altman said that the bet on *GPT-6* is not large".to_owned();
    let near = drawn(&reply(&engine(), Check { text }), None, true);
    insta::assert_snapshot!(snapshot(&json(near)));
}

#[test]
fn a_changed_passage_is_shown_as_it_is_with_what_changed_set_off() {
    let before = engine_of(&[("a.en.md", "One is first. Two is second. Three is third.\n")]);
    let key = before.library().keys().next().expect("a passage");
    let address = before.library().address(key).to_string();
    let now = engine_of(&[("a.en.md", "One is first. Two is another. Three is third.\n")]);
    let changed = drawn(&reply(&now, QuoteAt { address }), None, true);
    insta::assert_snapshot!(snapshot(&json(changed)));
}

#[test]
fn what_is_not_in_the_sources_is_declined_with_a_menu_of_topics() {
    insta::assert_snapshot!(snapshot(&json(asked(
        &engine(),
        "Who won the football match yesterday?"
    ))));
}

#[test]
fn a_summary_is_previewed_with_a_menu_of_its_points() {
    let mut summary = summary(&engine(), 2);
    summary.has_elsewhere = true;
    insta::assert_snapshot!(snapshot(&json(preview(&summary, 0, None, "Layla"))));
}

#[test]
fn markdown_and_mentions_of_a_document_are_plain() {
    let engine =
        engine_of(&[("a.txt", "Zebras say @everyone <@1> **bold** [x](http://x.example).")]);
    let payload = json(asked(&engine, "what do zebras say"));
    let description = payload["embeds"][0]["description"].as_str().expect("a description");
    assert!(
        description.contains(r"\@everyone \<\@1\> \*\*bold\*\* \[x\](http\://x.example)"),
        "{description}"
    );
}

#[test]
fn an_embed_description_has_at_most_4096_characters_and_the_rest_is_one_press_away() {
    let paragraph = "Zebras are striped animals of the plains. ".repeat(25);
    let text = vec![paragraph; 12].join("\n\n## More\n\n");
    let engine = engine_of(&[("a.md", &text)]);
    let passage = engine.library().tag(engine.library().keys().next().expect("a passage"));
    for command in [
        Section { passage, skip: 0 }.into(),
        KeyPoints { topic: None, skip: 0 }.into(),
        Command::ask("zebras"),
    ] {
        assert_within_limits(&json(drawn(&reply(&engine, command), None, true)));
    }
}

#[test]
fn a_long_passage_is_cut_between_sentences_with_the_ellipsis_outside_the_marks() {
    let mut text = "It begins with something else here. ".repeat(60);
    text.push_str("Zebras are striped animals of the open African savanna. ");
    text.push_str(&"It ends with something else there. ".repeat(60));
    let engine = engine_of(&[("a.md", text.trim())]);
    let mut reply = reply(&engine, Command::ask("Are zebras striped animals?"));
    reply.quotes[0].extent = Extent::Passage;
    let message = json(drawn(&reply, None, true));
    assert_within_limits(&message);
    let description = message["embeds"][0]["description"].as_str().expect("a description");
    assert!(description.starts_with("> … “"), "{description}");
    assert!(
        description.contains("**Zebras are striped animals of the open African savanna.**"),
        "{description}"
    );
    assert!(description.contains("there.” …\n"), "{description}");
    let buttons = list(&message["components"][0]["components"]);
    assert!(buttons.iter().any(|button| button["label"] == "Whole passage"), "{buttons:?}");
}

#[test]
fn the_whole_passage_has_in_bold_what_was_shown_of_it_in_both_languages() {
    let engine = engine();
    let passage = engine.library().tag(engine.library().keys().next().expect("a passage"));
    let whole = Passage { passage, skip: 0, highlight: Some(1..2) };
    let request = Request::new(whole).in_language(Language::ENGLISH);
    let message = json(drawn(&respond(&engine, &request).expect("a reply"), None, true));
    let description = message["embeds"][0]["description"].as_str().expect("a description");
    let seen = undirected(description);
    assert!(seen.contains("is large. **It needs the whole industry.**"), "{seen}");
    assert!(seen.contains("كبير. **وهو يحتاج إلى الصناعة كلها.**"), "{seen}");
}

#[test]
fn an_embed_has_at_most_25_fields_and_6000_characters() {
    let text: String = (1..60)
        .map(|n| format!("## {}{n}\n\nText {n}.\n\n", "A long heading ".repeat(20)))
        .collect();
    let engine = engine_of(&[("a.md", &text)]);
    let message = json(drawn(&reply(&engine, Topics), None, true));
    assert_within_limits(&message);
    assert!(list(&message["embeds"][0]["fields"]).len() > 5);
}

#[test]
fn a_select_menu_has_at_most_25_options_of_100_characters() {
    let text: String = (1..60)
        .map(|n| format!("## {}{n}\n\nText {n}.\n\n", "A long heading ".repeat(20)))
        .collect();
    let engine = engine_of(&[("a.md", &text)]);
    let message = json(drawn(&reply(&engine, Topics), None, true));
    assert_eq!(list(&message["components"][0]["components"][0]["options"]).len(), 25);
    assert_within_limits(&json(preview(&summary(&engine, 25), 0, None, "Layla")));
}

#[test]
fn a_custom_id_has_at_most_100_characters_however_long_the_question() {
    let question = format!("Is the bet on GPT-5 large? {}", "And why is that so? ".repeat(150));
    let message = json(asked(&engine(), &question));
    assert_within_limits(&message);
    assert!(!list(&message["components"]).is_empty());
}

#[test]
fn a_title_has_at_most_256_characters_and_a_footer_2048() {
    let text = format!("---\ntitle: \"{}\"\n---\n\nZebras are striped.\n", "Title ".repeat(600));
    let engine = engine_of(&[("a.md", &text)]);
    let reply = reply(&engine, Command::ask("zebras"));
    assert_within_limits(&json(drawn(&reply, Some(&"question ".repeat(100)), true)));
}

#[test]
fn seven_buttons_stand_in_rows_of_at_most_5() {
    let text = "Zebras are striped animals of the wide plains. ".repeat(60);
    let engine = engine_of(&[("a.md", &format!("Short.\n\n{text}\n\nThe end."))]);
    let tag = engine.library().tag(engine.library().keys().next().expect("a passage"));
    let mut long = reply(&engine, Section { passage: tag, skip: 1 });
    long.quotes.truncate(1);
    long.offers = vec![Offer::Context, Offer::Source, Offer::Feedback];
    let message = json(drawn(&long, None, true));
    assert_within_limits(&message);
    let rows = list(&message["components"]);
    let counts: Vec<usize> = rows.iter().map(|row| list(&row["components"]).len()).collect();
    assert_eq!(counts, [5, 2], "{rows:?}");
}

#[test]
fn a_summary_that_is_too_long_for_one_message_is_posted_in_several() {
    let text: String = (0..25_u8)
        .map(|n| {
            // Words of its own, or the points would count as saying the same.
            let letters = |k: u8| char::from(b'a' + (n + k) % 26);
            let words = (0..40).map(|k| format!("{}{}{}x", letters(k), letters(7), letters(3 * k)));
            format!("- {}\n", words.collect::<Vec<_>>().join(" "))
        })
        .collect();
    let engine = engine_of(&[("a.md", &format!("## Points {{.key-points}}\n\n{text}"))]);
    let summary = summary(&engine, 25);
    let posted = render_all(&summary.reply("Layla", summary.posted_by("Layla")), true);
    let messages: Vec<Value> = posted.into_iter().map(json).collect();
    assert!(messages.len() > 1);
    // What is posted is what was shown, page by page.
    for (page, message) in messages.iter().enumerate() {
        let shown = json(preview(&summary, page, Some("A word above it."), "Layla"));
        assert_within_limits(&shown);
        assert_eq!(shown["embeds"][0]["description"], message["embeds"][0]["description"]);
    }
    let shown: usize = messages
        .iter()
        .map(|message| {
            assert_within_limits(message);
            quoted(message["embeds"][0]["description"].as_str().expect("points")).len()
        })
        .sum();
    assert_eq!(shown, summary.points.len());
}

#[test]
fn a_help_names_commands_as_they_are_typed_and_makes_them_links_where_it_can() {
    let engine = engine();
    let message = json(drawn(&reply(&engine, Command::help()), None, true));
    let description = message["embeds"][0]["description"].as_str().expect("a description");
    assert!(description.contains("</ask:77> — "), "{description}");
    assert!(description.contains("**/topics** — "), "{description}");
    assert!(!description.contains("summary"), "not for everybody");
}

#[test]
fn what_is_said_around_a_quote_stands_there_as_plain_words() {
    let engine = engine();
    let mut reply = reply(&engine, Command::ask("How large is the bet on GPT-5?"));
    reply.quotes[0].lead = vec!["“is *it* <@1> large?”".to_owned()];
    reply.closing = vec!["“and _when_?”".to_owned(), "I find no answer.".to_owned()];
    for embeds in [true, false] {
        let message = json(drawn(&reply, None, embeds));
        assert_within_limits(&message);
        let text = match embeds {
            true => &message["embeds"][0]["description"],
            false => &message["content"],
        };
        let text = text.as_str().expect("words");
        assert!(text.starts_with("“is \\*it\\* \\<\\@1\\> large?”\nTranslation"), "{text}");
        assert!(text.contains("paragraph 1\n\n“and \\_when\\_?”\nI find no answer."), "{text}");
    }
}

#[test]
fn where_embeds_are_hidden_an_answer_is_in_plain_words() {
    let engine = engine();
    let reply = reply(&engine, Command::ask("How large is the bet on GPT-5?"));
    let message = json(drawn(&reply, None, false));
    assert_within_limits(&message);
    let content = message["content"].as_str().expect("words");
    assert!(content.contains("> ") && content.contains("[1]"), "{content}");
    assert!(list(&message["embeds"]).is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_document_and_question_stay_within_the_limits_and_verbatim(
        text in "[a-zء-ي*_>#@<.!؟“”\\[\\] ]{0,400}|\\PC{0,120}|([a-z]{1,9} ?){200,900}",
        question in "\\PC{0,30}|[a-z ]{0,3000}"
    ) {
        let engine = engine_of(&[("a.txt", &text)]);
        let whole: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let flat = |text: &str| undirected(text).split_whitespace().collect::<Vec<_>>().join(" ");
        for question in [question.as_str(), text.as_str()] {
            let message = json(asked(&engine, question));
            assert_within_limits(&message);
            let description = message["embeds"][0]["description"].as_str().unwrap_or_default();
            for words in quoted(description) {
                // Cut text stands in marks that may be the text's own as well.
                let words = flat(&words);
                let bare = words.trim_matches(['“', '”', '«', '»']);
                prop_assert!(flat(&whole).contains(bare), "{bare:?} is not in {whole:?}");
            }
        }
        for command in [
            Topics.into(),
            Sources::default().into(),
            Command::help(),
            Quotes { about: None, skip: 0 }.into(),
            Check { text: text.clone() }.into(),
            Check { text: question.clone() }.into(),
            Command::ask(&question),
        ] {
            for embeds in [true, false] {
                let drawn = drawn(&reply(&engine, command.clone()), Some(&question), embeds);
                assert_within_limits(&json(drawn));
            }
        }
    }
}

proptest! {
    // Each takes an index.
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn the_pieces_of_a_passage_are_shown_uncut_whatever_is_in_them(
        text in "([a-z*_`|#5.]{1,9}[ .،]{1,2}[ء-ي_.]{1,9}[.]? ?){60,160}"
    ) {
        for language in ["ar", "en"] {
            let engine = engine_of(&[("a.md", &format!("---\nlanguage: {language}\n---\n\nA: {text}"))]);
            let passage = engine.library().tag(engine.library().keys().next().expect("a passage"));
            let whole = reply(&engine, Passage { passage, skip: 0, highlight: None });
            for quote in &whole.quotes {
                let (block, is_cut) = quote_block(quote, whole.language, LONGEST_PASSAGE);
                prop_assert!(!is_cut && code_units(&block) < room(true), "{block}");
            }
        }
    }
}
