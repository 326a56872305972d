// The double's own judge, so that both say the same.
use iqtibas_doubles::slack::blocks;
use proptest::prelude::*;

use super::*;
use crate::chat::commands::check::Check;
use crate::chat::commands::context::Context;
use crate::chat::commands::keypoints::KeyPoints;
use crate::chat::commands::passage::Passage;
use crate::chat::commands::quote::QuoteAt;
use crate::chat::commands::quotes::Quotes;
use crate::chat::commands::section::Section;
use crate::chat::commands::source::Sources;
use crate::chat::commands::summary::Summary;
use crate::chat::commands::topics::Topics;
use crate::chat::elsewhere::{Elsewhere, Signpost};
use crate::chat::reply::Extent;
use crate::chat::samples::{engine, engine_of, reply};
use crate::chat::{Command, Request, respond};
use crate::core::search::Engine;
use crate::platforms::samples::snapshot;
use crate::platforms::slack::home::home;

fn asked(engine: &Engine, question: &str) -> Payload {
    render(&reply(engine, Command::ask(question)), Viewers::Asker)
}

fn assert_within_limits(payload: &Payload) {
    assert_eq!(blocks::message(&json!(payload.blocks)), Ok(()));
    assert!(code_units(&payload.text) <= limits::TEXT, "{}", code_units(&payload.text));
    assert!(!payload.text.contains(['<', '>']), "{}", payload.text);
}

/// The words of each quote as a reader sees them.
fn quoted_words(payload: &Payload) -> Vec<String> {
    let blocks = payload.blocks.iter().filter(|block| block["type"] == "rich_text");
    blocks
        .map(|block| {
            let parts = block["elements"][0]["elements"].as_array().expect("parts");
            let words: String = parts.iter().filter_map(|part| part["text"].as_str()).collect();
            undirected(&words).into_owned()
        })
        .collect()
}

#[test]
fn an_arabic_answer_is_its_highlight_as_a_rich_text_quote() {
    let payload = asked(&engine(), "ماذا قال عن الرهان على GPT-5؟");
    insta::assert_snapshot!(snapshot(&payload.with(json!({}))));
}

#[test]
fn an_english_question_gets_the_labelled_translation_and_below_it_the_original() {
    let payload = asked(&engine(), "How large is the bet on GPT-5?");
    insta::assert_snapshot!(snapshot(&payload.with(json!({}))));
}

#[test]
fn a_changed_quotation_is_told_apart_from_the_source_in_plain_words() {
    let text = "قال Sam Altman إن الرهان على GPT-6 ليس كبير <!here>".to_owned();
    let near = render(&reply(&engine(), Check { text }), Viewers::Asker);
    assert_within_limits(&near);
    insta::assert_snapshot!(snapshot(&near.with(json!({}))));
}

#[test]
fn a_changed_passage_is_shown_as_it_is_with_what_changed_set_off() {
    let before = engine_of(&[("a.en.md", "One is first. Two is second. Three is third.\n")]);
    let key = before.library().keys().next().expect("a passage");
    let address = before.library().address(key).to_string();
    let now = engine_of(&[("a.en.md", "One is first. Two is another. Three is third.\n")]);
    let changed = render(&reply(&now, QuoteAt { address }), Viewers::Asker);
    insta::assert_snapshot!(snapshot(&changed.with(json!({}))));
}

#[test]
fn markup_of_a_question_or_a_document_is_never_read_as_such() {
    let engine =
        engine_of(&[("a.txt", "Zebras & lions say <!channel> <@U1> <https://x.example|x>.")]);
    let payload = asked(&engine, "what do zebras say <!here>");
    assert_within_limits(&payload);
    // Rich text and plain text are shown as they are; only the fallback is parsed.
    assert_eq!(
        quoted_words(&payload),
        ["Zebras & lions say <!channel> <@U1> <https://x.example|x>."]
    );
    assert!(payload.text.contains("&amp; lions say &lt;!channel&gt;"), "{}", payload.text);
}

#[test]
fn a_passage_of_invisible_characters_is_no_invalid_block() {
    let engine = engine_of(&[("a.txt", "\u{200F}\u{2067}\n\nZebras are striped.\n\n\u{200F}")]);
    let tag = engine.library().tag(engine.library().keys().next().expect("a passage"));
    assert_within_limits(&render(&reply(&engine, Context { passage: tag }), Viewers::Everybody));
    assert_within_limits(&render(
        &reply(&engine, Section { passage: tag, skip: 0 }),
        Viewers::Everybody,
    ));
}

#[test]
fn a_message_has_at_most_50_blocks_and_the_rest_is_one_press_away() {
    let text: String =
        (0..60).map(|n| format!("- Point {n}: word{n} of its own kind{n}.\n")).collect();
    let engine = engine_of(&[("a.md", &format!("## Points {{.key-points}}\n\n{text}"))]);
    let payload = render(&reply(&engine, KeyPoints { topic: None, skip: 0 }), Viewers::Asker);
    assert_within_limits(&payload);
    let last = payload.blocks.last().expect("blocks")["elements"][0]["text"]["text"].clone();
    assert_eq!(last, "More passages");
    let list = reply(&engine, KeyPoints { topic: None, skip: 0 });
    let all: usize = render_all(&list)
        .iter()
        .map(|p| {
            assert_within_limits(p);
            quoted_words(p).len()
        })
        .sum();
    assert_eq!(all, 60);
}

#[test]
fn a_section_has_at_most_3000_characters_and_a_header_150() {
    let text = format!(
        "---\ntitle: \"{}\"\ndisclaimer: \"{}\"\n---\n\n## {}\n\nZebras are striped.\n",
        "Title ".repeat(90),
        "Beware ".repeat(900),
        "Heading ".repeat(60)
    );
    let engine = engine_of(&[("a.md", &text)]);
    let replies: [Command; 4] =
        [Sources::default().into(), Topics.into(), Command::help(), Command::ask("zebras")];
    for command in replies {
        assert_within_limits(&render(&reply(&engine, command), Viewers::Everybody));
    }
    let tab = home([
        reply(&engine, Command::help()),
        reply(&engine, Sources::default()),
        reply(&engine, Topics),
    ]);
    assert_eq!(blocks::view(&tab), Ok(()));
}

#[test]
fn a_long_passage_is_cut_between_sentences_with_the_ellipsis_outside_the_marks() {
    let mut text = "It begins with something else here. ".repeat(60);
    text.push_str("Zebras are striped animals. ");
    text.push_str(&"It ends with something else there. ".repeat(60));
    let engine = engine_of(&[("a.md", text.trim())]);
    let mut reply = reply(&engine, Command::ask("Are zebras striped animals?"));
    reply.quotes[0].extent = Extent::Passage;
    let payload = render(&reply, Viewers::Asker);
    assert_within_limits(&payload);
    let words = &quoted_words(&payload)[0];
    assert!(words.starts_with("… “") && words.ends_with("there.” …"), "{words}");
    let all = json!(payload.blocks).to_string();
    assert!(all.contains("Whole passage") && all.contains("\"bold\":true"), "{all}");
}

#[test]
fn a_buttons_value_has_at_most_2000_characters_however_long_the_question() {
    let question = format!("Is the bet on GPT-5 large? {}", "And why is that so? ".repeat(500));
    assert_within_limits(&asked(&engine(), &question));
}

#[test]
fn a_phone_shows_every_quote_with_its_translation_its_place_and_its_author() {
    let engine = engine();
    let payload = asked(&engine, "How large is the bet on GPT-5?");
    let text = undirected(&payload.text);
    for part in [
        "«قال Sam Altman إن الرهان على GPT-5 كبير.",
        "Translation (unofficial translation):\n“Sam Altman said that the bet on GPT-5 is large.",
        "\nOriginal (Arabic):\n«قال",
        "\n[1] ليلى, § On bets",
        "\nBets",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn what_a_phone_shows_ends_between_quotes_where_it_is_too_long() {
    let text: String = (0..9)
        .map(|n| format!("- Zebras {n}: {}.\n", "they are striped & so on ".repeat(25)))
        .collect();
    let engine = engine_of(&[("a.md", &format!("## Points {{.key-points}}\n\n{text}"))]);
    let list = reply(&engine, KeyPoints { topic: None, skip: 0 });
    let payload = render(&list, Viewers::Asker);
    assert_within_limits(&payload);
    assert!(payload.text.ends_with("\n…"), "{}", payload.text);
    let places = payload.text.matches("paragraph").count();
    assert!(places > 2 && payload.text.matches('”').count() == places, "{}", payload.text);
}

#[test]
fn what_has_no_pages_is_shown_to_its_end_and_can_be_deleted_below_it() {
    let text: String =
        (0..25).map(|n| format!("- Point {n}: word{n} of its own kind{n}.\n")).collect();
    let engine = engine_of(&[("a.md", &format!("## Points {{.key-points}}\n\n{text}"))]);
    let list = reply(&engine, KeyPoints { topic: None, skip: 0 });
    assert_eq!(render_for_all(&list).len(), 1, "the rest is one press away");
    let mut summary = list;
    summary.answers = Some(Summary { topic: None, points: 25 }.into());
    summary.offers = vec![Offer::Source, Offer::Delete];
    summary.asked_by = Some("U1".to_owned());
    let shown = render_for_all(&summary);
    shown.iter().for_each(assert_within_limits);
    let count: usize = shown.iter().map(|payload| quoted_words(payload).len()).sum();
    assert_eq!(count, summary.quotes.len());
    let with_delete = shown.iter().filter(|p| json!(p.blocks).to_string().contains("\"3z:"));
    assert_eq!(with_delete.count(), 1);
    // And what has no quotes is a message all the same.
    assert_eq!(render_all(&reply(&engine, Topics)).len(), 1);
}

#[test]
fn what_is_said_around_a_quote_stands_there_as_plain_words_and_within_the_limits() {
    let engine = engine();
    let mut reply = reply(&engine, Command::ask("How large is the bet on GPT-5?"));
    reply.quotes[0].lead = vec!["“is it <@U1>?”".to_owned()];
    reply.closing = vec!["I find no answer.".to_owned()];
    let payload = render(&reply, Viewers::Asker);
    assert_within_limits(&payload);
    assert_eq!(payload.blocks[0]["text"]["text"], "“is it <@U1>?”");
    assert!(json!(payload.blocks).to_string().contains("I find no answer."));
    assert!(payload.text.starts_with("“is it &lt;@U1&gt;?”\nTranslation"), "{}", payload.text);
    // However many there are.
    reply.title = Some("Title".to_owned());
    reply.lead = vec!["A word.".to_owned()];
    reply.quotes = vec![reply.quotes[0].clone(); 20];
    let payload = render(&reply, Viewers::Asker);
    assert_within_limits(&payload);
    assert!(!json!(payload.blocks).to_string().contains("I find no answer."), "more comes first");
}

#[test]
fn a_command_stands_in_one_isolate_with_its_slash_in_arabic() {
    let request = Request::new(Command::help()).in_language(Language::ARABIC);
    let help = respond(&engine(), &request).expect("a reply");
    let shown = json!(render(&help, Viewers::Asker).blocks).to_string();
    assert!(shown.contains("\u{2066}/ask\u{2069} — "), "{shown}");
    assert!(shown.contains("\u{2066}/iqtibas\u{2069} — "), "{shown}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_document_and_question_stay_within_the_limits_and_verbatim(
        text in "[a-zء-ي*_>#@<.!؟“”&\\[\\] ]{0,400}|\\PC{0,120}|([a-z]{1,9} ?){200,900}",
        question in "\\PC{0,30}|[a-z ]{0,3000}"
    ) {
        let engine = engine_of(&[("a.txt", &text)]);
        let flat = |text: &str| undirected(text).split_whitespace().collect::<Vec<_>>().join(" ");
        let whole = flat(&text);
        for question in [question.as_str(), text.as_str()] {
            let payload = asked(&engine, question);
            assert_within_limits(&payload);
            for words in quoted_words(&payload) {
                let words = flat(&words);
                let bare = words.trim_start_matches("… ").trim_end_matches(" …");
                // Cut text stands in marks that may be the text's own as well.
                let bare = bare.trim_matches(['“', '”', '«', '»']);
                prop_assert!(whole.contains(bare), "{bare:?} is not in {whole:?}");
            }
        }
        let quotes = Quotes { about: None, skip: 0 };
        for command in [Topics.into(), Sources::default().into(), Command::help(), quotes.into()] {
            assert_within_limits(&render(&reply(&engine, command), Viewers::Everybody));
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
                prop_assert!(quote.wordings().iter().all(|wording| !clipping(wording).is_cut));
            }
        }
    }
}

#[test]
fn a_place_is_named_by_a_mark_of_its_channel_and_by_words_where_it_is_none() {
    for (id, expected) in
        [("C024BE7LR", "Posted in: <#C024BE7LR>"), ("D1", "Posted in: a direct message")]
    {
        let to = Elsewhere::parse(id).expect("an id");
        let signpost = Some(Signpost { said: "Posted in", to });
        let payload = render(&Reply { signpost, ..Reply::new(Language::ENGLISH) }, Viewers::Asker);
        assert_eq!(blocks::message(&json!(payload.blocks)), Ok(()));
        assert_eq!(payload.blocks[0]["text"]["text"], expected);
        assert_eq!(payload.text, expected);
    }
}
